import type { Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { readContents } from "./whole.ts";
import type { Unknown } from "./unknown.ts";

/**
 * Deletes unknown content by its id, on a drafter's request. False where there is no unknown
 * content with that id (any more); known content is never deleted. `origin` is the transaction's.
 */
export function removeUnknown(
  document: Y.Doc,
  schema: Schema,
  { client, clock }: Pick<Unknown, "client" | "clock">,
  origin: unknown = null,
): boolean {
  const { unknown } = readContents(document, schema);
  if (!unknown.some((known) => known.client === client && known.clock === clock)) return false;
  document.transact((transaction) => {
    // The letters may have been merged with earlier ones.
    const item = Y.getItemCleanStart(transaction, Y.createID(client, clock));
    if (item instanceof Y.Item) item.delete(transaction);
  }, origin);
  return true;
}
