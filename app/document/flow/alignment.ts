/**
 * Computes where a flow differs from what the editor shows, while it is read: it is fed all items
 * in order, the ones that were there and the ones that are. Positions before are offsets in the
 * editor's document, positions after count from the first row read.
 *
 * A range begins and ends at the same depth on both sides, so that it becomes one ReplaceStep:
 * between blocks where both sides begin with a block unit, otherwise inside one.
 */
import type { Node } from "@tiptap/pm/model";
import type { Change } from "./changes.ts";

/** One of the two texts: the current position, and whether a text block is open there. */
interface Side {
  at: number;
  isOpen: boolean;
}

interface Divergence {
  readonly a: Side;
  readonly b: Side;
  /** Whether the first differing unit is a block unit; null where that side has nothing. */
  blockA: boolean | null;
  blockB: boolean | null;
}

export class Alignment {
  readonly changes: Change[] = [];
  private readonly a: Side;
  private readonly b: Side = { at: 0, isOpen: false };
  private open: Divergence | null = null;
  private row: number;
  /** Where the content of the current block of the editor begins. */
  private blockStart = 0;

  constructor(
    /** The node of the flow as the editor shows it. */
    private readonly node: Node,
    from: number,
    base: number,
    /** True where the flow was completely empty, for which the editor shows one empty block. */
    private wasEmpty: boolean,
  ) {
    this.a = { at: base, isOpen: false };
    this.row = from - 1;
  }

  /**
   * Feeds a marker, an atom or a table.
   * @param size its positions after the change, for the latter two.
   */
  block(wasThere: boolean, isThere: boolean, isMarker: boolean, size: number): void {
    if (this.wasEmpty && isThere && !wasThere) {
      this.wasEmpty = false;
      if (isMarker && !this.open) {
        // The empty block received its marker.
        this.openA();
        this.openB();
        return;
      }
      this.begin().blockA ??= true;
      this.openA();
    }
    this.meet(wasThere, isThere, true);
    if (wasThere) {
      if (isMarker) this.openA();
      else {
        closeSide(this.a);
        this.row += 1;
        this.a.at += this.node.child(this.row).nodeSize;
      }
    }
    if (!isThere) return;
    if (isMarker) this.openB();
    else {
      closeSide(this.b);
      this.b.at += size;
    }
  }

  /**
   * Feeds letters, an inline atom or a footnote.
   * @param sizeA null to take the size from the editor's own node.
   */
  inline(wasThere: boolean, isThere: boolean, sizeA: number | null, sizeB: number): void {
    const [opensA, opensB] = [wasThere && !this.a.isOpen, isThere && !this.b.isOpen];
    if (opensA && opensB) {
      this.close(true);
      this.openA();
      this.openB();
    } else if (opensA) {
      this.begin().blockA ??= true;
      this.openA();
    } else if (opensB && this.wasEmpty) {
      this.wasEmpty = false;
      if (this.open) this.open.blockA ??= true;
      this.openA();
      this.openB();
    } else if (opensB) {
      this.begin().blockB ??= true;
      this.openB();
    }
    this.meet(wasThere, isThere, false);
    if (wasThere) this.a.at += sizeA ?? this.nodeSizeHere();
    if (isThere) this.b.at += sizeB;
  }

  /** Call when the flow is read as empty. */
  empty(): void {
    if (this.wasEmpty) {
      this.wasEmpty = false;
      this.openA();
    } else this.begin().blockB ??= true;
    this.openB();
  }

  /** Call when the whole flow is read. */
  end(): void {
    if (this.wasEmpty) {
      this.begin().blockA ??= true;
      this.openA();
    }
    this.close(true);
  }

  /** A unit on both sides ends a difference; a unit on one side starts or extends one. */
  private meet(wasThere: boolean, isThere: boolean, isBlock: boolean): void {
    if (wasThere && isThere) return this.close(isBlock);
    const open = this.begin();
    if (wasThere) open.blockA ??= isBlock;
    if (isThere) open.blockB ??= isBlock;
  }

  private begin(): Divergence {
    return (this.open ??= { a: { ...this.a }, b: { ...this.b }, blockA: null, blockB: null });
  }

  /** @param isBlock whether the next unit on both sides is a block unit, or there is none. */
  private close(isBlock: boolean): void {
    const { open, a, b } = this;
    if (!open) return;
    this.open = null;
    const isBetween = (open.blockA ?? isBlock) && (open.blockB ?? isBlock);
    const fromA = open.a.at + (isBetween && open.a.isOpen ? 1 : 0);
    const fromB = open.b.at + (isBetween && open.b.isOpen ? 1 : 0);
    const staysInside = isBlock && a.isOpen && b.isOpen && !isBetween && open.a.isOpen;
    const toA = a.at + (isBlock && !staysInside && a.isOpen ? 1 : 0);
    const toB = b.at + (isBlock && !staysInside && b.isOpen ? 1 : 0);
    if (fromA !== toA || fromB !== toB) this.changes.push({ fromA, toA, fromB, toB });
  }

  private openA(): void {
    this.row += 1;
    openSide(this.a);
    this.blockStart = this.a.at;
  }
  private openB(): void {
    openSide(this.b);
  }

  private nodeSizeHere(): number {
    const node = this.node.child(this.row).nodeAt(this.a.at - this.blockStart);
    if (!node) throw new Error("the editor has no footnote where one was");
    return node.nodeSize;
  }
}

function openSide(side: Side): void {
  side.at += side.isOpen ? 2 : 1;
  side.isOpen = true;
}

function closeSide(side: Side): void {
  if (side.isOpen) side.at += 1;
  side.isOpen = false;
}
