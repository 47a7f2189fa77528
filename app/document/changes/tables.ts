import * as Y from "yjs";
import type { TextChange, ChangePiece, ChangePlace, IdRun } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import { cellText, lineText } from "./item-text.ts";

/** Compares what stands in a cell that was there and is. */
type CompareCell = (
  cell: Y.XmlText,
  at: { readonly row: number; readonly line: number; readonly column: number },
) => TextChange[];

/** The changes of a table that was there and is: its lines, their cells, and what stands in these. */
export function comparedTable(
  is: Y.XmlElement,
  at: ChangePlace,
  how: Comparing,
  compareCell: CompareCell,
): TextChange[] {
  const changes: TextChange[] = [];
  let line = -1;
  for (const met of childrenOf(is, how)) {
    if (!(met.type instanceof Y.XmlElement)) continue;
    if (met.is) line += 1;
    const place = { ...at, cell: [line, 0, 0] } as const;
    if (!met.is) changes.push(gone(met, lineText(met.type), "tableRow", place, how));
    else if (!met.was) changes.push(came("line", met, place, how));
    else changes.push(...comparedLine(met.type, { row: at.row, line }, how, compareCell));
  }
  return changes;
}

function comparedLine(
  element: Y.XmlElement,
  { row, line }: { readonly row: number; readonly line: number },
  how: Comparing,
  compareCell: CompareCell,
): TextChange[] {
  const changes: TextChange[] = [];
  let column = -1;
  for (const met of childrenOf(element, how)) {
    if (!(met.type instanceof Y.XmlText)) continue;
    if (met.is) column += 1;
    const place = { row, cell: [line, column, 0], offset: 0 } as const;
    if (!met.is) changes.push(gone(met, cellText(met.type), "tableCell", place, how));
    else if (!met.was) changes.push(came("cell", met, place, how));
    else changes.push(...compareCell(met.type, { row, line, column }));
  }
  return changes;
}

interface TableChild {
  readonly was: boolean;
  readonly is: boolean;
  /** As it is; where it is deleted, as it was. */
  readonly type: unknown;
  readonly id: IdRun;
}

/** The children of a table or a line that were there or are. */
function* childrenOf(element: Y.XmlElement, { baseline }: Comparing): Generator<TableChild> {
  for (let item = element._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    // A deleted item may be several children merged into one, so each id is looked up.
    for (let at = clock; at < clock + item.length; at += 1) {
      const was = baseline.itemAt(Y.createID(client, at));
      const content = item.deleted ? was?.content : item.content;
      if (!(content instanceof Y.ContentType)) continue;
      const id = { client, clock: at, length: 1 };
      yield { was: was !== null, is: !item.deleted, type: content.type, id };
    }
  }
}

function came(
  is: "line" | "cell",
  { id }: TableChild,
  at: ChangePlace,
  how: Comparing,
): TextChange {
  const { doer } = how.doerOf("inserted", id.client, id.clock);
  return one({ is, at, doer, ids: [id] });
}

function gone(
  { id }: TableChild,
  words: string,
  name: string,
  at: ChangePlace,
  how: Comparing,
): TextChange {
  const { doer } = how.doerOf("deleted", id.client, id.clock);
  return one({ is: "deleted", at, doer, ids: [id], gone: [{ is: "node", name, words, id }] });
}

function one(piece: ChangePiece): TextChange {
  return { pieces: [piece], doer: piece.doer };
}
