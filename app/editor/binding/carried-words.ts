/**
 * Carries what this person types in a text along when somebody else moves that text (embarrassment 13).
 * For Yjs a moved text is taken away and put in anew; letters that its mover did not have yet stay
 * behind. Only their writer's editor puts them back into it, as an edit of its own, so that it is done
 * once. Where a text is cut and pasted, what is typed between the two goes along, too. The text is known
 * again by its block's id, or by its letters; where neither is sure, words stay where they are.
 */
import type { Node } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import * as Y from "yjs";
import { type InlineUnit, unitsBetween } from "#app/document/flow/letter-ids.ts";
import { locate } from "#app/document/flow/places.ts";
import type { FlowReader } from "#app/document/flow/reader.ts";
import {
  type Came,
  cameWith,
  extentOf,
  goneId,
  lettersOf,
  placesIn,
  type Range,
  SURE_LETTERS,
  takesText,
} from "./taken-text.ts";

/** How many texts are remembered at once, and how many blocks of one edit are looked at. */
const REMEMBERED = 20;
/** How long, in milliseconds, a text may be away, as between cutting and pasting. */
const AWAY_MS = 10 * 60_000;

/** The parts of the binding that are used. */
interface CarryHost {
  readonly doc: Y.Doc;
  readonly reader: FlowReader;
  toRelative(doc: Node, pos: number, assoc: number): Y.RelativePosition | null;
  toAbsolute(relative: Y.RelativePosition, doc: Node): number | null;
}

/** A place in a text that was taken away. */
interface PlaceInTaken {
  /** Before which of the letters that were taken. */
  readonly offset: number;
  /** The letter before it; at the block's start the one after it. */
  readonly beside: "taken" | "own" | "others'";
}

interface TakenText {
  /** The block's id, where the block itself is gone. */
  readonly id: string | null;
  /** The positions that were taken away, a letter each. */
  readonly text: string;
  /** Own units that stayed: their clocks, with the offset in `text` before which each stood. */
  readonly own: ReadonlyMap<number, number>;
  /** Where they stand now; where there are none, the selection. */
  readonly place: Y.RelativePosition;
  /** The selection, where it was in that text. */
  readonly selection: { readonly anchor: PlaceInTaken; readonly head: PlaceInTaken } | null;
  /** The clock from which units are typed since. */
  readonly since: number;
  readonly at: number;
}

/** Own units that an edit moves, and where it puts them. */
interface MovedUnits {
  readonly units: readonly InlineUnit[];
  /** In the document after the edit. */
  readonly to: number;
}

export interface CarryingEdit {
  readonly tr: Transaction;
  /** The words that it moves; empty where it moves the caret alone. */
  readonly words: string;
  readonly moved: readonly MovedUnits[];
}

export class CarriedWords {
  private taken: readonly TakenText[] = [];
  /** Those that the last edit of others took away. */
  private justTaken: ReadonlySet<TakenText> = new Set();
  private came: Came | null = null;

  /** @param onTaken called for own words around which text was taken away, with whether it still is. */
  constructor(
    private readonly host: CarryHost,
    private readonly onTaken: (isAway: () => boolean) => void = () => undefined,
  ) {}

  /** Remembers the texts that others' edit takes away while this person writes in them. */
  note(before: EditorState, tr: Transaction): void {
    this.justTaken = new Set(takesText(tr) ? this.takenBy(before, tr) : []);
    if (this.justTaken.size === 0 && this.taken.length === 0) return;
    const now = Date.now();
    const recent = this.taken.filter(({ at }) => now - at < AWAY_MS);
    this.taken = [...recent, ...this.justTaken].slice(-REMEMBERED);
    this.came = cameWith(tr, this.came);
    for (const text of this.justTaken) {
      if (text.own.size > 0) this.onTaken(() => this.taken.includes(text));
    }
  }

  /**
   * The edit that carries words and the caret into texts that came again elsewhere; null where there
   * is nothing to carry.
   * @param state of the editor; its document is what the shared text reads as.
   */
  carry(state: EditorState): CarryingEdit | null {
    // Looks for what was put in where it was put in, and nowhere else.
    if (this.taken.length === 0 || this.came?.doc !== state.doc) return null;
    for (const text of this.taken) {
      const found = this.find(state.doc, text);
      if (!found) continue;
      this.taken = this.taken.filter((other) => other !== text);
      const edit = this.into(state, text, found);
      if (!edit) continue;
      this.came = cameWith(edit.tr, this.came);
      return edit;
    }
    this.came = null;
    return null;
  }

