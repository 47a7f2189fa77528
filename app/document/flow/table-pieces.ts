import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { buildCell, buildTableRow } from "./build.ts";
import { elementOf, gridOf, rowsOf } from "./layout.ts";
import { startOf } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import type { Row } from "./rows.ts";
import type { ReplacedRange } from "./piece.ts";

/** The rows and cells of a table that were added or deleted. */
export function tablePieces(reader: FlowReader, table: Row, old: Node): ReplacedRange[] {
  const start = startOf(table, old);
  const node = start === null ? null : old.nodeAt(start);
  const { item, grid: before } = table;
  if (start === null || node?.type.name !== "table" || !item || !before) return [];
  const element = elementOf(item);
  const cells = gridOf(element);
  const pieces: ReplacedRange[] = [];
  mergeLists(pieces, before.lines, rowsOf(element), start + 1, node, {
    build: (j) => buildTableRow(reader, cells[j] ?? [], table),
    both: (i, j, at) => {
      const now = cells[j] ?? [];
      mergeLists(pieces, before.cells[i] ?? [], now, at + 1, node.child(i), {
        build: (k) => {
          const cell = now[k];
          if (!cell) throw new Error("a cell that is not in its row");
          return buildCell(reader, cell, table);
        },
        both: () => undefined,
      });
    },
  });
  return pieces;
}

interface Merging {
  /** Builds the node of a new entry. */
  build(index: number): Node;
  /** Handles an entry that exists before and after. */
  both(before: number, after: number, at: number): void;
}

/** Common entries are in the same order in both lists: Yjs moves nothing. */
function mergeLists<T>(
  pieces: ReplacedRange[],
  before: readonly T[],
  after: readonly T[],
  start: number,
  parent: Node,
  { build, both }: Merging,
): void {
  const [known, kept] = [new Set(before), new Set(after)];
  let [i, j, at] = [0, 0, start];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && !kept.has(old)) {
      const { nodeSize } = parent.child(i);
      pieces.push({ from: at, to: at + nodeSize, slice: Slice.empty });
      at += nodeSize;
      i += 1;
    } else if (now !== undefined && !known.has(now)) {
      const nodes: Node[] = [];
      for (let next = after[j]; next !== undefined && !known.has(next); next = after[j]) {
        nodes.push(build(j));
        j += 1;
      }
      pieces.push({ from: at, to: at, slice: new Slice(Fragment.from(nodes), 0, 0) });
    } else {
      both(i, j, at);
      at += parent.child(i).nodeSize;
      i += 1;
      j += 1;
    }
  }
}
