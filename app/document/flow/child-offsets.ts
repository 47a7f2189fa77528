import type { Node } from "@tiptap/pm/model";

/** Where the children of a node begin, counted from the start of its content. */
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

  /** Where a child begins; where the last one ends, for the number of children. */
  startOf(index: number): number {
    return this.starts[index] ?? this.node.content.size;
  }

  /** The children, from the first up to and without the last, that a range touches. */
  span(from: number, to: number): [number, number] {
    // Those that end by `from` are before it; those that begin by `to` are not in it.
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
