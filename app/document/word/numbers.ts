/**
 * The rules of numbers and lists that come from outside, in a Word file as on a clipboard: what a printed
 * number means, which lists are numbered paragraphs, and which lines begin with a number typed by hand.
 */
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import { letters, roman } from "#app/document/numbering/number.ts";

/** The number format of a list, as HTML's `type`. */
export type NumberFormat = "1" | "a" | "A" | "i" | "I";

/** The largest number written with letters; no list has more items. */
const MOST_LETTERED = 3_999;

/** A number as a list of that format prints it, without punctuation. */
export function printedNumber(value: number, format: NumberFormat): string {
  // Browsers use digits for these too, and so many letters would fill the memory.
  if (value < 1 || value > MOST_LETTERED) return String(value);
  switch (format) {
    case "1":
      return String(value);
    case "a":
      return letters(value);
    case "A":
      return letters(value).toUpperCase();
    case "i":
      return roman(value);
    case "I":
      return roman(value).toUpperCase();
  }
}

/** The bare number of a label, for comparison: "(a)", "a." and "a)" are equal. */
export function bareNumber(label: string): string {
  return label.replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** One level of a list of a Word file. */
export interface ListLevel {
  /** "decimal", "lowerLetter", "bullet", "none" and more, as the file says it. */
  readonly format: string;
  /** Printed, with %1 for the number of the first level; of a bullet, its sign. */
  readonly text: string;
  readonly start: number;
  /** After which level it begins anew; 0 for never, null for any above it. */
  readonly restart: number | null;
  /** Whether the numbers of all levels are printed in digits. */
  readonly isLegal: boolean;
}

/** Formats by Word's names; all others are printed in digits. */
const BY_NAME: Readonly<Record<string, NumberFormat>> = {
  lowerLetter: "a",
  upperLetter: "A",
  lowerRoman: "i",
  upperRoman: "I",
};

/** Printed before an item of a list; empty for nothing. `values` are the counts of its levels from the top. */
export function listLabel(
  level: ListLevel,
  values: readonly { readonly count: number; readonly format: string }[],
): string {
  if (level.format === "none") return "";
  if (level.format === "bullet") return level.text;
  return level.text.slice(0, LONGEST_LABEL).replaceAll(/%([1-9])/gu, (_all, digit: string) => {
    const value = values[Number(digit) - 1];
    if (value === undefined) return "";
    const { count } = value;
    const format = level.isLegal ? "decimal" : value.format;
    if (format === "decimalZero") return String(count).padStart(2, "0");
    if (format === "ordinal") return `${count}${ordinalEnding(count)}`;
    return format === "none" ? "" : printedNumber(count, BY_NAME[format] ?? "1");
  });
}

const LONGEST_LABEL = 100;

function ordinalEnding(count: number): string {
  const tens = count % 100;
  if (tens >= 11 && tens <= 13) return "th";
  return ["th", "st", "nd", "rd"][count % 10] ?? "th";
}

/** Whether a list's level prints a bullet, or a picture for one. */
export function isBulletLevel({ format, text }: ListLevel): boolean {
  return format === "bullet" || (format !== "none" && text !== "" && isBulletSign(text));
}

/** Whether a sign is a bullet: neither a letter nor a digit, or Word's round one, an "o". */
export function isBulletSign(sign: string): boolean {
  return sign !== "" && !/[\p{L}\p{N}]/u.test(sign.replace(/^o$/, ""));
}

/** An item of a list, wherever it comes from. */
export interface ForeignItem {
  /** Which list of its text it belongs to. */
  readonly list: string;
  /** From 1. */
  readonly level: number;
  /** Its number or bullet, as printed. */
  readonly sign: string;
}

/** Whether a number has the form of legal paragraphs: (a) at the second level, (i) at the third. */
function isLegalNumber({ level, sign }: Pick<ForeignItem, "level" | "sign">): boolean {
  return (
    (level === 2 && /^\([a-z]+\)$/i.test(sign)) || (level === 3 && /^\([ivxlc]+\)$/i.test(sign))
  );
}

/**
 * The lists that are numbered paragraphs, as in a complaint: the same list on both sides of other text,
 * or with (a) at its second level. Any other is a list.
 * @param items by paragraph; null for what is no item.
 * @param isOther whether a paragraph has text and is no item.
 */
export function numberedLists(
  items: readonly (ForeignItem | null)[],
  isOther: readonly boolean[],
): Set<string> {
  const numbered = new Set<string>();
  const last = new Map<string, number>();
  /** The number of other paragraphs before each. */
  let others = 0;
  items.forEach((item, index) => {
    if (isOther[index]) others += 1;
    if (item === null) return;
    if (isLegalNumber(item) || (last.get(item.list) ?? others) < others) numbered.add(item.list);
    last.set(item.list, others);
  });
  return numbered;
}

/** A number or bullet that somebody typed at the beginning of a line. */
interface TypedNumber {
  readonly kind: "decimal" | "letter" | "bullet";
  /** "12", "a", "iv"; the character of a bullet. */
  readonly sign: string;
  /** Whether it is in parentheses, as in legal paragraphs. */
  readonly legal: boolean;
  /** Whether a tab follows, as after numbers that a word processor generated. */
  readonly tab: boolean;
  /** Its length in characters, blanks included. */
  readonly length: number;
}

/** The kind and level that a line gets. */
interface NumberedLine {
  readonly kind: BlockKind;
  readonly level: number;
  readonly mark: TypedNumber;
}

/** The longest number or bullet, with the blanks around it, in characters. */
export const LONGEST_TYPED = 40;

const DECIMAL = /^\s*(?<sign>\d{1,3})[.)](?<blank>\s+)(?=\S)/u;
const LEGAL = /^\s*\((?<sign>[a-z]{1,6})\)(?<blank>\s+)(?=\S)/u;
const LETTER = /^\s*(?<sign>[a-z]{1,4})\.(?<blank>\s+)(?=\S)/u;
const BULLET = /^\s*(?<sign>[•◦▪●○■‣·])(?<blank>\s+)(?=\S)/u;

