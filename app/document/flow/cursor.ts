/**
 * A cursor that keeps, deletes and inserts units of a flow, from left to right.
 *
 * Invariants:
 * - Nothing is moved: what is kept stays the same item.
 * - Formats are inserted only where the next letter needs them, and none without effect stays
 * behind.
 * - A text block that ends has one end anchor directly after its text. Letters go before the
 * anchor, markers and atoms after it (F2).
 */
import * as Y from "yjs";
import type { Mark, Node } from "@tiptap/pm/model";
import { setAttributes } from "./attributes.ts";
import { CursorPlace, type CursorStart } from "./cursor-place.ts";
import { type Attrs, NO_ATTRS, attrsFrom, equalAttrs, equalValue, withFormat } from "./formats.ts";
import { afterFormat } from "./inline.ts";
import { cutItem, isBlockEnd } from "./items.ts";
import { END, elementOf, isBlockUnit, shownUnitOf, textOf, withoutAnchors } from "./layout.ts";
import type { Op } from "./pairing.ts";
import { type FlowUnit, type LetterUnit, type NodeUnit, inlineUnits } from "./units.ts";

/** Writes nodes that take more than one item: footnotes, tables. */
export interface NestedWriter {
  changeNote(type: Y.XmlText, before: Node, after: Node): void;
  changeTable(element: Y.XmlElement, before: NodeUnit, after: NodeUnit): void;
  fillTable(element: Y.XmlElement, table: Node): void;
}

export class Cursor extends CursorPlace {
  private isTouched = false;
  private hasNewMarker = false;
  private hasLostMarker = false;

  constructor(
    t: Y.Transaction,
    start: CursorStart,
    private readonly nested: NestedWriter,
  ) {
    super(t, start);
  }

  run(ops: readonly Op[]): void {
    for (let at = 0; at < ops.length;) at = this.runFrom(ops, at);
    this.finish();
  }

  /** Applies the next operation; returns the index of the one after it. */
  private runFrom(ops: readonly Op[], at: number): number {
    const op = ops[at];
    if (!op) return ops.length;
    if (op.a === null) {
      if (op.b.kind === "letters") return this.insertRun(ops, at, op.b);
      this.insert(op.b);
      return at + 1;
    }
    if (op.b === null) {
      this.remove(op.a);
      return at + 1;
    }
    if (op.a.kind === "letters") return this.keepRun(ops, at, op.a, op.b);
    const before = ops[at - 1];
    const isMoved = before !== undefined && (before.a === null || before.b === null);
    this.keep(op.a, op.b as NodeUnit, nextAfter(ops, at), isMoved);
    return at + 1;
  }

  private insertRun(ops: readonly Op[], from: number, first: LetterUnit): number {
    let text = first.text;
    let at = from + 1;
    for (let op = ops[at]; op && op.a === null; op = ops[at]) {
      if (op.b.kind !== "letters" || op.b.node !== first.node) break;
      text += op.b.text;
      at += 1;
    }
    const { marks, type } = first.node;
    this.insertText(text, attrsFrom(marks, type.schema, this.attrs));
    return at;
  }

  private keepRun(ops: readonly Op[], from: number, a: LetterUnit, b: FlowUnit): number {
    const same = haveSameMarks(a.node, b.node);
    let n = a.size;
    let at = from + 1;
    for (let op = ops[at]; op?.a && op.b && op.a.kind === "letters"; op = ops[at]) {
      const isAlike = same
        ? haveSameMarks(op.a.node, op.b.node)
        : op.a.node === a.node && op.b.node === b.node;
      if (!isAlike) break;
      n += op.a.size;
      at += 1;
    }
    this.keepLetters(n, same ? null : b.node);
    return at;
  }

  /** Passes n letters unchanged, or changes their marks to those of `marked`. */
  private keepLetters(count: number, marked: Node | null): void {
    for (let n = count; n > 0;) {
      const before = this.beforeGap;
      const item = this.next();
      const wanted = marked
        ? attrsFrom(marked.marks, marked.type.schema, this.original)
        : this.original;
      if (this.isTouched || marked || !equalAttrs(this.attrs, wanted)) {
        this.resolve(wanted, before);
        this.settleAnchors(false);
      }
      this.gap = [];
      this.anchors = [];
      n -= this.pass(item, n);
      this.beforeGap = this.attrs;
      this.isTouched = !equalAttrs(this.attrs, this.original);
    }
  }

  private keep(a: NodeUnit, b: NodeUnit, next: FlowUnit | null, isMoved: boolean): void {
    if (a.kind === "marker" && a.isImplicit) return this.keepImplicit(a, b, next, isMoved);
    const before = this.beforeGap;
    const item = this.next();
    if (this.isTouched) {
      this.resolve(this.original, before);
      if (isBlockUnit(shownUnitOf(item))) this.close();
      else this.settleAnchors(false);
    }
    this.gap = [];
    this.anchors = [];
    this.attrs = this.original;
    this.beforeGap = this.original;
    this.isTouched = false;
    this.pass(item, 1);
    if (a.node === b.node) return;
    if (a.kind === "table") return this.nested.changeTable(elementOf(item), a, b);
    setAttributes(elementOf(item), a.node, b.node);
    if (a.kind === "note" && a.node.content !== b.node.content) {
      this.nested.changeNote(textOf(item), a.node, b.node);
    }
  }

