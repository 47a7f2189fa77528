import type { Node } from "@tiptap/pm/model";
import type { ID } from "yjs";

/**
 * Content of a flow that this release can't show: an element or a format of another release or a
 * foreign program, or an invalid attribute value. It has no width, is never deleted automatically,
 * and can be deleted by its id.
 */
export interface Unknown {
  /** The id of its Yjs item: the client that wrote it, and its clock. */
  readonly client: number;
  readonly clock: number;
  /** Its description: the end of a sentence that starts with a block, "Block 3". */
  readonly what: string;
  /** The position in the document that it precedes. */
  readonly position: number;
  /** The number, from 1, of the block, table or page break that it is in or before. */
  readonly place: number;
  /** The id of that block; null where it has none. */
  readonly blockId: string | null;
}

/** Unknown content before its position is determined. */
export interface UnplacedUnknown {
  readonly id: ID;
  readonly what: string;
}

interface PlacedUnknown {
  readonly finding: UnplacedUnknown;
  readonly position: number;
}

/** Collects unknown content while a document is built. */
export class Unknowns {
  readonly #found: PlacedUnknown[] = [];

  add(findings: readonly UnplacedUnknown[], position: number): void {
    for (const finding of findings) this.#found.push({ finding, position });
  }

  /** All of it with positions in that document, in the order of the text. */
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
