import type { Node } from "@tiptap/pm/model";
import type { Step } from "@tiptap/pm/transform";

/** The number of edits kept; a dispatch that loses one ends before the next begins. */
const REMEMBERED = 8;

/** Others' edits that were dispatched, in case the editor loses them. */
export class RememberedEdits {
  private edits: {
    readonly before: Node;
    readonly after: Node;
    readonly steps: readonly Step[];
  }[] = [];

  add(before: Node, after: Node, steps: readonly Step[]): void {
    this.edits.push({ before, after, steps });
    if (this.edits.length > REMEMBERED) this.edits.shift();
  }

  /**
   * The steps to a document from one that the editor's document derives from, and that one; they
   * are then forgotten. Null where none is known.
   */
  takeSince(
    latest: Node,
    comesFrom: (doc: Node) => boolean,
  ): { readonly shown: Node; readonly steps: readonly Step[] } | null {
    let expected = latest;
    let steps: readonly Step[] = [];
    for (const edit of this.edits.toReversed()) {
      if (edit.after !== expected) return null;
      expected = edit.before;
      steps = [...edit.steps, ...steps];
      if (!comesFrom(expected)) continue;
      this.edits = [];
      return { shown: expected, steps };
    }
    return null;
  }
}
