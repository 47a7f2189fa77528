import { clsx } from "clsx";
import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";

/** A banner across the desk: what happened, whether anything is lost, what to do. */
export function Banner({
  kind,
  children,
  action,
}: {
  readonly kind: "stopped" | "word";
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  const Icon = kind === "stopped" ? CircleAlert : Info;
  return (
    <div
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5 text-[0.9375rem] sm:px-6",
        kind === "stopped" ? "border-danger bg-danger-soft" : "border-accent bg-accent-soft",
      )}
    >
      <Icon
        aria-hidden
        className={clsx("size-5 shrink-0", kind === "stopped" ? "text-danger" : "text-accent")}
      />
      <p className="min-w-0 flex-1 basis-64">{children}</p>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
