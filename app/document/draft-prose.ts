import * as Y from "yjs";
import { checkedNode } from "./version/validate.ts";
import { ProseError, type ProseJSON } from "./prose.ts";
import { legalSchema } from "./schema.ts";
import {
  type FlowContents,
  flowRoot,
  readContents,
  type Unknown,
  writeFlow,
} from "./flow/index.ts";

/**
 * Reads the prose out of a draft's bytes (one Yjs update that holds the whole state), for a version:
 * anything that is damaged, or can't be shown, is refused with a ProseError that names the block.
 */
export function proseFromUpdate(bytes: Uint8Array): ProseJSON {
  return proseFromDocument(readDraft(bytes));
}

/** As proseFromUpdate, from a shared document, without writing to it. */
export function proseFromDocument(document: Y.Doc): ProseJSON {
  const { node, unknown } = readContents(document, legalSchema());
  const [first] = unknown;
  if (first) throw new ProseError(first.what, first.place, first.blockId);
  return checkedNode(node).toJSON() as ProseJSON;
}

/** The prose of a draft, without what of it can't be shown. */
export interface DraftProse {
  readonly prose: ProseJSON;
  /** What can't be shown and was left out, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/** Reads a draft's bytes as far as they can be read, for whatever is no version. */
export function readableProse(bytes: Uint8Array): DraftProse {
  const { node, unknown } = contentsFromUpdate(bytes);
  return { prose: node.toJSON() as ProseJSON, unknown };
}

/**
 * Reads what a draft's bytes say, and what of it can't be shown. Throws a ProseError only where the
 * bytes are no update at all.
 */
export function contentsFromUpdate(bytes: Uint8Array): FlowContents {
  return readContents(readDraft(bytes), legalSchema());
}

/**
 * The Yjs update that holds this prose, for seeding a draft. `clientId` is the writer: the same prose
 * and client give the same bytes. Refuses prose that the schema does not allow with a ProseError.
 */
export function updateFromProse(prose: ProseJSON, clientId: number): Uint8Array {
  const document = new Y.Doc();
  document.clientID = clientId;
  writeFlow(document, checkedNode(prose));
  return Y.encodeStateAsUpdate(document);
}

/** The shared document of a draft's bytes. Nobody is told of changes, so it need not be destroyed. */
function readDraft(bytes: Uint8Array): Y.Doc {
  const document = new Y.Doc();
  flowRoot(document);
  try {
    // Within a transaction of one's own, since Yjs tidies up formats after somebody else's.
    document.transact(() => Y.applyUpdate(document, bytes));
  } catch {
    throw new ProseError("its bytes are damaged", 0);
  }
  return document;
}