  /** Lets undo, carets and comments find the moved units: as Yjs does with what was done again. */
  link(doc: Node, moved: readonly MovedUnits[]): void {
    const { host } = this;
    const { clientID, store } = host.doc;
    host.doc.transact((t) => {
      for (const { units, to } of moved) {
        const size = units.reduce((sum, unit) => sum + unit.size, 0);
        const there = unitsBetween(host.reader, doc, to, to + size);
        if (there.length !== units.length) continue;
        for (const [n, { id }] of units.entries()) {
          const its = there[n];
          if (!its || its.id.client !== clientID || Y.getState(store, clientID) <= id.clock)
            continue;
          const item = Y.getItemCleanStart(t, id);
          if (item.length > 1) Y.getItemCleanStart(t, Y.createID(clientID, id.clock + 1));
          item.redone = its.id;
        }
      }
    });
  }

  private takenBy(before: EditorState, tr: Transaction): TakenText[] {
    const taken: TakenText[] = [];
    const { from, to } = extentOf(tr);
    let left = REMEMBERED;
    const own = before.selection.$head.parent;
    before.doc.nodesBetween(from, Math.min(to, before.doc.content.size), (node, pos) => {
      if (!node.inlineContent || node.type.name !== "block") return !node.inlineContent;
      if (node !== own) left -= 1;
      if (left < 0 && node !== own) return false;
      const text = this.leftOf(node, pos, before, tr);
      if (text) taken.push(text);
      return false;
    });
    return taken;
  }

  /** Remains of a block's text that an edit took away; null where this person was not writing in it. */
  private leftOf(
    node: Node,
    pos: number,
    { selection }: EditorState,
    tr: Transaction,
  ): TakenText | null {
    const { reader, doc: shared } = this.host;
    const letters = lettersOf(node);
    const own = new Map<number, number>();
    /** For each position within the block: its place among what was taken. */
    const places: PlaceInTaken[] = [];
    let text = "";
    let first: number | null = null;
    let others = 0;
    let isApart = false;
    for (let n = 0; n < letters.length; n += 1) {
      const offset = text.length;
      const { pos: at, deletedAfter } = tr.mapping.mapResult(pos + 1 + n, 1);
      const [unit] = deletedAfter ? [] : unitsBetween(reader, tr.doc, at, at + 1);
      const isOwn = unit?.id.client === shared.clientID && unit !== undefined;
      const beside = deletedAfter ? "taken" : isOwn ? "own" : "others'";
      if (n === 0) places.push({ offset, beside: beside === "own" ? "taken" : beside });
      if (deletedAfter) {
        text += letters[n];
        isApart ||= others > 0 && offset > 0;
      } else if (isOwn) own.set(unit.id.clock, offset);
      else if (offset > 0) others += 1;
      places.push({ offset: text.length, beside });
    }
    if (letters === "") places.push({ offset: 0, beside: "taken" });
    const id = goneId(node, pos, tr);
    const isWhole = !places.some(({ beside }) => beside === "others'");
    if (id === null && (text.length < SURE_LETTERS || isApart)) return null;
    const isIn = (offset: number) => isWhole || (offset > 0 && offset < text.length);
    for (const [clock, offset] of own) if (!isIn(offset)) own.delete(clock);
    for (let n = 0; n < letters.length && first === null && own.size > 0; n += 1) {
      const { pos: at, deletedAfter } = tr.mapping.mapResult(pos + 1 + n, 1);
      const [unit] = deletedAfter ? [] : unitsBetween(reader, tr.doc, at, at + 1);
      if (unit?.id.client === shared.clientID && own.has(unit.id.clock)) first = at;
    }
    const within = (at: number) => {
      const place = places[at - pos - 1];
      return place && place.beside !== "others'" && isIn(place.offset) ? place : null;
    };
    const [anchor, head] = [within(selection.anchor), within(selection.head)];
    const isHere = anchor !== null && head !== null;
    if (first === null && !isHere) return null;
    const place =
      first === null
        ? this.host.toRelative(tr.doc, tr.selection.head, -1)
        : this.host.toRelative(tr.doc, first, 1);
    if (!place) return null;
    const since = Y.getState(shared.store, shared.clientID);
    const at = Date.now();
    return { id, text, own, place, selection: isHere ? { anchor, head } : null, since, at };
  }

