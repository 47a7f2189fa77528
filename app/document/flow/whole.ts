/** Whole documents, into the shared text and out of it. */
import type { Node, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { FreshWriter, fillFlow } from "./fill.ts";
import { FlowReader } from "./reader.ts";
import { flowRoot } from "./root.ts";
import type { Unknown } from "./unknown.ts";
import { unknownIn } from "./unknown-in.ts";

/**
 * The document that a shared text says. Writes nothing: everybody who has heard the same updates reads
 * the same, ids included.
 */
export function readFlow(doc: Y.Doc, schema: Schema): Node {
  return new FlowReader(flowRoot(doc), schema).readAll();
}

/** What a flow says. */
export interface FlowContents {
  /** The document, in which every attribute and mark is one that legal text may have. */
  readonly node: Node;
  /** What of the flow can't be shown, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/**
 * Reads what a shared text says, and what of it can't be shown. Writes nothing, keeps nothing, and
 * throws for nothing that can stand in a flow.
 */
export function readContents(doc: Y.Doc, schema: Schema): FlowContents {
  const reader = new FlowReader(flowRoot(doc), schema);
  const node = reader.readAll();
  return { node, unknown: unknownIn(reader, node) };
}

/** Writes a document into a shared document that is empty, in one transaction. */
export function writeFlow(doc: Y.Doc, node: Node): void {
  const root = flowRoot(doc);
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
