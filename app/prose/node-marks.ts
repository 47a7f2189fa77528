import type { Node } from "@tiptap/pm/model";
import { Mapping, StepMap } from "@tiptap/pm/transform";
import { type Decoration, DecorationSet } from "@tiptap/pm/view";
import { changedChildren } from "./changes";

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
 * 600 numbers costs half a million looks a key.
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
export function nodeMarks(set: DecorationSet): DecorationSet {
  if (set === DecorationSet.empty || set instanceof NodeMarkSet) return set;
  const { local, children } = set as unknown as Made;
  return new (NodeMarkSet as unknown as Maker)(local, children);
}

/**
 * Somebody else's edit arrives as a replacement of the whole document, over which no decoration
 * survives; but most blocks say what they said. Their marks move along, and `marksOf` tells those of
 * the others.
 * @param marksOf the decorations of the children from one index up to another.
 */
export function movedAlong(
  set: DecorationSet,
  before: Node,
  after: Node,
  marksOf: (from: number, to: number) => Decoration[],
): DecorationSet {
  const { start, oldEnd, newEnd } = changedChildren(before, after, isEqual);
  if (start === oldEnd && start === newEnd) return set;
  const position = sizeOf(before, 0, start);
  const change = [position, sizeOf(before, start, oldEnd), sizeOf(after, start, newEnd)] as const;
  const moved = set.map(new Mapping([new StepMap(change)]), after);
  return nodeMarks(moved.add(after, marksOf(start, newEnd)));
}

function isEqual(one: Node, other: Node): boolean {
  return one.eq(other);
}

function sizeOf(document: Node, from: number, to: number): number {
  let size = 0;
  for (let index = from; index < to; index += 1) size += document.child(index).nodeSize;
  return size;
}
