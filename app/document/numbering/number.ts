import type { Node } from "@tiptap/pm/model";
import { blockShape, type BlockKind, type BlockShape } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

export interface NumberingOptions {
  /** Whether headings are numbered (I., A., 1., a.); default false. */
  readonly numberHeadings?: boolean;
}

/** The number of one block, footnote or exhibit. */
export interface BlockNumber {
  readonly kind: BlockKind | "footnote" | "exhibit";
  /**
   * As printed before the block: "12.", "(a)", "(i)", "II."; "3" for a footnote, "B" for an
   * exhibit.
   */
  readonly label: string;
  /** From the top level down: paragraph 12(a) is [12, 1]. */
  readonly value: readonly number[];
}

/**
 * Numbers a document. Complaint paragraphs (`numbered`) run in one sequence through the whole
 * document, across headings and tables (FRCP 10(b)), with sub-levels (a), (i) that restart under
 * each paragraph; requested records (`requestItem`) likewise, in a separate sequence. Ordered items
 * restart after anything that is not part of their list. Returns numbers by block id; a block
 * without an id is counted but not returned.
 */
export function numberBlocks(
  prose: ProseJSON,
  options: NumberingOptions = {},
): Map<string, BlockNumber> {
  const numbers = new Map<string, BlockNumber>();
  countThrough(prose, options, ({ type, attrs, number }) => {
    const id = attrs?.id;
    if (type === "block" && number !== null && typeof id === "string") numbers.set(id, number);
  });
  return numbers;
}

/** A node met while a document is traversed, with its number if it has one. */
export interface CountedNode<N> {
  readonly node: N;
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>> | undefined;
  /** The number of a block, the letter of an exhibit, the superscript of a footnote. */
  readonly number: BlockNumber | null;
  /** Its position in an editor's document; 0 for JSON. */
  readonly position: number;
}

/**
 * Traverses a document, as JSON or from an editor, and reports every node except text and line
 * breaks, in reading order and numbered by the same rules. Footnotes are reported at their place.
 */
export function countThrough<N extends ProseNode | Node>(
  document: N,
  options: NumberingOptions,
  tell: (counted: CountedNode<N>) => void,
): void {
  const numberer = createNumberer(options);
  const visit = (node: N, position: number): void => {
    const type = typeof node.type === "string" ? node.type : node.type.name;
    if (type === "text" || type === "hardBreak") return;
    const attrs: CountedNode<N>["attrs"] = node.attrs;
    const ownLists = OWN_LISTS.has(type);
    if (ownLists) numberer.endLists();
    tell({ node, type, attrs, number: numberOf(numberer, type, attrs), position });
    eachChild(node, (child, offset) => visit(child, position + 1 + offset));
    if (ownLists) numberer.endLists();
  };
  eachChild(document, visit);
}

function eachChild<N extends ProseNode | Node>(
  node: N,
  visit: (child: N, offset: number) => void,
): void {
  const { content } = node;
  // JSON nodes contain JSON nodes, and editor nodes editor nodes.
  if (Array.isArray(content)) content.forEach((child: N) => visit(child, 0));
  else if (content) (node as Node).forEach((child, offset) => visit(child as N, offset));
}

function numberOf(
  numberer: Numberer,
  type: string,
  attrs: Readonly<Record<string, unknown>> | undefined,
): BlockNumber | null {
  switch (type) {
    case "block":
      return numberer.next(blockShape(attrs ?? {}));
    case "footnote":
      return numberer.footnote();
    case "exhibit":
      return numberer.exhibit(attrs?.id);
    default:
      return null;
  }
}

/** Lists continue neither across table cells nor across a table. */
const OWN_LISTS = new Set(["tableCell", "tableHeader"]);

/** Counts blocks in the order in which it receives them. */
interface Numberer {
  /** The number of the next block; null for kinds without numbers. */
  next(shape: BlockShape): BlockNumber | null;
  /** The next footnote number; footnotes run in one sequence through the document. */
  footnote(): BlockNumber;
  /** The letter of an exhibit, in the order of first mention; the same id gets the same letter. */
  exhibit(id: unknown): BlockNumber;
  /** Ends all open ordered lists. */
  endLists(): void;
}

function createNumberer(options: NumberingOptions = {}): Numberer {
  const paragraphs = counter();
  const items = counter();
  const headings = counter();
  const lists = counter();
  const exhibits = new Map<unknown, number>();
  let footnotes = 0;

  function number(
    kind: BlockKind,
    value: readonly number[],
    formats: readonly Format[],
  ): BlockNumber {
    const format = formats[(value.length - 1) % formats.length];
    return { kind, label: format?.(value.at(-1) ?? 0) ?? "", value };
  }

  return {
    next({ kind, level }) {
      if (kind === "bullet") lists.endFrom(level);
      else if (kind !== "ordered") lists.endFrom(1);
      switch (kind) {
        case "numbered":
          return number(kind, paragraphs.count(level), PARAGRAPH_FORMATS);
        case "requestItem":
          return number(kind, items.count(level), PARAGRAPH_FORMATS);
        case "ordered":
          return number(kind, lists.count(level), LIST_FORMATS);
        case "heading": {
          const value = headings.count(level);
          return options.numberHeadings ? number(kind, value, HEADING_FORMATS) : null;
        }
        case "body":
        case "bullet":
        case "quote":
          return null;
      }
    },
    footnote() {
      footnotes += 1;
      return { kind: "footnote", label: String(footnotes), value: [footnotes] };
    },
    exhibit(id) {
      // An exhibit without an id gets a letter of its own.
      const key = typeof id === "string" ? id : exhibits.size;
      const count = exhibits.get(key) ?? exhibits.size + 1;
      exhibits.set(key, count);
      return { kind: "exhibit", label: letters(count).toUpperCase(), value: [count] };
    },
    endLists: () => lists.endFrom(1),
  };
}

/** Counts by level; counting at one level restarts the deeper ones. */
function counter() {
  let counts: number[] = [];
  return {
    count(level: number): number[] {
      counts = Array.from(
        { length: level },
        (_, index) => (counts[index] ?? 0) + (index === level - 1 ? 1 : 0),
      );
      return counts;
    },
    endFrom(level: number) {
      if (counts.length >= level) counts = counts.slice(0, level - 1);
    },
  };
}

type Format = (count: number) => string;

const PARAGRAPH_FORMATS: readonly Format[] = [
  (count) => `${count}.`,
  (count) => `(${letters(count)})`,
  (count) => `(${roman(count)})`,
  (count) => `(${letters(count).toUpperCase()})`,
];
const LIST_FORMATS: readonly Format[] = [
  (count) => `${count}.`,
  (count) => `${letters(count)}.`,
  (count) => `${roman(count)}.`,
];
const HEADING_FORMATS: readonly Format[] = [
  (count) => `${roman(count).toUpperCase()}.`,
  (count) => `${letters(count).toUpperCase()}.`,
  (count) => `${count}.`,
  (count) => `${letters(count)}.`,
];

/** 1 is a, 26 is z, 27 is aa, 28 is bb, as word processors number paragraphs. */
export function letters(count: number): string {
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1);
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

export function roman(count: number): string {
  let rest = count;
  let numeral = "";
  for (const [value, sign] of ROMAN) {
    numeral += sign.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return numeral;
}
