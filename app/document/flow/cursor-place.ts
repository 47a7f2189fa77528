/**
 * The state of a flow cursor (cursor.ts): the items it is between, the formats in force, and the
 * formats and end anchors between it and the last unit.
 */
import * as Y from "yjs";
import { type Attrs, equalAttrs, equalValue, withFormat } from "./formats.ts";
import { afterFormat } from "./inline.ts";
import { cutItem, putItem } from "./items.ts";
import { END, isBlockUnit, shownUnitOf } from "./layout.ts";

/** The kind of the last unit before the cursor. */
export type CursorStanding = "start" | "block" | "marker" | "inline";

export interface CursorStart {
  readonly type: Y.XmlText;
  /** The item directly before the start; null for the flow's start. */
  readonly left: Y.Item | null;
  readonly attrs: Attrs;
  readonly standing: CursorStanding;
  /** Whether the flow is a footnote's. */
  readonly isNote: boolean;
  /** Whether the operations cover everything after the start. */
  readonly isToEnd: boolean;
}

export class CursorPlace {
  protected readonly type: Y.XmlText;
  protected readonly isNote: boolean;
  protected readonly isToEnd: boolean;
  protected left: Y.Item | null;
  protected right: Y.Item | null;
  /** The formats in force at the cursor. */
  protected attrs: Attrs;
  /** The formats that would be in force without the changes. */
  protected original: Attrs;
  /** The formats in force directly after the last unit. */
  protected beforeGap: Attrs;
  /** Formats and end anchors between the last unit and the cursor. */
  protected gap: Y.Item[] = [];
  protected anchors: Y.Item[] = [];
  protected standing: CursorStanding;

  constructor(
    protected readonly t: Y.Transaction,
    start: CursorStart,
  ) {
    this.type = start.type;
    this.isNote = start.isNote;
    this.isToEnd = start.isToEnd;
    this.left = start.left;
    this.right = start.left ? start.left.right : start.type._start;
    this.attrs = start.attrs;
    this.original = start.attrs;
    this.beforeGap = start.attrs;
    this.standing = start.standing;
  }

  protected step(): void {
    const { right } = this;
    this.left = right;
    this.right = right ? right.right : null;
  }

  protected put(content: Y.Item["content"]): void {
    this.left = putItem(this.t, this.type, this.left, this.right, content);
  }

  /** Skips invisible items; stops before the next visible unit, or at the end. */
  protected advance(): Y.Item | null {
    for (let item = this.right; item !== null; item = this.right) {
      if (!item.deleted) {
        const unit = shownUnitOf(item);
        if (unit === "format") {
          this.original = afterFormat(this.original, item);
          this.attrs = afterFormat(this.attrs, item);
          this.gap.push(item);
        } else if (unit === "text") {
          const { str } = item.content as Y.ContentString;
          let n = 0;
          while (n < str.length && str[n] === END) n += 1;
          if (n === 0) return item;
          if (n < str.length) cutItem(this.t, item, n);
          this.anchors.push(item);
        } else if (unit !== "none" && !(this.isNote && (isBlockUnit(unit) || unit === "note"))) {
          return item;
        }
      }
      this.step();
    }
    return null;
  }

  protected next(): Y.Item {
    const item = this.advance();
    if (!item) throw new Error("the shared text is shorter than the editor's");
    return item;
  }

  /** Passes a visible item, or its first n letters; returns how many units that were. */
  protected pass(item: Y.Item, n: number): number {
    let length = 1;
    if (item.content instanceof Y.ContentString) {
      const { str } = item.content;
      const end = str.indexOf(END);
      length = Math.min(n, end < 0 ? str.length : end);
      if (length < str.length) cutItem(this.t, item, length);
      this.standing = "inline";
    } else {
      const unit = shownUnitOf(item);
      if (unit === "marker") this.standing = "marker";
      else this.standing = isBlockUnit(unit) ? "block" : "inline";
    }
    this.step();
    return length;
  }

  /**
   * Changes the formats at the cursor to `wanted`, and removes those in the gap that have no
   * effect.
   */
  protected resolve(wanted: Attrs, before: Attrs): void {
    const last = new Map<string, Y.Item>();
    for (const item of this.gap) last.set((item.content as Y.ContentFormat).key, item);
    for (const item of this.gap) {
      const { key, value } = item.content as Y.ContentFormat;
      const target = wanted[key] ?? null;
      const isUseful =
        last.get(key) === item &&
        !equalValue(before[key] ?? null, target) &&
        equalValue((value as unknown) ?? null, target);
      if (isUseful) continue;
      item.delete(this.t);
      // Reverts the removed format's effect after the gap.
      this.attrs = withFormat(this.attrs, key, before[key] ?? null);
    }
    for (const item of last.values()) {
      if (!item.deleted) this.attrs = afterFormat(this.attrs, item);
    }
    this.gap = [];
    this.emit(wanted);
  }

  protected emit(wanted: Attrs): void {
    if (equalAttrs(this.attrs, wanted)) return;
    for (const key of new Set([...Object.keys(this.attrs), ...Object.keys(wanted)])) {
      const value = wanted[key] ?? null;
      if (equalValue(this.attrs[key] ?? null, value)) continue;
      this.put(new Y.ContentFormat(key, value as object));
      this.attrs = withFormat(this.attrs, key, value);
    }
  }

  protected settleAnchors(keepOne: boolean): void {
    for (const [i, item] of this.anchors.entries()) {
      if (!(keepOne && i === 0)) item.delete(this.t);
    }
    this.anchors = [];
  }

  /** Ends a text block at the cursor: ensures exactly one end anchor. */
  protected close(): void {
    if (this.isNote) return;
    const isOpen = this.standing === "inline" || this.standing === "marker";
    if (isOpen && this.anchors.length === 0) this.put(new Y.ContentString(END));
    this.settleAnchors(isOpen);
    if (isOpen) this.standing = "block";
  }
}
