import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { CONTROL_CHARACTER } from "#app/document/control-characters.ts";

/** Removes control characters from a slice and counts them. */
export function withoutControlCharacters(slice: Slice): {
  readonly slice: Slice;
  readonly leftOut: number;
} {
  const all = new RegExp(CONTROL_CHARACTER, "gu");
  let leftOut = 0;
  const cleaned = (node: Node): Node | null => {
    if (!node.isText) return node.copy(clean(node.content));
    const text = (node.text ?? "").replace(all, () => {
      leftOut += 1;
      return "";
    });
    if (text === node.text) return node;
    return text === "" ? null : node.type.schema.text(text, node.marks);
  };
  const clean = (content: Fragment): Fragment => {
    const kept: Node[] = [];
    content.forEach((node) => {
      const without = cleaned(node);
      if (without) kept.push(without);
    });
    return Fragment.from(kept);
  };
  const content = clean(slice.content);
  if (leftOut === 0) return { slice, leftOut };
  return { slice: new Slice(content, slice.openStart, slice.openEnd), leftOut };
}
