import * as Y from "yjs";

/** Whether words of other clients stand within an item: in a footnote, or a table. */
export function holdsOthers(item: Y.Item, own: number): boolean {
  if (!(item.content instanceof Y.ContentType)) return false;
  for (let at = item.content.type._start; at !== null; at = at.right) {
    if (at.deleted) continue;
    if (at.id.client !== own && (at.countable || at.content instanceof Y.ContentType)) return true;
    if (holdsOthers(at, own)) return true;
  }
  return false;
}
