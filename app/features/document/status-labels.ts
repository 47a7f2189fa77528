import type { DocumentStatus } from "#app/domain/document.ts";

/** The labels of the statuses. */
export const STATUS_LABELS: Readonly<Record<DocumentStatus, string>> = {
  draft: "Draft",
  in_review: "In review",
  approved: "Approved",
  filed: "Filed",
  superseded: "Superseded",
  withdrawn: "Withdrawn",
};
