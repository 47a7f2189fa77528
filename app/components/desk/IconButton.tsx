import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import { Tooltip } from "radix-ui";
import { forwardRef, type ButtonHTMLAttributes } from "react";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** Its name, for the tooltip and for those who hear it. */
  readonly label: string;
  /** The keys that do the same, such as "Ctrl+B". */
  readonly keys?: string;
  /** For what is on or off; leave out for what simply happens. */
  readonly pressed?: boolean;
}

/** A button that is an icon with a name. What can't be done now stays reachable and says so. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { icon: Icon, label, keys, pressed, disabled = false, className, onClick, ...rest },
  ref,
) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          {...rest}
          ref={ref}
          type="button"
          aria-label={label}
          aria-pressed={pressed}
          aria-disabled={disabled || undefined}
          onClick={disabled ? (event) => event.preventDefault() : onClick}
          className={clsx(
            "grid size-9 shrink-0 cursor-pointer place-items-center rounded-md text-ink hover:bg-wash aria-disabled:cursor-default aria-disabled:text-ink-soft aria-disabled:opacity-50 aria-disabled:hover:bg-transparent aria-expanded:bg-wash aria-pressed:bg-accent-soft aria-pressed:text-accent forced-colors:aria-pressed:bg-[Highlight]",
            className,
          )}
        >
          <Icon aria-hidden className="size-[1.125rem]" />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side="bottom"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 rounded bg-ink px-2 py-1 text-sm text-paper shadow-raised select-none"
        >
          {label}
          {keys ? <span className="ml-2 opacity-75">{keys}</span> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
});
