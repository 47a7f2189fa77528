import type { CourtProfile } from "#app/domain/companion-paper.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { CaptionDetails } from "./document-details.ts";

/** The court's rules for the text of its caption; the profile's template lays it out. */
interface CourtStyle {
  /** The court of the layout, as its captions name it. */
  readonly district: string;
  /** "District of Columbia" or "for the District of Columbia". */
  readonly districtPrefix: "" | "for the ";
  readonly numberLabel: "Case No." | "Civil Action No.";
  /** How the judge's initials follow the number; null where the court does not require them. */
  readonly initials: "hyphen" | "parentheses" | null;
  /** Whether counsel is named above the caption. */
  readonly namesCounsel: boolean;
  /** Whether the caption gives the parties' addresses. */
  readonly namesAddresses: boolean;
}

/**
 * Sources: N.D. Cal. Civ. L.R. 3-4(a)(1), (3); C.D. Cal. L.R. 11-3.8; D.D.C. LCvR 5.1(c). From memory,
 * for a lawyer to check: that S.D.N.Y. Local Civ. R. 11.1(a) asks for the initials of the judge, and
 * that C.D. Cal. does not beyond what its clerk writes into the number.
 */
export const COURT_STYLE: Readonly<Record<CourtProfile, CourtStyle>> = {
  "nd-cal": {
    district: "Northern District of California",
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: "hyphen",
    namesCounsel: true,
    namesAddresses: false,
  },
  "cd-cal": {
    district: "Central District of California",
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: null,
    namesCounsel: true,
    namesAddresses: false,
  },
  sdny: {
    district: "Southern District of New York",
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: "parentheses",
    namesCounsel: false,
    namesAddresses: false,
  },
  ddc: {
    district: "District of Columbia",
    districtPrefix: "for the ",
    numberLabel: "Civil Action No.",
    initials: null,
    namesCounsel: false,
    namesAddresses: true,
  },
};

/** For a caption in a letter's layout, which has no rule of its own. */
const PLAIN: CourtStyle = {
  district: "",
  districtPrefix: "",
  numberLabel: "Case No.",
  initials: null,
  namesCounsel: false,
  namesAddresses: false,
};

export function courtStyle(profile: LayoutProfile | null): CourtStyle {
  return profile === null || profile === "letter" ? PLAIN : COURT_STYLE[profile];
}

/** Words before a judge's name. */
const TITLES = /^(?:the|hon\.?|honou?rable|(?:chief|senior|magistrate|district)\b|judge|u\.s\.)$/iu;
/** Suffixes after a judge's name. */
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?,?$/iu;

/** "JST" of "Hon. Jon S. Tigar". */
export function initialsOf(judge: string): string {
  return judge
    .split(/[\s-]+/u)
    .filter((word) => word !== "" && !TITLES.test(word) && !SUFFIX.test(word))
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}

/** Initials that were typed with the number: "3:21-cv-00000-JST", "21 Civ. 1 (JGK)". */
const HAS_INITIALS = /(?:-[A-Z]{2,4}|\([A-Z]{2,4}\))$/u;

/**
 * The case number in the court's form: with the initials of the assigned judge, where the court
 * requires them and the number doesn't contain them already.
 */
export function writtenCaseNumber(
  caseNumber: string,
  { judge }: Pick<CaptionDetails, "judge">,
  profile: LayoutProfile | null,
): string {
  const { initials } = courtStyle(profile);
  if (initials === null || judge === null || HAS_INITIALS.test(caseNumber)) return caseNumber;
  const letters = initialsOf(judge);
  if (letters.length < 2) return caseNumber;
  return initials === "hyphen" ? `${caseNumber}-${letters}` : `${caseNumber} (${letters})`;
}

/** The court, its district and its division, one line each, as in the caption. */
export function courtLines(
  { court, district, division }: Pick<CaptionDetails, "court" | "district" | "division">,
  profile: LayoutProfile | null,
): string[] {
  const named = `${courtStyle(profile).districtPrefix}${district}`;
  return [court, named, division].filter((line): line is string => line !== null && line !== "");
}
