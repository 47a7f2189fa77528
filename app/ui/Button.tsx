import { Link, type LinkProps } from "react-router";
import { clsx } from "clsx";
import { forwardRef, type ButtonHTMLAttributes } from "react";

/**
 * The emphasis of a button: the next step, anything else, leading to a final act, the final act
 * itself, a quiet one in a row.
 */
export type ButtonLook = "primary" | "plain" | "danger" | "final" | "quiet";

const SHAPE =
  "inline-flex print:hidden min-h-10 cursor-pointer items-center justify-center gap-2 rounded-md px-4 py-2 text-[0.9375rem] leading-tight font-medium transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 forced-colors:border";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-strong",
  plain: "border border-rule-strong bg-paper text-ink hover:bg-wash",
  danger: "border border-danger bg-paper text-danger hover:bg-danger hover:text-danger-ink",
  final: "bg-danger text-danger-ink hover:bg-danger-strong",
  quiet: "text-accent hover:bg-accent-soft px-3",
};

/** The classes of a button, for elements that must look like one. */
export function buttonClass(look: ButtonLook = "plain", className?: string): string {
  return clsx(SHAPE, LOOKS[look], className);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook;
  /**
   * While its form is being sent: still focusable, announced as busy, and pressing does nothing.
   */
  readonly busy?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look, busy = false, className, onClick, type = "button", ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      className={buttonClass(look, className)}
    />
  );
});

interface ButtonLinkProps extends LinkProps {
  readonly look?: ButtonLook;
}

export function ButtonLink({ look, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={buttonClass(look, className)} />;
}
