import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { exemption, type Exemption } from "./outcome.ts";

/**
 * One exemption as people write it: "(b)(6)", "b(7)(A)", "(b)7(E)", "b5". It stands by itself: the
 * "(b)(2)" of "26 U.S.C. § 6103(b)(2)" is none.
 */
const WRITTEN =
  /(?<![\p{L}\p{N}])(?:\(b\)|b)\s?\(?(?<number>\d{1,2})\)?(?:\s?\((?<letter>[a-z])\)(?!\s?\(?\d))?/giu;
const TOKENS = /[\s:,;/&–-]|[^\s:,;/&–-]+/gu;
/** Between two exemptions: "; ", ", and ", " & ". */
const SEPARATOR = /^(?:[\s:,;/&–-]|and)$/iu;
/** Before the first: "Exemptions", "5 U.S.C. §". */
const BEFORE = /^(?:exemptions?|5 u\.?s\.?c\.?(?: ?§)? ?(?:552)?)$/iu;
/** After (b)(7)(A): ", (C) and (E)". */
const MORE_LETTERS = /^(?:[\s,;/&]|\band\b|\([a-f]\))+$/iu;

/**
 * Parses exemptions in a row: "(b)(6), (b)(7)(C); (b)(5) deliberative process", "b(7)(A) and (E)".
 * Refuses with a sentence an invalid one, or one without its statute or letter.
 */
export function exemptionsOf(typed: string): Outcome<Exemption[]> {
  // The section itself: "552(b)(6)".
  const text = typed.replaceAll(/\b552(?=\s?\(b\))/gu, "552 ");
  const claims = [...text.matchAll(WRITTEN)];
  const [first] = claims;
  const before = trimmed(text.slice(0, first?.index ?? text.length));
  if (before !== "" && !(first && BEFORE.test(before))) {
    return refuse("bad-input", `“${before}”: Write the exemption as (b)(6) or (b)(7)(C).`);
  }
  const found: Exemption[] = [];
  for (const [at, claim] of claims.entries()) {
    const { number = "", letter } = claim.groups ?? {};
    const after = text.slice(claim.index + claim[0].length, claims[at + 1]?.index ?? text.length);
    const isSeven = number === "7" && letter !== undefined;
    const letters =
      isSeven && MORE_LETTERS.test(after) ? [...after.matchAll(/\((?<of>[a-f])\)/giu)] : [];
    const words = letters.length > 0 ? "" : trimmed(after);
    // As outcomes are shown: "(b)(5) (deliberative process)".
    const on = words.replace(/^\((?<inner>.*)\)$/su, "$<inner>");
    const named = `(b)(${number})`;
    for (const of of [letter, ...letters.map(({ groups }) => groups?.["of"])]) {
      const read = readExemption(of === undefined ? named : `${named}(${of.toUpperCase()})`, on);
      if (!read.ok) return read;
      found.push(read.value);
    }
  }
  return done(found);
}

/** Without the separators at both ends. */
function trimmed(text: string): string {
  const tokens: readonly string[] = text.match(TOKENS) ?? [];
  const isWord = (token: string) => !SEPARATOR.test(token);
  return tokens.slice(tokens.findIndex(isWord), tokens.findLastIndex(isWord) + 1).join("");
}

/** @param on the words after it: a statute or a privilege. */
function readExemption(number: string, on: string): Outcome<Exemption> {
  const given = on === "" ? null : on;
  const read = exemption.safeParse({
    number,
    statute: number === "(b)(3)" ? given : null,
    privilege: number === "(b)(5)" ? given : null,
  });
  const written = given === null ? number : `${number} ${given}`;
  const [issue] = read.error?.issues ?? [];
  if (!read.success) return refuse("bad-input", `“${written}”: ${issue?.message ?? "not read."}`);
  if (given !== null && read.data.statute === null && read.data.privilege === null) {
    return refuse("bad-input", `“${written}”: only (b)(3) and (b)(5) are followed by words.`);
  }
  return done(read.data);
}
