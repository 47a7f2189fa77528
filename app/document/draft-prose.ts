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
 * Reads the prose from a shared document for a version, without writing to it: anything damaged or
 * unknown is refused with a ProseError that names the block.
 */
export function proseFromDocument(document: Y.Doc): ProseJSON {
  const { node, unknown } = readContents(document, legalSchema());
  const [first] = unknown;
  if (first) throw new ProseError(first.what, first.place, first.blockId);
  return checkedNode(node).toJSON() as ProseJSON;
}

/** A draft's prose without its unknown content. */
export interface DraftProse {
  readonly prose: ProseJSON;
  /** The unknown content that was left out, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/** Reads the known content of a draft's bytes, for every use except a version. */
export function readableProse(bytes: Uint8Array): DraftProse {
  const { node, unknown } = contentsFromUpdate(bytes);
  return { prose: node.toJSON() as ProseJSON, unknown };
}

/**
 * Reads the content of a draft's bytes, known and unknown. Throws a ProseError only where the bytes
 * are not a Yjs update.
 */
export function contentsFromUpdate(bytes: Uint8Array): FlowContents {
  return readContents(readDraft(bytes), legalSchema());
}

/**
 * Encodes prose as a Yjs update, for seeding a draft. `clientId` is the writer: the same prose and
 * client give the same bytes. Refuses prose that violates the schema with a ProseError.
 */
export function updateFromProse(prose: ProseJSON, clientId: number): Uint8Array {
  const document = new Y.Doc();
  document.clientID = clientId;
  writeFlow(document, checkedNode(prose));
  return Y.encodeStateAsUpdate(document);
}

/** Decodes a draft's bytes. The document has no observers, so it need not be destroyed. */
function readDraft(bytes: Uint8Array): Y.Doc {
  const document = new Y.Doc();
  flowRoot(document);
  try {
    // Inside our own transaction: after a foreign one, Yjs would clean up formats.
    document.transact(() => Y.applyUpdate(document, bytes));
  } catch {
    throw new ProseError("its bytes are damaged", 0);
  }
  return document;
}