  /** Where a text came again: the position of each of its places; null where it did not, for sure. */
  private find(doc: Node, { id, text }: TakenText): ((offset: number) => number) | null {
    /** By where it begins, as what came may be told twice. */
    const found = new Map<number, (offset: number) => number>();
    let byId: ((offset: number) => number) | null = null;
    const look = (node: Node, pos: number, isNew: (start: number) => boolean) => {
      if (!node.inlineContent || node.type.name !== "block") return !node.inlineContent;
      const letters = lettersOf(node);
      if (id !== null && id === node.attrs.id) {
        const placeOf = placesIn(text, letters);
        byId = placeOf && ((offset) => pos + 1 + placeOf(offset));
      } else if (text.length >= SURE_LETTERS) {
        for (let at = letters.indexOf(text); at >= 0; at = letters.indexOf(text, at + 1)) {
          const start = pos + 1 + at;
          if (isNew(start)) found.set(start, (offset) => start + offset);
        }
      }
      return false;
    };
    for (const { from, to } of this.came?.ranges ?? []) {
      const isNew = (start: number) => from <= start && start + text.length <= to;
      doc.nodesBetween(from, Math.min(to, doc.content.size), (node, pos) => look(node, pos, isNew));
    }
    const [only] = found.values();
    return byId ?? (found.size === 1 ? (only ?? null) : null);
  }

  /** The edit for a text that came again; null where its words are in it. */
  private into(
    state: EditorState,
    text: TakenText,
    target: (offset: number) => number,
  ): CarryingEdit | null {
    const { doc } = state;
    const start = this.host.toAbsolute(text.place, doc);
    if (start === null) return null;
    const isJust = this.justTaken.has(text);
    const stray = this.strayFrom(doc, start, text);
    const ranges = stray.filter(({ from, to, offset }) => {
      const there = target(offset);
      return there < from || there > to;
    });
    // Whoever took it away took that back, so that all is where it was.
    if (ranges.length < stray.length) return null;
    const { tr } = state;
    const moved: { units: readonly InlineUnit[]; put: number; steps: number }[] = [];
    for (const { from, to, offset, units } of ranges) {
      const put = tr.mapping.map(target(offset), 1);
      tr.insert(put, doc.slice(from, to).content);
      moved.push({ units, put, steps: tr.steps.length });
    }
    for (const { from, to } of this.withItsBlock(doc, ranges).toReversed()) {
      tr.delete(tr.mapping.map(from, 1), tr.mapping.map(to, -1));
    }
    const last = ranges.at(-1)?.to ?? start;
    const { selection } = text;
    const goesOn =
      state.selection.empty && state.selection.head === last && this.isThere(text.place);
    if (selection && (isJust || goesOn)) {
      const at = ({ offset, beside }: PlaceInTaken) =>
        tr.mapping.map(target(offset), beside === "own" || !isJust ? 1 : -1);
      tr.setSelection(TextSelection.create(tr.doc, at(selection.anchor), at(selection.head)));
    }
    if (!tr.docChanged && !tr.selectionSet) return null;
    const mappedTo = (put: number, steps: number) => tr.mapping.slice(steps).map(put, -1);
    return {
      tr,
      words: ranges.map(({ from, to }) => doc.textBetween(from, to)).join(""),
      moved: moved.map(({ units, put, steps }) => ({ units, to: mappedTo(put, steps) })),
    };
  }

  /** Whether the letter that a place sticks to is still in the text. */
  private isThere({ item: id }: Y.RelativePosition): boolean {
    if (id === null) return false;
    const item: unknown = Y.getItem(this.host.doc.store, id);
    return item instanceof Y.Item && !item.deleted;
  }

  /** The ranges to erase: the block, too, where it is one without a marker that held them alone. */
  private withItsBlock(doc: Node, ranges: readonly Range[]): readonly Range[] {
    const [first] = ranges;
    if (!first || locate(this.host.reader, doc, first.from)?.row?.item !== null) return ranges;
    const $first = doc.resolve(first.from);
    const size = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const isAll = size === $first.parent.content.size && $first.node(-1).childCount > 1;
    return isAll ? [{ from: $first.before(), to: $first.after() }] : ranges;
  }

  /** The own units of a taken text, with those typed beside them since, from where they begin. */
  private strayFrom(doc: Node, start: number, text: TakenText) {
    const ranges: (Range & { offset: number; units: InlineUnit[] })[] = [];
    const $start = doc.resolve(start);
    if (!$start.parent.inlineContent) return ranges;
    let offset = text.selection?.head.offset ?? null;
    let at = start;
    for (const unit of unitsBetween(this.host.reader, doc, start, $start.end())) {
      const { client, clock } = unit.id;
      const from = at;
      at += unit.size;
      if (client !== this.host.doc.clientID) continue;
      const last = ranges.at(-1);
      // Letters typed since go along where they stand beside what stayed, or where the caret was left.
      const isBeside = last ? last.to === from : from === start;
      if (!text.own.has(clock) && !(isBeside && clock >= text.since)) continue;
      offset = text.own.get(clock) ?? offset;
      if (offset === null) continue;
      if (last?.to === from && last.offset === offset) {
        last.to = at;
        last.units.push(unit);
      } else ranges.push({ from, to: at, offset, units: [unit] });
    }
    return ranges;
  }
}
