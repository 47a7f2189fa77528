import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type {
  Redline,
  RedlineBlock,
  RedlinePiece,
  RedlineRow,
  RedlineText,
  WordChange,
} from "./redline.ts";

/** The kind of one change, for a list of changes and for whoever hears it. */
export type ChangeKind =
  | "words-inserted"
  | "words-deleted"
  | "words-replaced"
  | "restyled"
  | "reshaped"
  | "block-inserted"
  | "block-deleted"
  | "moved-here"
  | "moved-away"
  | "row-inserted"
  | "row-deleted";

/** A run of letters of a block, counted in UTF-16 units, with those in its footnotes. */
export interface LetterSpan {
  readonly blockId: string;
  readonly from: number;
  readonly to: number;
}

/** One change of a redline, by which somebody walks through it. */
export interface NumberedChange {
  /** From 1, in the order of the text. */
  readonly number: number;
  readonly kind: ChangeKind;
  /** Index into the sections. */
  readonly section: number;
  /** The block in which it is; null in a table and for a block without an id. */
  readonly blockId: string | null;
  /**
   * The letters that were taken away from the earlier text, and those that stand in the later one;
   * null for none or unknown.
   */
  readonly before: LetterSpan | null;
  readonly after: LetterSpan | null;
}

/** A heading with how many changes follow it, up to the next heading. */
export interface RedlineSection {
  /** Null for what stands before the first heading. */
  readonly title: string | null;
  readonly label: string | null;
  readonly level: number;
  /** Whether the heading is in the earlier text only. */
  readonly isDeleted: boolean;
  readonly changes: number;
  /** The number of its first change; null for none. */
  readonly first: number | null;
}

export interface NumberedChanges {
  readonly changes: readonly NumberedChange[];
  readonly sections: readonly RedlineSection[];
  /**
   * The number of the change that begins with this part: a block or a row as a whole, or the first piece
   * of several changed in a row.
   */
  numberOf(part: RedlineBlock | RedlineRow | RedlinePiece): number | undefined;
}

/** Characters of a heading that are listed. */
const LONGEST_TITLE = 120;

/**
 * Numbers the changes of a redline, the same for the screen and for the PDF. Words replaced by others are
 * one change; a block that is new, gone, moved, or of another kind is one, and so is each change of words
 * in a moved block.
 */
export function numberedChanges({ blocks }: Redline): NumberedChanges {
  const changes: NumberedChange[] = [];
  const numbers = new Map<unknown, number>();
  const sections: RedlineSection[] = [];
  let section: Omit<RedlineSection, "changes" | "first"> = {
    title: null,
    label: null,
    level: 1,
    isDeleted: false,
  };
  let begun = 0;
  const add = (part: unknown, change: Omit<NumberedChange, "number" | "section">) => {
    const number = changes.length + 1;
    numbers.set(part, number);
    changes.push({ number, section: sections.length, ...change });
  };
  const endSection = () => {
    const count = changes.length - begun;
    // Nothing stands before a first heading at the very beginning.
    if (section.title !== null || count > 0) {
      sections.push({ ...section, changes: count, first: count > 0 ? begun + 1 : null });
    }
    begun = changes.length;
  };
  for (const block of blocks) {
    const heading = headingOf(block);
    if (heading) {
      endSection();
      section = heading;
    }
    addBlock(block, add);
  }
  endSection();
  return { changes, sections, numberOf: (part) => numbers.get(part) };
}

export function headingOf(block: RedlineBlock): Omit<RedlineSection, "changes" | "first"> | null {
  if (block.type !== "text" || block.shape.kind !== "heading" || block.place === "moved-away") {
    return null;
  }
  const isDeleted = block.place === "deleted";
  const nodes = block.pieces.flatMap(({ change, nodes: some }) =>
    change === "deleted" && !isDeleted ? [] : some,
  );
  const words = blockText({
    type: "block",
    content: nodes.filter(({ type }) => type !== "footnote"),
  });
  const title = words.length > LONGEST_TITLE ? `${words.slice(0, LONGEST_TITLE)}…` : words;
  return {
    title: title.trim() || "Heading without words",
    label: block.label,
    level: block.shape.level,
    isDeleted,
  };
}

