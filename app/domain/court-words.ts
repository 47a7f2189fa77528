import { CENTRAL_CALIFORNIA_WORDS } from "./courts/cd-cal.ts";
import type { CourtWords } from "./courts/court.ts";
import { DISTRICT_OF_COLUMBIA_WORDS } from "./courts/ddc.ts";
import { NORTHERN_CALIFORNIA_WORDS } from "./courts/nd-cal.ts";
import { SOUTHERN_NEW_YORK_WORDS } from "./courts/sdny.ts";
import type { CourtProfile, LayoutProfile } from "./layout.ts";

const COURT_WORDS: Readonly<Record<CourtProfile, CourtWords>> = {
  "nd-cal": NORTHERN_CALIFORNIA_WORDS,
  "cd-cal": CENTRAL_CALIFORNIA_WORDS,
  sdny: SOUTHERN_NEW_YORK_WORDS,
  ddc: DISTRICT_OF_COLUMBIA_WORDS,
};

/** The rules of the court of that layout for the words of its papers; null for a letter's. */
export function courtWordsOf(profile: LayoutProfile | null | undefined): CourtWords | null {
  return profile && profile !== "letter" ? COURT_WORDS[profile] : null;
}
