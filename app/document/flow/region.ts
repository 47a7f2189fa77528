/** Reads the rows of a flow, whole or from one row until the following rows are unchanged. */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { Alignment } from "./alignment.ts";
import type { Change } from "./changes.ts";
import { type Attrs, NO_ATTRS, equalAttrs } from "./formats.ts";
import { afterFormat, appendText, noteSize } from "./inline.ts";
import { isBlockUnit, lettersOf, shownUnitOf, unitOf } from "./layout.ts";
import type { KnownRows } from "./row-reading.ts";
import { type Flow, Row } from "./rows.ts";

/** The changes of one transaction, for comparison with the document before it. */
interface Since {
  readonly transaction: Y.Transaction;
  /** The rows in or after which something changed; -1 is the flow's start. */
  readonly dirty: ReadonlySet<number>;
  /** The flow as the editor shows it, and where its content begins; null to skip the comparison. */
  readonly shown: { readonly node: Node; readonly base: number } | null;
}

export interface Region {
  /** The rows from `from` up to `to` are replaced by `rows`. */
  readonly from: number;
  readonly to: number;
  readonly rows: Row[];
  /**
   * The differences between the document before and the rows; positions after count from the first
   * row.
   */
  readonly changes: readonly Change[];
}

/** Reads from the row `from`, or from the start (-1); without `since`, to the end. */
export function readRegion(
  reader: KnownRows,
  flow: Flow,
  from = -1,
  since: Since | null = null,
): Region {
  return new RegionReading(reader, flow, from, since).read();
}

class RegionReading {
  private readonly rows: Row[] = [];
  private readonly alignment: Alignment | null;
  private attrs: Attrs;
  /** The formats in force where a markerless block would begin. */
  private bound: Attrs;
  private open: Row | null = null;
  private to: number;

  constructor(
    private readonly reader: KnownRows,
    private readonly flow: Flow,
    private readonly from: number,
    private readonly since: Since | null,
  ) {
    this.attrs = flow.rows[from]?.start ?? NO_ATTRS;
    this.bound = this.attrs;
    this.to = flow.rows.length;
    const shown = since?.shown;
    const wasEmpty = from < 0 && flow.isEmpty;
    this.alignment = shown
      ? new Alignment(shown.node, Math.max(from, 0), shown.base, wasEmpty)
      : null;
  }

  read(): Region {
    const { flow, from, rows, alignment } = this;
    let item: Y.Item | null = flow.rows[from]?.item ?? flow.type._start;
    for (; item !== null; item = item.right) {
      const unit = unitOf(item);
      if (unit === "format") {
        if (!item.deleted) this.attrs = afterFormat(this.attrs, item);
      } else if (isBlockUnit(unit)) {
        if (this.readBlock(item, unit)) break;
      } else if (unit !== "none") this.readInline(item, unit);
    }
    if (item === null && from < 0 && rows.length === 0) {
      const row = new Row(flow, "text", null, this.keyOfImplicit(), NO_ATTRS);
      row.isEmpty = true;
      rows.push(row);
      alignment?.empty();
    }
    alignment?.end();
    return { from: Math.max(from, 0), to: this.to, rows, changes: alignment?.changes ?? [] };
  }

  /** True where this row and the following ones are unchanged. */
  private readBlock(item: Y.Item, unit: "marker" | "atom" | "table" | string): boolean {
    const { reader, flow, since, alignment } = this;
    const known = reader.rowOf(item);
    const wasThere = known !== undefined && known.flow === flow && known.item === item;
    const isThere = !item.deleted && shownUnitOf(item) === unit;
    if (wasThere && isThere && since && known.index > this.from && !since.dirty.has(known.index)) {
      if (equalAttrs(known.start, this.attrs)) {
        this.to = known.index;
        return true;
      }
    }
    if (!wasThere && !isThere) return false;
    let row: Row | null = null;
    if (isThere) {
      const kind = unit === "marker" ? "text" : unit;
      row = new Row(flow, kind as Row["kind"], item, null, this.attrs);
      this.rows.push(row);
      this.bound = this.attrs;
      this.open = row.kind === "text" ? row : null;
    }
    const size = alignment && row && row.kind !== "text" ? reader.sizeOf(row) : 1;
    alignment?.block(wasThere, isThere, unit === "marker", size);
    return false;
  }

  /** Reads letters and inline units. */
  private readInline(item: Y.Item, unit: string): void {
    const { alignment } = this;
    const isThere = !item.deleted;
    const wasThere = this.wasThere(item);
    if (!wasThere && !isThere) return;
    if (unit === "text") {
      const text = lettersOf(item);
      if (text === "") return;
      if (isThere) appendText(this.content(), text, this.attrs);
      alignment?.inline(wasThere, isThere, text.length, text.length);
      return;
    }
    const isNote = unit === "note";
    if (isThere) this.content().push({ item, isNote });
    // The old size of a footnote comes from its node.
    if (isNote) alignment?.inline(wasThere, isThere, null, isThere ? noteSize(item) : 0);
    else alignment?.inline(wasThere, isThere, 1, 1);
  }

  private wasThere(item: Y.Item): boolean {
    if (!this.since) return !item.deleted;
    const { transaction } = this.since;
    if (isAdded(transaction, item)) return false;
    return !item.deleted || Y.isDeleted(transaction.deleteSet, item.id);
  }

  /** The content of the open block; opens a markerless one where there is none. */
  private content() {
    if (!this.open) {
      this.open = new Row(this.flow, "text", null, this.keyOfImplicit(), this.bound);
      this.rows.push(this.open);
    }
    return (this.open.content ??= []);
  }

  private keyOfImplicit(): Y.ID | null {
    return this.rows.at(-1)?.item?.id ?? this.flow.type._item?.id ?? null;
  }
}

/** Whether the transaction added this item. */
export function isAdded(transaction: Y.Transaction, item: Y.Item): boolean {
  return item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
}
