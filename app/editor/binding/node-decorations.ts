import type { Node } from "@tiptap/pm/model";
import { type Decoration, DecorationSet } from "@tiptap/pm/view";

/** What a set is made of; ProseMirror's types leave it out. */
interface Made {
  readonly local: readonly Decoration[];
  /** From, to and set of each child that has some, one after the other. */
  readonly children: readonly (number | DecorationSet)[];
}
type Maker = new (local: Made["local"], children: Made["children"]) => DecorationSet;

/**
 * Decorations of whole nodes and of nothing else, in a long document. With every change ProseMirror
 * asks a set what it has for each child of the document, and the usual set then looks through all of
 * its own for some that reach into the child, which those of whole nodes never do: a complaint with
 * 600 numbers costs half a million looks a key. Relied on (view 1.42): `local` and `children` of a set,
 * its constructor and `forChild`. The test: tests/editor/node-decorations.test.ts.
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

/** The set, which holds decorations of whole nodes alone, ready for a long document. */
export function nodeDecorations(set: DecorationSet): DecorationSet {
  if (set === DecorationSet.empty || set instanceof NodeMarkSet) return set;
  const { local, children } = set as unknown as Made;
  return new (NodeMarkSet as unknown as Maker)(local, children);
}
