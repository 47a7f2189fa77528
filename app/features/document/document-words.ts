import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";

/** The labels of the kinds of documents. */
export const KIND_WORDS: Readonly<Record<DocumentKind, string>> = {
  request: "FOIA request",
  complaint: "Complaint",
  appeal: "Administrative appeal",
  letter: "Letter",
};

/** Hints for choosing a kind. */
export const KIND_HINTS: Readonly<Record<DocumentKind, string>> = {
  request: "Asks an agency for records, with numbered items.",
  complaint: "Opens a lawsuit, with a caption and numbered paragraphs.",
  appeal: "Asks the agency to look again at its answer.",
  letter: "Anything else on the organizations’ letterhead.",
};

/** The labels of the statuses. */
export const STATUS_WORDS: Readonly<Record<DocumentStatus, string>> = {
  draft: "Draft",
  in_review: "In review",
  approved: "Approved",
  filed: "Filed",
  superseded: "Superseded",
  withdrawn: "Withdrawn",
};