type Add = (part: unknown, change: Omit<NumberedChange, "number" | "section">) => void;

const KIND_OF_PLACE = {
  inserted: "block-inserted",
  deleted: "block-deleted",
  "moved-here": "moved-here",
  "moved-away": "moved-away",
} as const;

function addBlock(block: RedlineBlock, add: Add): void {
  const { place } = block;
  if (block.type === "text") {
    addText(block, add);
    return;
  }
  if (place !== "stays") {
    add(block, { kind: KIND_OF_PLACE[place], blockId: null, before: null, after: null });
    if (place !== "moved-here") return;
  }
  if (block.type === "other") return;
  for (const row of block.rows) {
    if (row.place !== "stays") {
      const kind = row.place === "inserted" ? "row-inserted" : "row-deleted";
      add(row, { kind, blockId: null, before: null, after: null });
      continue;
    }
    for (const { pieces } of row.cells) {
      for (const run of changedRuns(pieces)) {
        add(run[0], { kind: kindOfRun(run), blockId: null, before: null, after: null });
      }
    }
  }
}

function addText(block: RedlineText, add: Add): void {
  const { place, id, pieces } = block;
  const span = (from: number, to: number): LetterSpan | null =>
    id === null || to === from ? null : { blockId: id, from, to };
  if (place !== "stays") {
    const length = pieces.reduce((sum, piece) => sum + lettersIn(piece.nodes), 0);
    const now = pieces.reduce(
      (sum, { change, nodes }) => sum + (change === "deleted" ? 0 : lettersIn(nodes)),
      0,
    );
    const gone = place === "deleted";
    // Of a moved block its later place tells who moved it.
    const before = gone ? span(0, length) : null;
    add(block, {
      kind: KIND_OF_PLACE[place],
      blockId: id,
      before,
      after: gone ? null : span(0, place === "moved-here" ? now : length),
    });
    if (place !== "moved-here") return;
  } else if (block.was !== null) {
    add(block, { kind: "reshaped", blockId: id, before: null, after: null });
  }
  let [old, now] = [0, 0];
  const runs = changedRuns(pieces);
  let index = 0;
  for (const piece of pieces) {
    const run = runs[index];
    if (run?.[0] === piece) {
      const taken = lengthOf(run, "deleted");
      const put = lengthOf(run, "inserted") + lengthOf(run, "restyled");
      add(piece, {
        kind: kindOfRun(run),
        blockId: id,
        before: span(old, old + taken),
        after: span(now, now + put),
      });
      index += 1;
    }
    const length = lettersIn(piece.nodes);
    if (piece.change !== "inserted") old += length;
    if (piece.change !== "deleted") now += length;
  }
}

/** The runs of changed pieces; words marked otherwise are a run of their own. */
export function changedRuns(pieces: readonly RedlinePiece[]): RedlinePiece[][] {
  const runs: RedlinePiece[][] = [];
  let last: RedlinePiece | null = null;
  for (const piece of pieces) {
    if (piece.change !== "same") {
      const follows =
        last !== null &&
        last.change !== "same" &&
        (last.change === "restyled") === (piece.change === "restyled");
      if (follows) runs.at(-1)?.push(piece);
      else runs.push([piece]);
    }
    last = piece;
  }
  return runs;
}

function kindOfRun(run: readonly RedlinePiece[]): ChangeKind {
  const has = (change: WordChange) => run.some((piece) => piece.change === change);
  if (has("restyled")) return "restyled";
  if (has("deleted")) return has("inserted") ? "words-replaced" : "words-deleted";
  return "words-inserted";
}

function lengthOf(run: readonly RedlinePiece[], change: WordChange): number {
  return run.reduce(
    (sum, piece) => sum + (piece.change === change ? lettersIn(piece.nodes) : 0),
    0,
  );
}

/** The letters of inline content, with those of its footnotes. */
function lettersIn(nodes: readonly ProseNode[]): number {
  return nodes.reduce(
    (sum, { text, content }) => sum + (text?.length ?? 0) + lettersIn(content ?? []),
    0,
  );
}
