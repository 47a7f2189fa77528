import { CENTRAL_CALIFORNIA_PAPER_RULES } from "./courts/cd-cal.ts";
import type { CourtPaperRules } from "./courts/court.ts";
import { DISTRICT_OF_COLUMBIA_PAPER_RULES } from "./courts/ddc.ts";
import { NORTHERN_CALIFORNIA_PAPER_RULES } from "./courts/nd-cal.ts";
import { SOUTHERN_NEW_YORK_PAPER_RULES } from "./courts/sdny.ts";
import type { CourtProfile, LayoutProfile } from "./layout.ts";

const PAPER_RULES: Readonly<Record<CourtProfile, CourtPaperRules>> = {
  "nd-cal": NORTHERN_CALIFORNIA_PAPER_RULES,
  "cd-cal": CENTRAL_CALIFORNIA_PAPER_RULES,
  sdny: SOUTHERN_NEW_YORK_PAPER_RULES,
  ddc: DISTRICT_OF_COLUMBIA_PAPER_RULES,
};

/** The rules of the court of that layout for the words of its papers; null for a letter's. */
export function courtPaperRulesOf(
  profile: LayoutProfile | null | undefined,
): CourtPaperRules | null {
  return profile && profile !== "letter" ? PAPER_RULES[profile] : null;
}
