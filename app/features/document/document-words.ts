import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";

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

/** The labels of the layouts, with the rules they follow. */
export const LAYOUT_WORDS: Readonly<Record<LayoutProfile, string>> = {
  letter: "Letter",
  "nd-cal": "Northern District of California",
  "cd-cal": "Central District of California",
  sdny: "Southern District of New York",
  ddc: "District of Columbia",
};

/**
 * The requirements of each layout, and the largest PDF that its court accepts, where known
 * (pdf.json).
 */
export const LAYOUT_HINTS: Readonly<Record<LayoutProfile, string>> = {
  letter: "12-point serif, one-inch margins. The PDF’s size is not checked.",
  "nd-cal": "Civ. L.R. 3-4: at most 28 numbered lines a page. PDFs up to 50 MB.",
  "cd-cal": "L.R. 11-3: numbered lines, 14-point type. PDFs up to 35 MB.",
  sdny: "Local Civ. R. 7.1(b): 12-point, double-spaced. The PDF’s size is not checked: ask the clerk.",
  ddc: "LCvR 5.1: parties’ addresses in the caption, double-spaced. The PDF’s size is not checked: ask the clerk.",
};
