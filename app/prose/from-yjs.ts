import * as Y from "yjs";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import type { Mark, Node } from "@tiptap/pm/model";
import { ProseError, type ProseJSON } from "./prose";
import { checkedNode, naming } from "./checked";
import { FRAGMENT, legalSchema, nodeType } from "./schema";

/**
 * Reads the prose out of a draft's bytes (one Yjs update that holds the whole state).
 *
 * The document is built apart and only read: y-prosemirror's own conversion deletes what it can't
 * draw. What two people made at the same moment and the editor resolves by itself is read as the
 * editor will show it (a cell that both emptied holds one empty block, an emptied table is gone, a
 * draft that nobody wrote in is one empty block). Anything that is damaged or not known is refused
 * with a ProseError that names the block.
 */
export function proseFromUpdate(bytes: Uint8Array): ProseJSON {
  const document = new Y.Doc();
  try {
    Y.applyUpdate(document, bytes);
  } catch {
    document.destroy();
    throw new ProseError("its bytes are damaged", 0);
  }
  try {
    return proseFromFragment(document.getXmlFragment(FRAGMENT));
  } finally {
    document.destroy();
  }
}

/** Reads the prose out of a shared fragment, without writing to it. Refuses as proseFromUpdate does. */
export function proseFromFragment(fragment: Y.XmlFragment): ProseJSON {
  const schema = legalSchema();
  const content: Node[] = [];
  fragment.toArray().forEach((child, index) => {
    const id: unknown = child instanceof Y.XmlElement ? child.getAttribute("id") : null;
    const node = naming(index + 1, id, () => nodeFrom(child));
    if (node !== null) content.push(node);
  });
  if (content.length === 0) content.push(nodeType(schema, "block").create());
  return checkedNode(schema.topNodeType.create(null, content)).toJSON() as ProseJSON;
}

/**
 * The Yjs update that holds this prose, for seeding a draft. `clientId` is the writer: the same prose
 * and client give the same bytes. Refuses prose that the schema does not allow with a ProseError.
 */
export function updateFromProse(prose: ProseJSON, clientId: number): Uint8Array {
  const document = new Y.Doc();
  document.clientID = clientId;
  prosemirrorToYXmlFragment(checkedNode(prose), document.getXmlFragment(FRAGMENT));
  const update = Y.encodeStateAsUpdate(document);
  document.destroy();
  return update;
}

/** Null for what the editor takes away: a table that was emptied from two sides. */
function nodeFrom(shared: unknown): Node | null {
  const schema = legalSchema();
  if (!(shared instanceof Y.XmlElement)) throw new Error("text stands outside of any block");
  const type = schema.nodes[shared.nodeName];
  if (type === undefined || type === schema.topNodeType) {
    throw new Error(`it holds “${shared.nodeName}”, which is not known`);
  }
  const content: Node[] = [];
  for (const child of shared.toArray()) {
    if (child instanceof Y.XmlText) {
      content.push(...textFrom(child));
    } else {
      const node = nodeFrom(child);
      if (node !== null) content.push(node);
    }
  }
  const role: unknown = type.spec.tableRole;
  if (content.length === 0 && role === "table") return null;
  if (content.length === 0 && (role === "cell" || role === "header_cell")) {
    content.push(nodeType(schema, "block").create());
  }
  return type.create(shared.getAttributes(), content);
}

function textFrom(shared: Y.XmlText): Node[] {
  const schema = legalSchema();
  const pieces = shared.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return pieces.map(({ insert, attributes }) => {
    if (typeof insert !== "string") throw new Error("something other than text stands in its text");
    const marks: Mark[] = Object.entries(attributes ?? {}).map(([name, value]) => {
      const type = schema.marks[name];
      if (type === undefined) throw new Error(`its text is marked “${name}”, which is not known`);
      return type.create(isRecord(value) ? value : null);
    });
    return schema.text(insert, marks);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
