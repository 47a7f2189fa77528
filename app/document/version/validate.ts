import { Node } from "@tiptap/pm/model";
import { checkAttributes } from "#app/document/nodes/attributes.ts";
import { ProseError, type ProseJSON } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";

/**
 * The prose as a document node, fully checked against the schema: nodes, marks and attributes.
 * Throws a ProseError that names the block at fault.
 */
export function checkedNode(prose: ProseJSON | Node): Node {
  const document = prose instanceof Node ? prose : parsedNode(prose);
  document.forEach((child, _offset, index) => {
    naming(index + 1, child.attrs.id, () => {
      checkAttributes(child);
      child.descendants(checkAttributes);
      child.check();
    });
  });
  naming(0, null, () => document.check());
  return document;
}

/** The prose as a document node; checks names and attributes, but not nesting. */
export function parsedNode(prose: ProseJSON): Node {
  const schema = legalSchema();
  const children: readonly unknown[] = Array.isArray(prose.content) ? prose.content : [];
  if (prose.type !== "doc") throw new ProseError("it is not a document", 0);
  const nodes = children.map((child, index) =>
    naming(index + 1, (child as { attrs?: { id?: unknown } } | null)?.attrs?.id, () => {
      const node = Node.fromJSON(schema, child);
      checkAttributes(node);
      node.descendants(checkAttributes);
      return node;
    }),
  );
  return schema.topNodeType.create(null, nodes);
}

/** Runs `read`; an error becomes a ProseError with the place and the block's id. */
export function naming<T>(place: number, id: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProseError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProseError(reason, place, typeof id === "string" ? id : null);
  }
}
