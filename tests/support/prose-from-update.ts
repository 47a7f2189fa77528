import * as Y from "yjs";
import { proseFromDocument } from "#app/document/draft-prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ProseJSON } from "#app/document/prose.ts";

/** The prose of a draft's bytes (one Yjs update with the whole state), read as for a version. */
export function proseFromUpdate(bytes: Uint8Array): ProseJSON {
  const document = new Y.Doc();
  flowRoot(document);
  // Inside our own transaction: after a foreign one, Yjs would clean up formats.
  document.transact(() => Y.applyUpdate(document, bytes));
  return proseFromDocument(document);
}
