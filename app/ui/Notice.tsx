import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";

type NoticeKind = "done" | "problem" | "word";

const LOOKS: Readonly<Record<NoticeKind, string>> = {
  done: "border-good bg-good-soft text-good",
  problem: "border-danger bg-danger-soft text-danger",
  word: "border-accent bg-accent-soft text-accent",
};
const ICONS = { done: CircleCheck, problem: CircleAlert, word: Info } as const;

/** An important sentence within a page. */
export function Notice({
  kind,
  children,
  className,
}: {
  readonly kind: NoticeKind;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const Icon = ICONS[kind];
  return (
    <div
      className={clsx(
        "flex gap-3 rounded-md border-l-4 px-4 py-3 text-[0.9375rem]",
        LOOKS[kind],
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 text-ink">{children}</div>
    </div>
  );
}

/**
 * Reports what a form has done, in a polite live region. The region exists before its text, or
 * screen readers would not announce it.
 */
export function StatusMessage({ children }: { readonly children: ReactNode }) {
  return (
    <div aria-live="polite" className="empty:hidden">
      {children ? (
        <Notice kind="done" className="mb-6">
          {children}
        </Notice>
      ) : null}
    </div>
  );
}
