/**
 * Finds private data that a public filing must not contain: Social Security, taxpayer and
 * financial-account numbers, full birth dates and names of minors (FRCP 5.2(a)), and A-numbers,
 * which the rule does not name but immigration coalitions never publish. It finds candidates, and a
 * person decides. Nothing here keeps or returns a whole number: a finding shows its last
 * characters.
 */

import { birthDatesIn } from "./private-data/birth-dates.ts";
import { minorsIn } from "./private-data/minors.ts";
import { numbersIn } from "./private-data/numbers.ts";
import { plainText } from "./private-data/plain-text.ts";

export type PrivateDataKind =
  | "social-security-number"
  | "taxpayer-number"
  | "financial-account"
  | "birth-date"
  | "minor"
  | "a-number";

/** A piece of text to search, such as a block or a field. */
export interface Passage {
  /** The caller's name for the place: a block's id, a field's name; null where it has none. */
  readonly place: string | null;
  readonly text: string;
  /**
   * Labels around the text, such as the cell before it or its column's head; not searched
   * themselves.
   */
  readonly labels?: readonly string[];
}

export interface PrivateDatum {
  readonly kind: PrivateDataKind;
  readonly place: string | null;
  /** Offsets in the passage's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The part that may be shown: "ending in 6789", "J.P.". */
  readonly shown: string;
}

/** The name of each kind, and what a court filing says instead. */
export const PRIVATE_DATA: Readonly<
  Record<
    PrivateDataKind,
    { readonly name: string; readonly instead: string; readonly rule: string }
  >
> = {
  "social-security-number": {
    name: "a Social Security number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "taxpayer-number": {
    name: "a taxpayer identification number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "financial-account": {
    name: "a financial account number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(4)",
  },
  "birth-date": {
    name: "a full date of birth",
    instead: "Give the year of birth.",
    rule: "FRCP 5.2(a)(2)",
  },
  minor: { name: "the name of a minor", instead: "Give the initials.", rule: "FRCP 5.2(a)(3)" },
  "a-number": {
    name: "an A-number",
    instead: "Leave it out, or send it apart from this paper.",
    rule: "this workspace's own rule",
  },
};

/** The findings in these passages, in their order. */
export function privateDataIn(passages: readonly Passage[]): PrivateDatum[] {
  return passages.flatMap(({ place, text, labels = [] }) =>
    dataIn(text, labels).map((found) => ({ ...found, place })),
  );
}

type UnplacedDatum = Omit<PrivateDatum, "place">;

/** Only the last characters of a label are read: a column's head is a few words. */
const LABEL_LETTERS = 80;

function dataIn(text: string, labels: readonly string[]): UnplacedDatum[] {
  const found: UnplacedDatum[] = [];
  const taken = new Uint8Array(text.length);
  for (const label of ["", ...labels]) {
    const before = label && `${label.slice(-LABEL_LETTERS)}: `;
    const plain = plainText(before + text);
    for (const { kind, start: from, end: to } of looksIn(plain.text)) {
      const start = (plain.at[from] ?? 0) - before.length;
      const end = (plain.at[to - 1] ?? 0) + 1 - before.length;
      // Each place gets one finding: that of the first detector. A bitmap, since comparing all
      // pairs took 32 s for a text of 280 KB.
      if (start < 0 || taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      found.push({ kind, start, end, shown: SHOW[kind](plain.text.slice(from, to)) });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

interface Looked {
  readonly kind: PrivateDataKind;
  readonly start: number;
  readonly end: number;
}

function* looksIn(plain: string): Generator<Looked> {
  yield* numbersIn(plain);
  for (const date of birthDatesIn(plain)) yield { kind: "birth-date", ...date };
  for (const name of minorsIn(plain)) yield { kind: "minor", ...name };
}

/** The visible part of each kind: never all of it. */
const SHOW: Readonly<Record<PrivateDataKind, (words: string) => string>> = {
  "social-security-number": lastFour,
  "taxpayer-number": lastFour,
  "financial-account": lastFour,
  "a-number": lastFour,
  "birth-date": (date) => `in ${/(?:19|20)\d{2}/u.exec(date)?.[0] ?? "a year of two digits"}`,
  minor: initials,
};

function lastFour(number: string): string {
  return `ending in ${number.replace(/[^\p{L}\d]/gu, "").slice(-4)}`;
}

function initials(names: string): string {
  return names
    .split(/[ ,-]/u)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0] ?? ""}.`)
    .join("");
}
