import type { Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { readContents } from "./whole.ts";
import type { Unknown } from "./unknown.ts";

/**
 * Takes away what can't be shown, by its id: what a drafter asked for. False where nothing that can't
 * be shown stands there (any more); words and what is shown are never taken away by this. `origin` is
 * the transaction's.
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
    // Letters may have been joined with others that stood there before.
    const item = Y.getItemCleanStart(transaction, Y.createID(client, clock));
    if (item instanceof Y.Item) item.delete(transaction);
  }, origin);
  return true;
}
