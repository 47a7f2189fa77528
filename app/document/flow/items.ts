/**
 * Creates and splits Yjs items directly. The index API of Y.Text walks the whole text once it has
 * formats (13.6: `findPosition` then uses no search markers), which at 150 pages is 40,000 items a
 * key. Relies on: the constructor and `integrate` of Item, `getItemCleanStart`. Tests:
 * tests/flow/random-1.test.ts.
 */
import * as Y from "yjs";
import { isAnchors, isBlockUnit, shownUnitOf } from "./layout.ts";

/** Inserts content between `left` (null for the start) and `right`. */
export function putItem(
  t: Y.Transaction,
  parent: Y.XmlText,
  left: Y.Item | null,
  right: Y.Item | null,
  content: Y.Item["content"],
): Y.Item {
  const { clientID, store } = t.doc;
  const item = new Y.Item(
    Y.createID(clientID, Y.getState(store, clientID)),
    left,
    left && left.lastId,
    right,
    right && right.id,
    parent,
    null,
    content,
  );
  item.integrate(t, 0);
  forgetSearchMarkers(parent);
  return item;
}

/** Splits an item so that another begins `at` letters into it; returns that one. */
export function cutItem(t: Y.Transaction, item: Y.Item, at: number): Y.Item {
  return Y.getItemCleanStart(t, Y.createID(item.id.client, item.id.clock + at));
}

/** Clears Yjs's cached indexes, which only its own index API keeps up to date. */
export function forgetSearchMarkers(type: Y.XmlText): void {
  if (type._searchMarker) type._searchMarker.length = 0;
}

/**
 * Whether a block ends before this item: the next visible unit is a block unit, or there is none.
 */
export function isBlockEnd(from: Y.Item | null): boolean {
  for (let item = from; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "format" || unit === "none") continue;
    if (unit === "text" && isAnchors((item.content as Y.ContentString).str)) continue;
    return isBlockUnit(unit);
  }
  return true;
}
