import { Node } from "@tiptap/pm/model";
import { ProseError } from "./prose";
import type { ProseJSON } from "./prose";
import { legalSchema } from "./schema";

/**
 * The prose as a document node, checked against the schema: every node, mark and attribute. Refuses
 * with a ProseError that names the block at fault.
 */
export function checkedNode(prose: ProseJSON | Node): Node {
  const document = prose instanceof Node ? prose : parsed(prose);
  document.forEach((child, _offset, index) => {
    try {
      child.check();
    } catch (error) {
      const id: unknown = child.attrs.id;
      throw new ProseError(reasonOf(error), index + 1, typeof id === "string" ? id : null);
    }
  });
  try {
    document.check();
  } catch (error) {
    throw new ProseError(reasonOf(error), 0);
  }
  return document;
}

function parsed(prose: ProseJSON): Node {
  const schema = legalSchema();
  const children: readonly unknown[] = Array.isArray(prose.content) ? prose.content : [];
  if (prose.type !== "doc") throw new ProseError("it is not a document", 0);
  const nodes = children.map((child, index) => {
    try {
      return Node.fromJSON(schema, child);
    } catch (error) {
      throw new ProseError(reasonOf(error), index + 1);
    }
  });
  return schema.topNodeType.create(null, nodes);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
