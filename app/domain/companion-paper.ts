import type { LayoutProfile } from "./document.ts";

/**
 * The papers that go with a complaint (L32), by court. Those that a court takes as papers of our own are
 * documents of the workspace; what is filled into a form of the clerk is a page of facts.
 */

/** Papers with a caption, drafted and signed as every document is. */
export const COMPANION_PAPERS = [
  "disclosure-statement",
  "interested-entities",
  "proof-of-service",
] as const;
export type CompanionPaper = (typeof COMPANION_PAPERS)[number];

/** Forms of the clerk, filled in by hand from a page of facts. */
export const COMPANION_FORMS = ["cover-sheet", "summons"] as const;
export type CompanionForm = (typeof COMPANION_FORMS)[number];

/** The layouts that are a court's. */
export type CourtProfile = Exclude<LayoutProfile, "letter">;

export interface ExpectedPaper {
  readonly paper: CompanionPaper | CompanionForm;
  /** As that court calls it. */
  readonly name: string;
  /** The rule that asks for it. */
  readonly source: string;
  /** Whether the rule was read; what was not, a lawyer should check. */
  readonly isVerified: boolean;
}

export function isCompanionForm(paper: ExpectedPaper["paper"]): paper is CompanionForm {
  return COMPANION_FORMS.some((form) => form === paper);
}

/** What goes with a complaint in each court, in the order in which it is made. */
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

/** The title that such a paper's caption bears in that court. */
export function companionTitle(paper: CompanionPaper, court: CourtProfile): string {
  const expected = EXPECTED_PAPERS[court].find((one) => one.paper === paper);
  return expected?.name ?? ELSEWHERE[paper];
}

/** For a court that does not ask for it. */
const ELSEWHERE: Readonly<Record<CompanionPaper, string>> = {
  "disclosure-statement": "Corporate Disclosure Statement",
  "interested-entities": "Certification of Interested Entities or Persons",
  "proof-of-service": "Proof of Service of Summons and Complaint",
};