  /**
   * A block without a marker can only stay one if its text follows where no block began, or is all
   * there is.
   */
  private keepImplicit(a: NodeUnit, b: NodeUnit, next: FlowUnit | null, isMoved: boolean): void {
    const hasText = next
      ? next.kind === "letters" || next.kind === "inline" || next.kind === "note"
      : this.standing === "start" && this.isToEnd;
    const isPlaced = this.standing === "start" || this.standing === "block";
    if (hasText && !isMoved && isPlaced && equalValue(a.node.attrs, b.node.attrs)) {
      this.standing = "marker";
    } else this.insert(b);
  }

  private remove(a: FlowUnit): void {
    if (a.kind === "marker") {
      if (a.isImplicit) return;
      this.hasLostMarker = true;
    }
    for (let n = a.size; n > 0;) {
      const item = this.next();
      let length = 1;
      if (item.content instanceof Y.ContentString) {
        const { str } = item.content;
        const end = str.indexOf(END);
        length = Math.min(n, end < 0 ? str.length : end);
        if (length < str.length) cutItem(this.t, item, length);
      }
      item.delete(this.t);
      this.isTouched = true;
      this.step();
      n -= a.kind === "letters" ? length : a.size;
    }
  }

  private insert(b: NodeUnit): void {
    this.isTouched = true;
    if (b.kind === "note") {
      const note = new Y.XmlText();
      this.put(new Y.ContentType(note));
      setAttributes(note, null, b.node);
      fillNote(this.t, note, b.node, this.nested);
      this.standing = "inline";
      return;
    }
    if (b.kind !== "inline") this.leaveBlock();
    const element = new Y.XmlElement(b.node.type.name);
    this.put(new Y.ContentType(element));
    if (b.kind === "table") this.nested.fillTable(element, b.node);
    else setAttributes(element, null, b.node);
    if (b.kind === "inline") {
      this.standing = "inline";
      return;
    }
    this.standing = b.kind === "marker" ? "marker" : "block";
    this.hasNewMarker ||= b.kind === "marker";
    this.beforeGap = this.attrs;
  }

  /**
   * At the end of a block: moves after its end anchor, so that what others type at its end stays
   * before.
   */
  private leaveBlock(): void {
    const before = this.beforeGap;
    if (isBlockEnd(this.right)) {
      this.advance();
      this.resolve(this.original, before);
    }
    this.close();
  }

  private insertText(raw: string, attrs: Attrs): void {
    const text = withoutAnchors(raw);
    if (text === "") return;
    if (this.gap.length === 0 && !equalAttrs(this.attrs, attrs)) {
      this.passFormatsToward(attrs);
      this.emit(attrs);
    } else this.resolve(attrs, this.beforeGap);
    this.put(new Y.ContentString(text));
    this.standing = "inline";
    this.beforeGap = this.attrs;
    this.isTouched = true;
  }

  /** Skips formats after the cursor that already lead toward the wanted ones. */
  private passFormatsToward(wanted: Attrs): void {
    let attrs = this.attrs;
    let end: Y.Item | null = null;
    for (let item = this.right; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (shownUnitOf(item) !== "format") break;
      const { key, value } = item.content as Y.ContentFormat;
      if (!equalValue(wanted[key] ?? null, (value as unknown) ?? null)) break;
      attrs = withFormat(attrs, key, value);
      end = item;
    }
    if (end === null) return;
    while (this.left !== end && this.right !== null) {
      if (!this.right.deleted) this.original = afterFormat(this.original, this.right);
      this.step();
    }
    this.attrs = attrs;
  }

  private finish(): void {
    if (!this.isTouched && equalAttrs(this.attrs, this.original) && !this.hasNewMarker) return;
    const before = this.beforeGap;
    const { left } = this;
    const next = this.advance();
    if (next !== null) this.resolve(this.original, before);
    if (this.isNote) return;
    if (next !== null && !isBlockUnit(shownUnitOf(next))) {
      if (this.hasLostMarker) this.settleAnchors(false);
      return;
    }
    if (this.anchors.length > 0) return this.settleAnchors(true);
    const isOpen = this.standing === "inline" || this.standing === "marker";
    if (!this.hasNewMarker || !isOpen) return;
    // Directly after the text.
    if (next !== null && this.left !== left) {
      this.left = left;
      this.right = left === null ? this.type._start : left.right;
    }
    this.put(new Y.ContentString(END));
  }
}

/** The next unit of the text after the change. */
function nextAfter(ops: readonly Op[], at: number): FlowUnit | null {
  for (let k = at + 1; k < ops.length; k += 1) {
    const unit = ops[k]?.b;
    if (unit) return unit;
  }
  return null;
}

function haveSameMarks(a: Node, b: Node): boolean {
  const same = (mark: Mark, i: number) => b.marks[i] !== undefined && mark.eq(b.marks[i]);
  return a.marks === b.marks || (a.marks.length === b.marks.length && a.marks.every(same));
}

/** Writes the content of a new footnote. */
function fillNote(t: Y.Transaction, type: Y.XmlText, note: Node, nested: NestedWriter): void {
  const units: FlowUnit[] = [];
  inlineUnits(note, 0, units, "runs");
  const start: CursorStart = {
    type,
    left: null,
    attrs: NO_ATTRS,
    standing: "start",
    isNote: true,
    isToEnd: true,
  };
  new Cursor(t, start, nested).run(units.map((b) => ({ a: null, b })));
}
