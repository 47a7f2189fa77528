import type { Node } from "@tiptap/pm/model";
import type { ID } from "yjs";

/**
 * Something in a flow that can't be shown, because nobody knows what it is: an element or a format of
 * another release or of a foreign program, a value that an attribute can't have. It has no width, it
 * is never deleted unasked, and it can be taken away by its id.
 */
export interface Unknown {
  /** The client that wrote it, and where among what that client wrote: the id of its item in Yjs. */
  readonly client: number;
  readonly clock: number;
  /** What it is: the end of a sentence that begins with a block, "Block 3". */
  readonly what: string;
  /** Before this position of the document. */
  readonly position: number;
  /** The block, table or page break that it stands in or before, counted from 1. */
  readonly place: number;
  /** The id of that block, where it has one. */
  readonly blockId: string | null;
}

/** What is wrong with something, before it is known where that stands. */
export interface UnplacedUnknown {
  readonly id: ID;
  readonly what: string;
}

interface PlacedUnknown {
  readonly finding: UnplacedUnknown;
  readonly position: number;
}

/** Gathers what can't be shown while a document is put together. */
export class Unknowns {
  readonly #found: PlacedUnknown[] = [];

  add(findings: readonly UnplacedUnknown[], position: number): void {
    for (const finding of findings) this.#found.push({ finding, position });
  }

  /** All of it, in the order of the text, with where it stands in that document. */
  placedIn(document: Node): Unknown[] {
    let place = 1;
    let end = document.firstChild?.nodeSize ?? 0;
    return this.#found
      .toSorted((one, other) => one.position - other.position)
      .map(({ finding: { id, what }, position }) => {
        while (position >= end && place < document.childCount) {
          end += document.child(place).nodeSize;
          place += 1;
        }
        const blockId: unknown = document.maybeChild(place - 1)?.attrs.id;
        const { client, clock } = id;
        const named = typeof blockId === "string" ? blockId : null;
        return { client, clock, what, position, place, blockId: named };
      });
  }
}
