import {
  numberedChanges,
  type NumberedChanges,
  type Redline,
} from "#app/document/redline/index.ts";
import { changedRuns } from "#app/document/redline/changes.ts";
import { blockNote } from "#app/document/redline/html.ts";
import { isChanged } from "#app/document/redline/redline.ts";
import type {
  RedlineBlock,
  RedlinePiece,
  RedlineTable,
  RedlineText,
  WordChange,
} from "#app/document/redline/redline.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FaultPlace } from "./typeset-error.ts";
import type { PrintedRun } from "./page-data.ts";

/** Runs with what happened to them: inserted, deleted, marked otherwise. */
type RedlineRun =
  | PrintedRun
  | { readonly k: "ins" | "del" | "re"; readonly r: readonly PrintedRun[] };

/** One block of a redline as the template redline.typ takes it. */
export type RedlineBlockData = {
  /** "Change 3" or "Changes 3–5", in the margin; empty for none. */
  readonly c: string;
  /** The note above it; empty for none. */
  readonly note: string;
} & (
  | {
      readonly k: "p" | "h" | "q";
      readonly l: number;
      /** Of a heading, its level in the PDF's structure. */
      readonly tag: number;
      /** Its number; empty for none. */
      readonly n: string;
      readonly r: readonly RedlineRun[];
    }
  | {
      readonly k: "t";
      readonly columns: number;
      readonly rows: readonly (readonly RedlineCell[])[];
    }
);

interface RedlineCell {
  readonly head: boolean;
  readonly across: number;
  readonly r: readonly RedlineRun[];
}

/** The functions with which each of the two texts prints its words. */
interface RedlinePrinting {
  readonly words: (
    nodes: readonly ProseNode[],
    place: FaultPlace,
    side: "before" | "after",
  ) => readonly PrintedRun[];
  /** A part that is neither text nor table, in words. */
  readonly part: (node: ProseNode, side: "before" | "after") => readonly PrintedRun[];
  readonly tagOf: (level: number) => number;
}

/** The blocks of a redline as they are printed: the same changes with the same numbers as on the screen. */
export function redlineBlocks(redline: Redline, printing: RedlinePrinting): RedlineBlockData[] {
  const numbers = numberedChanges(redline);
  return redline.blocks.map((block) => blockData(block, numbers, printing));
}

function blockData(
  block: RedlineBlock,
  numbers: NumberedChanges,
  printing: RedlinePrinting,
): RedlineBlockData {
  const about = {
    c: numbersOf(block, numbers),
    note: isChanged(block) ? (blockNote(block) ?? "") : "",
  };
  const isOld = block.place === "deleted" || block.place === "moved-away";
  switch (block.type) {
    case "text":
      return { ...about, ...textData(block, printing) };
    case "table":
      return { ...about, ...tableData(block, printing) };
    case "other": {
      const r = printing.part(block.node, isOld ? "before" : "after");
      return { ...about, k: "p", l: 1, tag: 0, n: "", r: marked(fateOf(block), r) };
    }
  }
}

function numbersOf(block: RedlineBlock, numbers: NumberedChanges): string {
  const runs =
    block.type === "text"
      ? changedRuns(block.pieces)
      : block.type === "table"
        ? block.rows.flatMap((row) => [
            [row],
            ...row.cells.flatMap(({ pieces }) => changedRuns(pieces)),
          ])
        : [];
  const found = [block, ...runs.flatMap(([first]) => (first ? [first] : []))]
    .map((part) => numbers.numberOf(part))
    .filter((number) => number !== undefined);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return "";
  return first === last ? String(first) : `${first}–${last}`;
}

function fateOf({ place }: RedlineBlock): WordChange {
  if (place === "inserted") return "inserted";
  return place === "deleted" || place === "moved-away" ? "deleted" : "same";
}

/** Levels become indents, except for headings. */
function textData(block: RedlineText, printing: RedlinePrinting) {
  const { shape, label, pieces } = block;
  const isHeading = shape.kind === "heading";
  const bullet = shape.kind === "bullet" ? "•" : "";
  return {
    k: isHeading ? ("h" as const) : shape.kind === "quote" ? ("q" as const) : ("p" as const),
    l: shape.level,
    tag: isHeading ? printing.tagOf(shape.level) : 0,
    n: label ?? bullet,
    r: runsOf(pieces, placeOf(block), block.place === "moved-away", printing),
  };
}

function placeOf({ id, pieces }: RedlineText): FaultPlace {
  const words = pieces.flatMap(({ nodes }) => nodes.map(({ text = "" }) => text)).join("");
  return { in: "text", called: "paragraph", blockId: id, words: words.slice(0, 40) };
}

function tableData({ rows }: RedlineTable, printing: RedlinePrinting) {
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const place: FaultPlace = { in: "text", called: "table", blockId: null, words: "" };
  return {
    k: "t" as const,
    columns,
    rows: rows.map(({ cells }) => {
      const drawn = cells.map(({ head, pieces }, index): RedlineCell => ({
        head,
        // Cells that were merged leave a row shorter.
        across: index === cells.length - 1 ? columns - index : 1,
        r: runsOf(pieces, place, false, printing),
      }));
      return drawn.length > 0 ? drawn : [{ head: false, across: columns, r: [] }];
    }),
  };
}

const KEY = { inserted: "ins", deleted: "del", restyled: "re" } as const;

function marked(change: WordChange, runs: readonly PrintedRun[]): readonly RedlineRun[] {
  return change === "same" || runs.length === 0 ? runs : [{ k: KEY[change], r: runs }];
}

/**
 * The runs of pieces; a footnote is printed in brackets at its place, since its parts may have
 * changed separately.
 */
function runsOf(
  pieces: readonly RedlinePiece[],
  place: FaultPlace,
  isMovedAway: boolean,
  printing: RedlinePrinting,
): RedlineRun[] {
  const runs: RedlineRun[] = [];
  let note: { readonly id: unknown; readonly change: WordChange } | null = null;
  const endNote = () => {
    if (note) runs.push(...marked(note.change, ["]"]));
    note = null;
  };
  for (const { change, nodes } of pieces) {
    const side = isMovedAway || change === "deleted" ? "before" : "after";
    let plain: ProseNode[] = [];
    const settle = () => {
      runs.push(...marked(change, printing.words(plain, place, side)));
      plain = [];
    };
    for (const node of nodes) {
      if (node.type !== "footnote") {
        if (note) {
          settle();
          endNote();
        }
        plain.push(node);
        continue;
      }
      settle();
      const id: unknown = node.attrs?.id;
      if (!note || note.id !== id) {
        endNote();
        note = { id, change };
        runs.push(...marked(change, [" [Footnote: "]));
      }
      plain.push(...(node.content ?? []));
      settle();
    }
    settle();
  }
  endNote();
  return runs;
}
