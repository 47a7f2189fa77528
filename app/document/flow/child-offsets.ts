import type { Node } from "@tiptap/pm/model";

/** The offsets of a node's children from the start of its content. */
export class ChildOffsets {
  private readonly starts: number[] = [];

  constructor(readonly node: Node) {
    let at = 0;
    for (const child of node.content.content) {
      this.starts.push(at);
      at += child.nodeSize;
    }
    this.starts.push(at);
  }

  /** The offset of a child; for the number of children, the end of the last one. */
  startOf(index: number): number {
    return this.starts[index] ?? this.node.content.size;
  }

  /** The children that a range touches, as first and end index (exclusive). */
  span(from: number, to: number): [number, number] {
    // Children that end at or before `from`, or begin at or after `to`, are not in it.
    const first = this.firstAt((index) => this.startOf(index + 1) > from);
    const last = this.firstAt((index) => this.startOf(index) >= to);
    return [first, Math.max(first, last)];
  }

  private firstAt(is: (index: number) => boolean): number {
    let [low, high] = [0, this.node.childCount];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (is(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
