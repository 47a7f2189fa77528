import type * as Y from "yjs";
import {
  AT_START,
  type Baseline,
  type BothAttrs,
  type ChangePlace,
  type CompareFrom,
  compareStretch,
  type DoerOf,
  keyOfItem,
  PLAIN,
  type PlacedChange,
  type TextChange,
  withMoves,
} from "#app/document/changes/index.ts";
import { equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import type { FlowBinding } from "#app/editor/binding/index.ts";

/** A change as the desk shows it. */
export interface ShownChange extends TextChange {
  /** The same as long as the change is there. */
  readonly id: string;
}

/** The changes from one block that was there before to the next, as last compared. */
interface FoundStretch {
  /** Its first block; null at the start. */
  readonly item: Y.Item | null;
  /** The row that its places count from. */
  readonly row: number;
  readonly changes: readonly ShownChange[];
}

/** Key of what stands before the first block that was there. */
const HEAD = "head";

/**
 * All changes of a draft since a baseline, kept up to date block by block (M14): what nobody touched is
 * not compared again.
 */
export class ChangeSet {
  readonly #found = new Map<string, FoundStretch>();
  /** The formats where blocks that were there before begin, where there are any. */
  readonly #formats = new Map<string, BothAttrs>();

  constructor(
    readonly binding: FlowBinding,
    readonly baseline: Baseline,
    public doerOf: DoerOf,
  ) {}

  /** Compares everything, stretch by stretch, so that it can be done in slices. */
  *compareAll(): Generator<void, void, void> {
    this.#found.clear();
    let from: CompareFrom | null = AT_START;
    while (from) {
      from = this.#compare(from);
      if (from) this.#keepFormats(from);
      yield;
    }
  }

  /** Compares the rows between two again, with what of the stretches they are in. */
  compareRows(first: number, last: number): void {
    for (const [key, { item }] of this.#found) if (item?.deleted) this.#found.delete(key);
    let from: CompareFrom | null = this.#startBefore(first);
    let isOther = false;
    // Past them, too, where what makes words look otherwise is another now.
    while (from && (from.row <= last || isOther)) {
      from = this.#compare(from);
      isOther = from !== null && this.#keepFormats(from);
    }
  }

  /** Compares the stretches again in which a change is that this holds for. */
  compareWhere(holds: (change: ShownChange) => boolean): void {
    const rows = [...this.#found.values()]
      .filter(({ changes }) => changes.some(holds))
      .map((stretch) => this.#rowOf(stretch));
    for (const row of rows) this.compareRows(row, row);
  }

  /** The changes in the order of the text, with the row that their places count from. */
  inOrder(): Iterable<PlacedChange<ShownChange>> {
    return withMoves(this.#placed());
  }

  *#placed(): Generator<PlacedChange<ShownChange>> {
    const stretches = [...this.#found.values()]
      .map((stretch) => ({ stretch, now: this.#rowOf(stretch) }))
      .filter(({ now }) => now >= 0)
      .sort((one, other) => one.now - other.now);
    for (const { stretch, now } of stretches) {
      for (const change of stretch.changes) yield { change, shift: now - stretch.row };
    }
  }

  #compare(from: CompareFrom): CompareFrom | null {
    // Rows may have come or gone before it since the last slice.
    const row = from.item ? (this.binding.rowOf(from.item)?.index ?? from.row) : from.row;
    const start = { ...from, row };
    const { stretch, next } = compareStretch(this.binding.root, start, this);
    const key = stretch.key ?? HEAD;
    if (stretch.changes.length === 0) this.#found.delete(key);
    else {
      this.#found.set(key, {
        item: from.item,
        row: Math.max(row, 0),
        changes: stretch.changes.map((change) => ({ ...change, id: idOf(change) })),
      });
    }
    return next;
  }

  /** Keeps the formats in force at a block; true where something else makes them differ than before. */
  #keepFormats({ item, attrs }: CompareFrom): boolean {
    if (!item) return false;
    const key = keyOfItem(item);
    const { by } = this.#formats.get(key) ?? PLAIN;
    if (attrs.before === NO_ATTRS && attrs.now === NO_ATTRS) this.#formats.delete(key);
    else this.#formats.set(key, attrs);
    return !equalValue(by, attrs.by);
  }

  /** The nearest block at or before a row that was there before. */
  #startBefore(row: number): CompareFrom {
    const { rows } = this.binding;
    // Content before the first block goes with it.
    for (let index = Math.min(row, rows.length - 1); index > 0; index -= 1) {
      const at = rows[index];
      if (!at?.item || !this.baseline.itemAt(at.item.id)) continue;
      const { before, by } = this.#formats.get(keyOfItem(at.item)) ?? PLAIN;
      return { item: at.item, row: index, attrs: { before, now: at.start, by } };
    }
    return AT_START;
  }

  #rowOf({ item }: FoundStretch): number {
    if (!item) return 0;
    return item.deleted ? -1 : (this.binding.rowOf(item)?.index ?? -1);
  }
}

/** A place whose row is counted from somewhere else. */
export function shifted(at: ChangePlace, shift: number): ChangePlace {
  return shift === 0 ? at : { ...at, row: at.row + shift };
}

function idOf({ pieces: [piece] }: TextChange): string {
  const [id] = piece.ids;
  return id ? `${piece.is} ${id.client}:${id.clock}` : piece.is;
}
