/** Whole documents, into the shared text and out of it. */
import type { Node, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { FreshWriter, fillFlow } from "./fill";
import { rootOf } from "./layout";
import { FlowReader } from "./reader";

/**
 * The document that a shared text says. Writes nothing: everybody who has heard the same updates reads
 * the same, ids included.
 */
export function readFlow(doc: Y.Doc, schema: Schema): Node {
  return new FlowReader(rootOf(doc), schema).readAll();
}

/** Writes a document into a shared document that is empty, in one transaction. */
export function writeFlow(doc: Y.Doc, node: Node): void {
  const root = rootOf(doc);
  doc.transact((t) => fillFlow(t, root, node, new FreshWriter(t)));
}

/**
 * One update that brings a document into an empty draft.
 * @param clientId the Yjs client id that all of it is written under: the same bytes each time.
 * @param check reads the JSON; unless given, the schema's own reading.
 */
export function flowUpdate(
  schema: Schema,
  json: unknown,
  clientId: number,
  check: (json: never) => Node = (plain) => schema.nodeFromJSON(plain),
): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  writeFlow(doc, check(json as never));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
