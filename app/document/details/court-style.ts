import type { CaptionRules } from "#app/domain/courts/court.ts";
import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";
import type { CaptionDetails } from "./document-details.ts";

/** For a caption in a letter's layout, which has no rule of its own. */
const PLAIN: CaptionRules = {
  districtPrefix: "",
  numberLabel: "Case No.",
  initials: null,
  namesCounsel: false,
  namesAddresses: false,
};

export function courtStyle(profile: LayoutProfile | null): CaptionRules {
  return courtOf(profile)?.caption ?? PLAIN;
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
