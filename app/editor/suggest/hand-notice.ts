import { Fragment } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { StepMap } from "@tiptap/pm/transform";
import { mapStruck, noticeKey, type PlacedNotice } from "#app/editor/paste/paste-notice.ts";

/**
 * Hands the notice of a transaction on to the same edit in another text.
 * @param by how far the positions of the other text are from these.
 */
export function handNotice(from: Transaction, to: Transaction, by: number): Transaction {
  const told = from.getMeta(noticeKey) as PlacedNotice | null | undefined;
  if (told === undefined) return to;
  if (told === null) return to.setMeta(noticeKey, null);
  const moved = mapStruck(told.struck, StepMap.offset(by));
  const { schema } = to.doc.type;
  const pieces = moved?.pieces.map(({ position, content }) => {
    return { position, content: Fragment.fromJSON(schema, content.toJSON()) };
  });
  const pasted = told.pasted && { from: told.pasted.from + by, to: told.pasted.to + by };
  const struck = moved && pieces ? { ...moved, pieces } : null;
  const placed: PlacedNotice = { content: told.content, pasted, struck };
  return to.setMeta(noticeKey, placed);
}
