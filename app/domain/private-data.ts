/**
 * What must not stand in a paper that others will read: Social Security, taxpayer and
 * financial-account numbers, full birth dates and names of minors (FRCP 5.2(a)), and A-numbers, which
 * the rule does not name but coalitions that work on immigration never publish. It finds what looks
 * like one, and a person decides. Nothing here keeps or repeats a whole number: what is found is
 * shown by its last characters.
 */

export type PrivateDataKind =
  | "social-security-number"
  | "taxpayer-number"
  | "financial-account"
  | "birth-date"
  | "minor"
  | "a-number";

/** A piece of text that is looked through, such as a block or a fact. */
export interface Passage {
  /** Where it stands, as the caller names it: a block's id, a fact's name; null where it has none. */
  readonly place: string | null;
  readonly text: string;
}

export interface PrivateDatum {
  readonly kind: PrivateDataKind;
  readonly place: string | null;
  /** Where it stands in the passage's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What may be shown of it: "ending in 6789", "J.P.". */
  readonly shown: string;
}

/** How each is called, and what a court's paper says in its place. */
export const PRIVATE_DATA: Readonly<
  Record<
    PrivateDataKind,
    { readonly name: string; readonly instead: string; readonly rule: string }
  >
> = {
  "social-security-number": {
    name: "Social Security number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "taxpayer-number": {
    name: "taxpayer identification number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "financial-account": {
    name: "financial account number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(4)",
  },
  "birth-date": {
    name: "full date of birth",
    instead: "Give the year of birth.",
    rule: "FRCP 5.2(a)(2)",
  },
  minor: { name: "name of a minor", instead: "Give the initials.", rule: "FRCP 5.2(a)(3)" },
  "a-number": {
    name: "A-number",
    instead: "Leave it out, or send it apart from this paper.",
    rule: "this workspace's own rule",
  },
};

/** What looks private in these passages, in their order. */
export function privateDataIn(passages: readonly Passage[]): PrivateDatum[] {
  return passages.flatMap(({ place, text }) => dataIn(text).map((found) => ({ ...found, place })));
}

type Found = Omit<PrivateDatum, "place">;

