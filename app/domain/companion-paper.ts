/**
 * The documents that go with a complaint (L32), by court. Those that a court takes as our own
 * filings are documents of the workspace; the values for a clerk's form are a page of facts.
 */

/** Documents with a caption, drafted and signed as every document is. */
export const COMPANION_PAPERS = [
  "disclosure-statement",
  "interested-entities",
  "proof-of-service",
  "related-cases",
] as const;
export type CompanionPaper = (typeof COMPANION_PAPERS)[number];

/** Forms of the clerk, filled in by hand from a page of facts. */
const COMPANION_FORMS = ["cover-sheet", "summons"] as const;
type CompanionForm = (typeof COMPANION_FORMS)[number];

/** Steps taken on the court's own form or in ECF, of which nothing is kept here. */
const COMPANION_STEPS = ["magistrate-consent", "adr"] as const;
type CompanionStep = (typeof COMPANION_STEPS)[number];

export interface ExpectedPaper {
  readonly paper: CompanionPaper | CompanionForm | CompanionStep;
  /** The court's name for it. */
  readonly name: string;
  /** The rule that requires it. */
  readonly source: string;
  /** Whether the rule was read; otherwise a lawyer should check it. */
  readonly isVerified: boolean;
}

export function isCompanionForm(paper: ExpectedPaper["paper"]): paper is CompanionForm {
  return COMPANION_FORMS.some((form) => form === paper);
}

export function isCompanionStep(paper: ExpectedPaper["paper"]): paper is CompanionStep {
  return COMPANION_STEPS.some((step) => step === paper);
}
