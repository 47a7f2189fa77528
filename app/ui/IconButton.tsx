import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import {
  type ButtonHTMLAttributes,
  forwardRef,
  type ReactNode,
  useLayoutEffect,
  useRef,
} from "react";
import { createPortal } from "react-dom";
import { useTooltip } from "./use-tooltip.ts";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** Its name, for the tooltip and for screen readers. */
  readonly label: string;
  /** The equivalent keys, such as "Ctrl+B". */
  readonly keys?: string;
  /** For toggles; leave out for actions. */
  readonly pressed?: boolean;
  /** A word of its label beside the icon, where the style sheet finds room for it. */
  readonly word?: string;
  /** How much waits behind it, besides the label. */
  readonly count?: { readonly number: number; readonly label: string };
}

/** A button with an icon and a name. A disabled one stays focusable and announces its state. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { icon: Icon, label, keys, pressed, word, count, disabled = false, className, onClick, ...rest },
  ref,
) {
  const { button, onButton, onTip } = useTooltip();
  return (
    <>
      <button
        {...both(rest, onButton)}
        ref={ref}
        type="button"
        aria-label={count ? `${label}, ${count.label}` : label}
        aria-pressed={pressed}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
        className={clsx(
          word === undefined
            ? "grid size-9"
            : "flex h-9 min-w-9 items-center justify-center gap-1.5 px-2 text-[0.9375rem]",
          "shrink-0 cursor-pointer place-items-center rounded-md text-ink hover:bg-wash aria-disabled:cursor-default aria-disabled:text-ink-soft aria-disabled:opacity-50 aria-disabled:hover:bg-transparent aria-expanded:bg-wash aria-pressed:bg-accent-soft aria-pressed:text-accent forced-colors:aria-pressed:bg-[Highlight] forced-colors:aria-pressed:text-[HighlightText] forced-colors:aria-pressed:forced-color-adjust-none",
          className,
        )}
      >
        <Icon aria-hidden className="size-[1.125rem] shrink-0" />
        {word === undefined ? null : <span className="button-word">{word}</span>}
        {count ? (
          <span className="button-count min-w-4.5 rounded-full bg-accent px-1 text-center text-xs leading-4.5 font-semibold text-accent-ink forced-colors:outline-1">
            {count.number > 99 ? "99+" : count.number}
          </span>
        ) : null}
      </button>
      {button ? (
        <Tooltip under={button} {...onTip}>
          {label}
          {keys ? <span className="ml-2 opacity-75">{keys}</span> : null}
        </Tooltip>
      ) : null}
    </>
  );
});

type ElementProps = Readonly<Record<string, unknown>>;

/** Merges the props of two elements; handlers of both are called. */
function both(one: ElementProps, other: ElementProps): ElementProps {
  const joined = Object.entries(other).map(([name, handle]) => {
    const first = one[name];
    if (typeof first !== "function" || typeof handle !== "function") return [name, handle];
    return [
      name,
      (event: unknown) => {
        first(event);
        handle(event);
      },
    ];
  });
  return { ...one, ...Object.fromEntries(joined) };
}

/** Pixels between button and name, and between the name and the window's edge. */
const [GAP, EDGE] = [6, 8];

/** The name under its button, inside the window. It repeats the button's own label. */
function Tooltip({
  under,
  children,
  ...rest
}: {
  readonly under: HTMLElement;
  readonly children: ReactNode;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
}) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!tip.current) return;
    const at = under.getBoundingClientRect();
    const { width, height } = tip.current.getBoundingClientRect();
    const middle = at.left + at.width / 2 - width / 2;
    const left = Math.max(EDGE, Math.min(middle, innerWidth - width - EDGE));
    const fits = at.bottom + GAP + height + EDGE <= innerHeight;
    const top = fits ? at.bottom + GAP : at.top - GAP - height;
    tip.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }, [under]);
  return createPortal(
    <div
      {...rest}
      ref={tip}
      aria-hidden
      className="fixed top-0 left-0 z-50 rounded bg-ink px-2 py-1 text-sm whitespace-nowrap text-paper shadow-raised select-none"
    >
      {children}
    </div>,
    document.body,
  );
}