function dataIn(text: string): Found[] {
  const plain = plainOf(text);
  const found: Found[] = [];
  const taken = new Uint8Array(text.length);
  for (const { kind, pattern, near, isOne = () => true, show = lastFour } of LOOKS) {
    for (const [match, from] of matchesIn(plain.text, pattern, near)) {
      const words = match.groups?.it ?? match[0];
      const at = from + match.index + match[0].lastIndexOf(words);
      if (!isOne(words, plain.text, at)) continue;
      const start = plain.at[at] ?? 0;
      const end = (plain.at[at + words.length - 1] ?? 0) + 1;
      // One place is called one thing: what was looked for first. By letters: comparing each with each
      // took 32 s for a text of 280 KB.
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      found.push({ kind, start, end, shown: show(words) });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The matches with where the part of the text begins that they were found in. */
function* matchesIn(
  text: string,
  pattern: RegExp,
  near: Look["near"],
): Generator<readonly [match: RegExpExecArray, from: number]> {
  if (!near) {
    for (const match of text.matchAll(pattern)) yield [match, 0];
    return;
  }
  for (const word of text.matchAll(near.word)) {
    const from = Math.max(0, word.index - near.before);
    const part = text.slice(from, word.index + word[0].length + near.after);
    const match = pattern.exec(part);
    if (match) yield [match, from];
  }
}

interface Look {
  readonly kind: PrivateDataKind;
  /** Its group `it`, if it has one, is what is private; else all of it. */
  readonly pattern: RegExp;
  /** It is looked for once around each such word, and no further from it than so many letters. */
  readonly near?: { readonly word: RegExp; readonly before: number; readonly after: number };
  readonly isOne?: (words: string, text: string, at: number) => boolean;
  readonly show?: (words: string) => string;
}

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?" +
  "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\\.?";
const DATE = [
  `${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`,
  `\\d{1,2}(?:st|nd|rd|th)?(?: de)? ${MONTH}(?: de|,)? \\d{4}`,
  "\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})",
  "\\d{4}-\\d{2}-\\d{2}",
].join("|");
const BORN = "(?:born|birth(?:date|day)?|d\\.?o\\.?b\\.?|nacid[oa]|nacimiento)\\b";
const NAME =
  "\\p{Lu}[\\p{Ll}\\p{M}'’-]{1,40}(?: (?:de|la|del|los|y|\\p{Lu}\\.)){0,3}(?: \\p{Lu}[\\p{Ll}\\p{M}'’-]{1,40}){1,4}";
const CHILD = "minor(?: (?:child|son|daughter|plaintiff|client|sibling|brother|sister))?";

/**
 * How far from its word something is looked for, in letters: a number or a date, and a name. What is
 * looked for in the whole of a text instead would cost the square of its length.
 */
const FAR = 90;
const FURTHER = 320;

/** In this order, so that what carries its name is called by it. */
const LOOKS: readonly Look[] = [
  {
    kind: "a-number",
    pattern:
      /(?<![\p{L}\d])A[ #:.-]{0,3}(?<it>\d{3}[ -]?\d{3}[ -]?\d{3}|\d{2}[ -]?\d{3}[ -]?\d{3})(?![\d-])/gu,
  },
  {
    kind: "a-number",
    pattern:
      /\balien (?:registration )?(?:number|no\.?|#)[ :#]{0,3}(?<it>\d{3}[ -]?\d{3}[ -]?\d{2,3})(?![\d-])/giu,
  },
  {
    kind: "social-security-number",
    near: { word: /\b(?:ssns?|social security)\b/giu, before: 0, after: FAR },
    pattern: /^(?:ssns?|social security)\b[^.;\d]{0,40}(?<it>\d{3}[- ]?\d{2}[- ]?\d{4})(?!\d)/iu,
  },
  {
    kind: "taxpayer-number",
    near: {
      word: /\b(?:itin|ein|tin|taxpayer|employer identification)\b/giu,
      before: 0,
      after: FAR,
    },
    pattern:
      /^(?:itin|ein|tin|taxpayer|employer identification)\b[^.;\d]{0,40}(?<it>\d{2}-?\d{7}|\d{3}[- ]?\d{2}[- ]?\d{4})(?!\d)/iu,
  },
  {
    kind: "taxpayer-number",
    pattern: /(?<![\p{L}\d-])9\d{2}[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}(?![\d-])/gu,
  },
  {
    kind: "social-security-number",
    pattern: /(?<![\p{L}\d-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/gu,
  },
  {
    kind: "financial-account",
    pattern:
      /\b(?:account|acct|routing|iban|card)\b\.?(?: (?:number|no\.?|#))?[^.;\p{L}\d]{0,6}(?<it>\d(?:[ -]?\d){5,16})(?!\d)/giu,
  },
  {
    kind: "financial-account",
    pattern: /(?<![\p{L}\d-])\d(?:[ -]?\d){12,18}(?![\d-])/gu,
    isOne: isCardNumber,
  },
  {
    kind: "financial-account",
    pattern: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\d])/gu,
    isOne: isIban,
  },
  {
    kind: "birth-date",
    near: { word: new RegExp(`\\b${BORN}`, "giu"), before: 0, after: FAR },
    pattern: new RegExp(`^${BORN}[^.;]{0,40}?(?<![\\p{L}\\d])(?<it>${DATE})(?!\\d)`, "iu"),
    show: (date) => `in ${/\d{4}/u.exec(date)?.[0] ?? "a year of two digits"}`,
  },
  {
    kind: "minor",
    near: { word: /\bminor\b/gu, before: FURTHER, after: 0 },
    pattern: new RegExp(
      `(?<it>${NAME}),? (?:\\([^)]{0,80}\\),? )?(?:is |was |, )?(?:an?|the|his|her|their) (?:\\w{1,30} )?minor$`,
      "u",
    ),
    show: initials,
  },
  {
    kind: "minor",
    near: { word: /\bminor\b/gu, before: 0, after: FURTHER },
    pattern: new RegExp(`^${CHILD},? (?<it>${NAME})`, "u"),
    show: initials,
  },
];

function lastFour(number: string): string {
  return `ending in ${number.replace(/[ -]/gu, "").slice(-4)}`;
}

function initials(name: string): string {
  return name
    .split(/[ -]/u)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0] ?? ""}.`)
    .join("");
}

/** ISO/IEC 7812: the last digit checks the others. */
function isCardNumber(words: string): boolean {
  const digits = words.replace(/\D/gu, "");
  if (/^(\d)\1*$/u.test(digits)) return false;
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

/** ISO 13616: the number, its first four characters moved behind it, is 1 modulo 97. */
function isIban(words: string): boolean {
  const letters = words.replace(/ /gu, "");
  if (letters.length < 15 || letters.length > 34) return false;
  let rest = 0;
  for (const letter of letters.slice(4) + letters.slice(0, 4)) {
    for (const digit of String(Number.parseInt(letter, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

const DASHES = /\p{Dash_Punctuation}|\u2212/u;
const INVISIBLE = /[\p{Cf}\u034f]/u;

/**
 * The text as it is read: what nobody sees left out, every dash and space of one kind, wide digits as
 * plain ones. `at` leads back to the original's places.
 */
function plainOf(original: string): { readonly text: string; readonly at: readonly number[] } {
  let text = "";
  const at: number[] = [];
  let place = 0;
  for (const character of original) {
    const plain = plainCharacter(character);
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      at.push(place + Math.min(unit, character.length - 1));
    }
    place += character.length;
  }
  return { text, at };
}

function plainCharacter(character: string): string {
  if (character <= "\u007f") return /\s/u.test(character) ? " " : character;
  if (INVISIBLE.test(character)) return "";
  if (DASHES.test(character)) return "-";
  if (/\s/u.test(character)) return " ";
  const digit = /\p{Nd}/u.test(character) ? character.normalize("NFKC") : character;
  return digit.length === 1 ? digit : character;
}
