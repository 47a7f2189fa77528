import { clsx } from "clsx";
import type { DocumentStatus } from "#app/domain/document.ts";
import { STATUS_LABELS } from "./status-labels.ts";

const LOOKS: Readonly<Record<DocumentStatus, string>> = {
  draft: "bg-accent-soft text-accent",
  in_review: "bg-caution-soft text-caution",
  approved: "bg-good-soft text-good",
  filed: "bg-good-soft text-good",
  superseded: "bg-wash text-ink-soft",
  withdrawn: "bg-wash text-ink-soft",
};

export function StatusChip({ status }: { readonly status: DocumentStatus }) {
  return (
    <span
      className={clsx(
        "chip inline-flex rounded px-2 py-0.5 text-sm font-medium whitespace-nowrap",
        LOOKS[status],
      )}
    >
      {STATUS_LABELS[status]}
    </span>
  );
}