/** The number or bullet at a line's start; `start` has up to LONGEST_TYPED of its characters. */
export function typedNumber(start: string): TypedNumber | null {
  const read = (pattern: RegExp, kind: TypedNumber["kind"], legal = false): TypedNumber | null => {
    const match = pattern.exec(start);
    if (match === null) return null;
    const { sign = "", blank = "" } = match.groups ?? {};
    return { kind, sign, legal, tab: blank.includes("\t"), length: match[0].length };
  };
  return (
    read(DECIMAL, "decimal") ??
    read(LEGAL, "letter", true) ??
    read(LETTER, "letter") ??
    read(BULLET, "bullet")
  );
}

/** A line as the rules see it: its typed number, an item of a bulleted list, or other text. */
export type TypedLine = TypedNumber | "item" | "text";

/**
 * The lines that begin with "1.⇥", "(a)" or a bullet and become items, by index, where they form a
 * sequence; a year or an initial at the beginning of a line stays text. A sequence that other text
 * interrupts, that begins above 1 or that has (a) below it becomes numbered paragraphs, as in a
 * complaint; any other becomes a list.
 * @param joins whether the first line becomes part of an existing one, where a number would be lost.
 */
export function numberedLines(
  lines: readonly TypedLine[],
  joins: boolean,
): ReadonlyMap<number, NumberedLine> {
  const made = new Map<number, NumberedLine>();
  let run = new NumberRun();
  const end = () => {
    const numbered = run.lines();
    // A sequence whose first number stays text would restart after it.
    if (joins && numbered[0]?.[0] === 0) return;
    for (const [index, become] of numbered) made.set(index, become);
  };
  lines.forEach((line, index) => {
    const mark = typeof line === "string" ? null : line;
    if (mark?.kind === "bullet") {
      if (joins && index === 0) return;
      made.set(index, { kind: "bullet", level: 1, mark });
    } else if (mark === null || !run.take(index, mark)) {
      if (mark?.kind !== "decimal") {
        if (line !== "item") run.meetText();
        return;
      }
      end();
      run = new NumberRun();
      run.take(index, mark);
    }
  });
  end();
  return made;
}

/** A sequence of numbers, with the levels below them. */
class NumberRun {
  readonly #lines: [number, NumberedLine][] = [];
  #first = 0;
  #count = 0;
  #letter = 0;
  #roman = 0;
  #hasText = false;
  #isInterrupted = false;
  #isLegal = false;
  #hasTab = false;

  /** Adds the next line if it continues this sequence; else returns false. */
  take(index: number, mark: TypedNumber): boolean {
    const level = mark.kind === "decimal" ? this.#nextNumber(mark) : this.#nextLetter(mark);
    if (level === null) return false;
    this.#isInterrupted ||= this.#hasText && this.#lines.length > 0;
    this.#hasText = false;
    this.#isLegal ||= mark.legal;
    this.#hasTab ||= mark.tab;
    this.#lines.push([index, { kind: "ordered", level, mark }]);
    return true;
  }

  /** Records that unnumbered text is between the lines so far and the next. */
  meetText(): void {
    this.#hasText = true;
  }

  lines(): readonly [number, NumberedLine][] {
    const isOne = this.#lines.length === 1 && this.#count === 1;
    if (isOne && this.#first !== 1 && !this.#hasTab) return [];
    const isNumbered = this.#isLegal || this.#isInterrupted || this.#first > 1;
    const kind: BlockKind = isNumbered ? "numbered" : "ordered";
    return this.#lines.map(([index, become]) => [index, { ...become, kind }]);
  }

  #nextNumber({ sign }: TypedNumber): number | null {
    const value = Number(sign);
    if (this.#count > 0 ? value !== this.#first + this.#count : this.#lines.length > 0) return null;
    if (this.#count === 0) this.#first = value;
    this.#count += 1;
    this.#letter = 0;
    this.#roman = 0;
    return 1;
  }

  #nextLetter({ sign, legal }: TypedNumber): number | null {
    // "a." without a number above it may be anything.
    if (!legal && this.#count === 0) return null;
    if (this.#roman > 0 && sign === roman(this.#roman + 1)) {
      this.#roman += 1;
      return 3;
    }
    if (sign === letters(this.#letter + 1)) {
      this.#letter += 1;
      this.#roman = 0;
      return 2;
    }
    if (sign !== "i" || this.#letter === 0) return null;
    this.#roman = 1;
    return 3;
  }
}

/** The smallest indentation on both sides that marks a quotation, in points: 0.4 of an inch. */
export const QUOTE_INDENT = 28.8;
