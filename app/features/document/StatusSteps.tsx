import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { DocumentStatus } from "#app/domain/document.ts";
import { STATUS_LABELS } from "./status-labels.ts";
import { StatusChip } from "./StatusChip.tsx";

const STEPS = ["draft", "in_review", "approved", "filed"] as const satisfies DocumentStatus[];

/** The four steps of a document's life, with the current one marked. */
export function StatusSteps({ status }: { readonly status: DocumentStatus }) {
  const at = STEPS.findIndex((step) => step === status);
  if (at === -1) return <StatusChip status={status} />;
  return (
    <ol aria-label="Status of the document" className="flex items-center text-sm">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={clsx(
            "flex items-center whitespace-nowrap",
            index === at ? "font-semibold text-ink" : "text-ink-soft",
          )}
        >
          {index > 0 ? (
            <span
              aria-hidden
              className={clsx("mx-2 h-px w-4", index <= at ? "bg-accent" : "bg-rule-strong")}
            />
          ) : null}
          <Dot state={index < at ? "done" : index === at ? "now" : "ahead"} />
          {STATUS_LABELS[step]}
          {index < at ? <span className="sr-only"> (done)</span> : null}
        </li>
      ))}
    </ol>
  );
}

function Dot({ state }: { state: "done" | "now" | "ahead" }) {
  return (
    <span
      aria-hidden
      className={clsx(
        "mr-1.5 grid size-4 place-items-center rounded-full border-2",
        state === "done" && "border-accent bg-accent text-accent-ink",
        state === "now" && "border-accent",
        state === "ahead" && "border-rule-strong",
      )}
    >
      {state === "done" ? <Check className="size-2.5" strokeWidth={4} /> : null}
      {state === "now" ? <span className="size-1.5 rounded-full bg-accent" /> : null}
    </span>
  );
}
