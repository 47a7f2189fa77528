import { CENTRAL_CALIFORNIA } from "./courts/cd-cal.ts";
import type { Court } from "./courts/court.ts";
import { DISTRICT_OF_COLUMBIA } from "./courts/ddc.ts";
import { NORTHERN_CALIFORNIA } from "./courts/nd-cal.ts";
import { SOUTHERN_NEW_YORK } from "./courts/sdny.ts";
import type { CompanionPaper } from "./companion-paper.ts";
import { sizeText } from "./exhibit.ts";
import type { Layout } from "./page-layout.ts";

/**
 * The courts by the name of their layout, which is also the name of the folder with their page rules
 * in server/typesetting/profiles. A court is one file, one line here, and those page
 * rules; the compiler asks for its rules for texts (court-paper-rules.ts) and Word (server/word/write/layout.ts).
 */
export const COURTS = {
  "nd-cal": NORTHERN_CALIFORNIA,
  "cd-cal": CENTRAL_CALIFORNIA,
  sdny: SOUTHERN_NEW_YORK,
  ddc: DISTRICT_OF_COLUMBIA,
} as const satisfies Record<string, Court>;

/** The layouts of courts. */
export type CourtProfile = keyof typeof COURTS;
export const COURT_PROFILES = Object.keys(COURTS) as [CourtProfile, ...CourtProfile[]];

export type LayoutProfile = "letter" | CourtProfile;
export const LAYOUT_PROFILES: readonly LayoutProfile[] = ["letter", ...COURT_PROFILES];

const LETTER: Layout = {
  name: "Letter",
  pageRules: "12-point serif, one-inch margins.",
  filingZone: "America/New_York",
  pdf: {
    limit: null,
    takenBy: "whoever gets it",
  },
};

export const LAYOUTS: Readonly<Record<LayoutProfile, Layout>> = { letter: LETTER, ...COURTS };

/** The court of that layout; null for a letter's. */
export function courtOf(profile: LayoutProfile | null | undefined): Court | null {
  return profile && profile !== "letter" ? COURTS[profile] : null;
}

/** The layout of the court that captions name so; null for another court. */
export function profileOfDistrict(district: string): CourtProfile | null {
  return COURT_PROFILES.find((profile) => COURTS[profile].name === district) ?? null;
}

/** The requirements of the layout, and the largest PDF that its court accepts, where known. */
export function layoutHint(profile: LayoutProfile): string {
  const { pageRules, pdf } = LAYOUTS[profile];
  if (pdf.limit !== null) return `${pageRules} PDFs up to ${sizeText(pdf.limit)}.`;
  const ask = profile === "letter" ? "" : ": ask the clerk";
  return `${pageRules} The PDF’s size is not checked${ask}.`;
}

/** The layouts as a form offers them. */
export function layoutChoices(profiles: readonly LayoutProfile[]) {
  return profiles.map((value) => ({
    value,
    label: LAYOUTS[value].name,
    hint: layoutHint(value),
  }));
}

/** The caption title of a paper that goes with a complaint in that court. */
export function companionTitle(paper: CompanionPaper, court: CourtProfile): string {
  const expected = (COURTS[court] as Court).papers.find((one) => one.paper === paper);
  return expected?.name ?? ELSEWHERE[paper];
}

/** For a court that does not require it. */
const ELSEWHERE: Readonly<Record<CompanionPaper, string>> = {
  "disclosure-statement": "Corporate Disclosure Statement",
  "interested-entities": "Certification of Interested Entities or Persons",
  "proof-of-service": "Proof of Service of Summons and Complaint",
  "related-cases": "Notice of Related Cases",
};
