import type { LayoutProfile } from "./document.ts";

/**
 * The documents that go with a complaint (L32), by court. Those that a court takes as our own
 * filings are documents of the workspace; the values for a clerk's form are a page of facts.
 */

/** Documents with a caption, drafted and signed as every document is. */
export const COMPANION_PAPERS = [
  "disclosure-statement",
  "interested-entities",
  "proof-of-service",
] as const;
export type CompanionPaper = (typeof COMPANION_PAPERS)[number];

/** Forms of the clerk, filled in by hand from a page of facts. */
const COMPANION_FORMS = ["cover-sheet", "summons"] as const;
type CompanionForm = (typeof COMPANION_FORMS)[number];

/** The layouts of courts. */
export type CourtProfile = Exclude<LayoutProfile, "letter">;

export interface ExpectedPaper {
  readonly paper: CompanionPaper | CompanionForm;
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

/** What goes with a complaint in each court, in the order of preparation. */
export const EXPECTED_PAPERS: Readonly<Record<CourtProfile, readonly ExpectedPaper[]>> = {
  "nd-cal": [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS-CAND 44)",
      source: "N.D. Cal. Civ. L.R. 3-2(a)",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Corporate Disclosure Statement",
      source: "FRCP 7.1(a)(1)",
      isVerified: true,
    },
    {
      paper: "interested-entities",
      name: "Certification of Interested Entities or Persons",
      source: "N.D. Cal. Civ. L.R. 3-15",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); N.D. Cal. Civ. L.R. 5-5",
      isVerified: false,
    },
  ],
  "cd-cal": [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (CV-71)",
      source: "C.D. Cal. L.R. 3-1",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Corporate Disclosure Statement",
      source: "FRCP 7.1(a)(1)",
      isVerified: true,
    },
    {
      paper: "interested-entities",
      name: "Certification and Notice of Interested Parties",
      source: "C.D. Cal. L.R. 7.1-1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); C.D. Cal. L.R. 5-3",
      isVerified: false,
    },
  ],
  sdny: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS 44C/SDNY)",
      source: "S.D.N.Y. ECF rules",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Rule 7.1 Disclosure Statement",
      source: "FRCP 7.1(a)(1); S.D.N.Y. Local Civ. R. 7.1.1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l)",
      isVerified: true,
    },
  ],
  ddc: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS-44, D.D.C.)",
      source: "D.D.C. LCvR 3.1, 40.1",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Certificate Required by LCvR 26.1",
      source: "FRCP 7.1(a)(1); D.D.C. LCvR 26.1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); D.D.C. LCvR 5.3",
      isVerified: false,
    },
  ],
};

/** The caption title of such a document in that court. */
export function companionTitle(paper: CompanionPaper, court: CourtProfile): string {
  const expected = EXPECTED_PAPERS[court].find((one) => one.paper === paper);
  return expected?.name ?? ELSEWHERE[paper];
}

/** For a court that does not require it. */
const ELSEWHERE: Readonly<Record<CompanionPaper, string>> = {
  "disclosure-statement": "Corporate Disclosure Statement",
  "interested-entities": "Certification of Interested Entities or Persons",
  "proof-of-service": "Proof of Service of Summons and Complaint",
};
