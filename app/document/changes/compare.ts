/**
 * Compares a draft with a baseline by the ids of its items (M14). Every item of the text, deleted
 * ones too, stands in one list; looking each up in the baseline tells what was there. Rows are
 * counted as the editor shows them. Pure, so that browser and server count alike.
 */
import type * as Y from "yjs";
import { isBlockUnit } from "#app/document/flow/layout.ts";
import type { ChangedStretch, TextChange } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import { withMoves } from "./moves.ts";
import { tokensOf } from "./tokens.ts";
import { AT_START, type CompareFrom, FlowWalk } from "./walk.ts";

/** A compared stretch, and where the next one starts: null at the end of the text. */
interface Compared {
  readonly stretch: ChangedStretch;
  readonly next: CompareFrom | null;
}

export function keyOfItem({ id: { client, clock } }: Y.Item): string {
  return `${client}:${clock}`;
}

/** Compares from one block that was there and is to the next. */
export function compareStretch(text: Y.XmlText, from: CompareFrom, how: Comparing): Compared {
  const walk = new FlowWalk(how, from, null);
  if (from.item) walk.open(from.item);
  let item = from.item ? from.item.right : text._start;
  let next: CompareFrom | null = null;
  for (; item !== null && !next; item = item.right) {
    for (const token of tokensOf(item, how.baseline)) {
      if (token.was && token.is && isBlockUnit(token.unit)) {
        next = { item, row: walk.row + 1, attrs: walk.attrs };
        break;
      }
      walk.take(token);
    }
  }
  if (!next) walk.end();
  const first = Math.max(from.row, 0);
  const stretch = {
    key: from.item && keyOfItem(from.item),
    row: first,
    rows: walk.row - first + 1,
    changes: walk.changes(),
  };
  return { stretch, next };
}

/** Compares a whole text, stretch by stretch. */
function* compareText(text: Y.XmlText, how: Comparing): Generator<Compared> {
  let from: CompareFrom | null = AT_START;
  while (from) {
    const compared: Compared = compareStretch(text, from, how);
    yield compared;
    from = compared.next;
  }
}

/** All changes of a text at once: for tests, and the worker that counts. */
export function allChanges(text: Y.XmlText, how: Comparing): TextChange[] {
  const changes: TextChange[] = [];
  for (const { stretch } of compareText(text, how)) changes.push(...stretch.changes);
  return [...withMoves(changes.map((change) => ({ change, shift: 0 })))].map(
    ({ change }) => change,
  );
}
