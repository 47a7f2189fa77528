import { Fragment, Slice, type Node, type Schema } from "@tiptap/pm/model";
import { nodeType } from "#app/document/schema.ts";

/**
 * Converts what is pasted or dropped into a footnote: paragraphs become lines, footnotes plain
 * text. Everything else is dropped.
 */
export function contentForFootnote(
  schema: Schema,
  slice: Slice,
): { readonly words: Slice; readonly leftOut: boolean } {
  const words: Node[] = [];
  let leftOut = false;
  const collect = (node: Node): void => {
    if (node.type.name === "footnote") {
      words.push(schema.text(" "));
      node.forEach(collect);
    } else if (node.isInline) {
      words.push(node);
    } else if (node.isLeaf) {
      leftOut = true;
    } else {
      if (node.isTextblock && words.length > 0) words.push(nodeType(schema, "hardBreak").create());
      node.forEach(collect);
    }
  };
  slice.content.forEach(collect);
  return { words: new Slice(Fragment.from(words), 0, 0), leftOut };
}
