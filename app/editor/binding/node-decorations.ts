import type { Node } from "@tiptap/pm/model";
import { type Decoration, DecorationSet } from "@tiptap/pm/view";

/** The internal fields of a DecorationSet, which ProseMirror's types leave out. */
interface Made {
  readonly local: readonly Decoration[];
  /** From, to and set of each child with decorations, in sequence. */
  readonly children: readonly (number | DecorationSet)[];
}
type Maker = new (local: Made["local"], children: Made["children"]) => DecorationSet;

/**
 * A DecorationSet for node decorations only, in a long document. With every change ProseMirror asks
 * a set for the decorations of each child of the document, and the usual set then searches all of
 * its local ones for some that extend into the child, which node decorations never do: a complaint
 * with 600 numbers costs half a million checks a key. Relies on (view 1.42): `local` and `children`
 * of a set, its constructor and `forChild`. Test: tests/editor/node-decorations.test.ts.
 */
class NodeMarkSet extends DecorationSet {
  override forChild(offset: number, node: Node): ReturnType<DecorationSet["forChild"]> {
    if (node.isLeaf) return DecorationSet.empty;
    const { children } = this as unknown as Made;
    let [low, high] = [0, children.length / 3];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((children[middle * 3] as number) < offset) low = middle + 1;
      else high = middle;
    }
    const found = children[low * 3] === offset ? children[low * 3 + 2] : undefined;
    return (found as DecorationSet | undefined) ?? DecorationSet.empty;
  }
}

/** Converts a set that holds only node decorations. */
export function nodeDecorations(set: DecorationSet): DecorationSet {
  if (set === DecorationSet.empty || set instanceof NodeMarkSet) return set;
  const { local, children } = set as unknown as Made;
  return new (NodeMarkSet as unknown as Maker)(local, children);
}
