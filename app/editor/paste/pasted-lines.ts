import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { blockShape, type BlockKind } from "#app/document/nodes/kinds.ts";
import { letters, roman } from "#app/document/numbering/number.ts";

/** A number or bullet that somebody typed at the beginning of a line. */
interface TypedMark {
  readonly kind: "decimal" | "letter" | "bullet";
  /** "12", "a", "iv"; the character of a bullet. */
  readonly sign: string;
  /** Whether it is in brackets, as in legal paragraphs. */
  readonly legal: boolean;
  /** Whether a tab follows, as after numbers that a word processor generated. */
  readonly tab: boolean;
  /** Its length in characters, blanks included. */
  readonly length: number;
}

/** The kind and level that a line gets. */
interface LineKind {
  kind: BlockKind;
  readonly level: number;
  readonly mark: TypedMark;
}

/** Lines with typed numbers as numbered blocks, and their previous numbers. */
export interface NumberedLines {
  readonly slice: Slice;
  readonly numbers: ReadonlyMap<Node, string>;
}

/**
 * Converts pasted lines that begin with "1.⇥", "(a)" or a bullet into items, where they form a
 * sequence; a year or an initial at the beginning of a line stays text. A sequence that other text
 * interrupts, that begins above 1 or that has (a) below it becomes numbered paragraphs, as in a
 * complaint; any other becomes a list.
 * @param joins whether the first block becomes part of an existing line, where a number would be
 * lost.
 */
export function numberLines(slice: Slice, joins: boolean): NumberedLines {
  const blocks: Node[] = [];
  slice.content.forEach((node) => blocks.push(node));
  const made = readLines(blocks, joins);
  const numbers = new Map<Node, string>();
  const content = blocks.map((block, index) => {
    const become = made.get(index);
    if (become === undefined) return block;
    const { kind, level, mark } = become;
    const line = block.type.create(
      { ...block.attrs, kind, level },
      block.content.cut(mark.length),
      block.marks,
    );
    if (kind !== "bullet") numbers.set(line, mark.sign);
    return line;
  });
  if (made.size === 0) return { slice, numbers };
  return {
    slice: new Slice(Fragment.fromArray(content), slice.openStart, slice.openEnd),
    numbers,
  };
}

function readLines(blocks: readonly Node[], joins: boolean): Map<number, LineKind> {
  const made = new Map<number, LineKind>();
  let run = new NumberRun();
  const end = () => {
    const lines = run.lines();
    // A sequence whose first number stays text would restart after it.
    if (joins && lines[0]?.[0] === 0) return;
    for (const [index, become] of lines) made.set(index, become);
  };
  blocks.forEach((block, index) => {
    const mark = markOf(block);
    if (mark?.kind === "bullet") {
      if (joins && index === 0) return;
      made.set(index, { kind: "bullet", level: 1, mark });
    } else if (mark === null || !run.take(index, mark)) {
      if (mark?.kind !== "decimal") {
        if (!isItem(block)) run.meetText();
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

function isItem(block: Node): boolean {
  return block.type.name === "block" && blockShape(block.attrs).kind === "bullet";
}

/** A sequence of numbers, with the levels below them. */
class NumberRun {
  readonly #lines: [number, LineKind][] = [];
  #first = 0;
  #count = 0;
  #letter = 0;
  #roman = 0;
  #hasText = false;
  #isInterrupted = false;
  #isLegal = false;
  #hasTab = false;

  /** Adds the next line if it continues this sequence; else returns false. */
  take(index: number, mark: TypedMark): boolean {
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

  lines(): readonly [number, LineKind][] {
    const isOne = this.#lines.length === 1 && this.#count === 1;
    if (isOne && this.#first !== 1 && !this.#hasTab) return [];
    const isNumbered = this.#isLegal || this.#isInterrupted || this.#first > 1;
    const kind: BlockKind = isNumbered ? "numbered" : "ordered";
    return this.#lines.map(([index, become]) => [index, { ...become, kind }]);
  }

  #nextNumber({ sign }: TypedMark): number | null {
    const value = Number(sign);
    if (this.#count > 0 ? value !== this.#first + this.#count : this.#lines.length > 0) return null;
    if (this.#count === 0) this.#first = value;
    this.#count += 1;
    this.#letter = 0;
    this.#roman = 0;
    return 1;
  }

  #nextLetter({ sign, legal }: TypedMark): number | null {
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

/** The longest number or bullet, with the blanks around it, in characters. */
const LONGEST_MARK = 40;

const DECIMAL = /^\s*(?<sign>\d{1,3})[.)](?<blank>\s+)(?=\S)/u;
const LEGAL = /^\s*\((?<sign>[a-z]{1,6})\)(?<blank>\s+)(?=\S)/u;
const LETTER = /^\s*(?<sign>[a-z]{1,4})\.(?<blank>\s+)(?=\S)/u;
const BULLET = /^\s*(?<sign>[•◦▪●○■‣·])(?<blank>\s+)(?=\S)/u;

function markOf(block: Node): TypedMark | null {
  if (block.type.name !== "block" || blockShape(block.attrs).kind !== "body") return null;
  // Non-text nodes count as one character here and in the block alike.
  const start = block.textBetween(0, Math.min(block.content.size, LONGEST_MARK), "", "\ufffc");
  const read = (pattern: RegExp, kind: TypedMark["kind"], legal = false): TypedMark | null => {
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
