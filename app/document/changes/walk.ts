import type * as Y from "yjs";
import { equalAttrs, equalValue } from "#app/document/flow/formats.ts";
import { noteSize } from "#app/document/flow/inline.ts";
import { elementOf, isBlockUnit, textOf } from "#app/document/flow/layout.ts";
import { afterFormat, type BothAttrs, formatDeeds, PLAIN } from "./both-attrs.ts";
import type { ChangePlace, TextChange } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import type { Deleted, Difference, Inserted } from "./difference.ts";
import { changesOf } from "./hunks.ts";
import { comparedTable } from "./tables.ts";
import { type FlowToken, tokensOf } from "./tokens.ts";
import {
  attributeDeeds,
  blockLook,
  type ItemAct,
  lastDoer,
  type Looking,
  lookOf,
  nameOf,
  PLAIN_LOOK,
} from "./walk-items.ts";
import { textOfItem } from "./item-text.ts";

/** Where a comparison begins: at a block unit that was there and is, or at the start of a text. */
export interface CompareFrom {
  /** The item of that unit; null for the start. */
  readonly item: Y.Item | null;
  /** Its row. */
  readonly row: number;
  readonly attrs: BothAttrs;
}

/** Where a text's comparison begins: its row before the first. */
export const AT_START: CompareFrom = { item: null, row: -1, attrs: PLAIN };

/** The changes of a cell: its blocks are counted from 0. */
function compareCell(
  cell: Y.XmlText,
  at: { readonly row: number; readonly line: number; readonly column: number },
  how: Comparing,
): TextChange[] {
  const walk = new FlowWalk(how, AT_START, at);
  for (let item = cell._start; item !== null; item = item.right) {
    for (const token of tokensOf(item, how.baseline)) walk.take(token);
  }
  walk.end();
  return walk.changes();
}

/** Walks a flow and gathers differences with their places. */
export class FlowWalk {
  /** The row that is open, or was last. */
  row: number;
  attrs: BothAttrs;
  private offset = 0;
  /** Whether letters go on with a block, now and in the baseline. */
  private isOpen = false;
  private wasOpen = false;
  /** Whether anything stood in the baseline. */
  private wasSomething: boolean;
  private readonly differences: Difference[] = [];
  private readonly inTables: TextChange[] = [];

  constructor(
    private readonly how: Comparing,
    from: CompareFrom,
    private readonly cell: {
      readonly row: number;
      readonly line: number;
      readonly column: number;
    } | null,
  ) {
    this.row = from.row;
    this.attrs = from.attrs;
    this.wasSomething = from.item !== null;
  }

  changes(): TextChange[] {
    return [...changesOf(this.differences), ...this.inTables];
  }

  /** Begins in a block unit that was there and is. */
  open(item: Y.Item): void {
    for (const token of tokensOf(item, this.how.baseline)) this.enter(token, false);
  }

  take(token: FlowToken): void {
    const { unit, was, is } = token;
    if (unit === "format") {
      this.attrs = afterFormat(this.attrs, token);
      return;
    }
    this.wasSomething ||= was !== null;
    if (isBlockUnit(unit)) {
      if (is) return this.enter(token, true);
      this.wasOpen = unit === "marker";
      return this.gone(token);
    }
    this.openImplicit(was !== null, is !== null);
    if (is && was) return this.same(token);
    if (is) return this.inserted(token);
    return this.gone(token);
  }

  private place(offset = this.offset): ChangePlace {
    const { cell, row } = this;
    if (!cell) return { row, cell: null, offset };
    return { row: cell.row, cell: [cell.line, cell.column, row], offset };
  }

  /** At the end of the text: an empty one reads as one block. */
  end(): void {
    if (!this.wasSomething) this.differences.unshift(this.unmarked("deleted"));
    if (this.row >= 0) return;
    this.row = 0;
    this.differences.push(this.unmarked("inserted"));
  }

  /** Letters where no block is open make one without a marker. */
  private openImplicit(was: boolean, is: boolean): void {
    const [began, begins] = [was && !this.wasOpen, is && !this.isOpen];
    this.wasOpen ||= was;
    if (begins) {
      this.row += 1;
      this.offset = 0;
      this.isOpen = true;
    }
    // A block that begins without a marker on one side alone may begin with one on the other.
    if (began && !begins) this.differences.push(this.unmarked("deleted"));
    if (begins && !began) this.differences.push(this.unmarked("inserted"));
  }

  private unmarked(state: "inserted" | "deleted"): Difference {
    const common = { at: this.place(), ids: [], doer: null, item: null };
    if (state === "deleted") {
      return { ...common, state, gone: { is: "break", look: PLAIN_LOOK, id: null } };
    }
    return { ...common, state, what: "row", name: "block", size: 0, look: PLAIN_LOOK };
  }

  /** @param isNext whether it is another row than the one the walk began in. */
  private enter(token: FlowToken, isNext: boolean): void {
    const { unit, was, is } = token;
    if (isNext) this.row += 1;
    this.offset = 0;
    this.isOpen = unit === "marker";
    if (was) this.wasOpen = this.isOpen;
    if (!is) return;
    const element = elementOf(is);
    if (!was) {
      const look = blockLook(is);
      const name = element.nodeName;
      return this.push({ state: "inserted", what: "row", token, name, size: 0, look, item: is });
    }
    this.push({ state: "same", token });
    this.reshaped(token, was, is, lookOf);
    if (unit === "table" && !this.cell) {
      const inCell = (cell: Y.XmlText, at: Parameters<typeof compareCell>[1]) =>
        compareCell(cell, at, this.how);
      this.inTables.push(...comparedTable(element, this.place(0), this.how, inCell));
    }
  }

  private same(token: FlowToken): void {
    const { unit, was, is, text } = token;
    if (!was || !is) return;
    if (unit === "text") {
      const { before, now } = this.attrs;
      if (equalAttrs(before, now)) this.push({ state: "same", token });
      else {
        const deeds = formatDeeds(this.attrs);
        this.push({ state: "restyled", token, before, size: text.length, deeds });
      }
      this.offset += text.length;
      return;
    }
    this.push({ state: "same", token });
    if (unit === "inline") {
      this.reshaped(token, was, is, allOf);
      this.offset += 1;
      return;
    }
    this.inNote(is);
  }

  /** A footnote's letters take positions of the row that holds it. */
  private inNote(note: Y.Item): void {
    const outside = this.attrs;
    this.attrs = PLAIN;
    this.offset += 1;
    for (let item = textOf(note)._start; item !== null; item = item.right) {
      for (const token of tokensOf(item, this.how.baseline)) {
        if (token.unit === "text" || token.unit === "format" || token.unit === "inline") {
          this.take(token);
        }
      }
    }
    this.offset += 1;
    this.attrs = outside;
    this.push({ state: "same", token: null });
  }

  private inserted(token: FlowToken): void {
    const { unit, is, text } = token;
    if (!is) return;
    const size = unit === "text" ? text.length : unit === "note" ? noteSize(is) : 1;
    this.push({
      state: "inserted",
      what: unit === "text" ? "letters" : "node",
      token,
      name: unit === "text" ? "" : nameOf(is),
      size,
      now: this.attrs.now,
      item: is,
    });
    this.offset += size;
  }

  private gone(token: FlowToken): void {
    const { unit, was, client, clock, length, text } = token;
    if (!was) return;
    const id = { client, clock, length };
    if (unit === "text") {
      this.push({
        state: "deleted",
        token,
        gone: { is: "letters", text, attrs: this.attrs.before },
        item: was,
      });
    } else if (unit === "marker") {
      const name: unknown = elementOf(was).getAttribute("id");
      this.push({
        state: "deleted",
        token,
        gone: { is: "break", look: blockLook(was), id: name },
        item: was,
      });
    } else {
      const gone = { is: "node", name: nameOf(was), words: textOfItem(was), id } as const;
      this.push({ state: "deleted", token, gone, item: was });
    }
  }

  private reshaped(token: FlowToken, was: Y.Item, is: Y.Item, read: ReadLook): void {
    const [old, now] = [elementOf(was), elementOf(is)];
    const [before, look] = [read(old), read(now)];
    if (equalValue(before, look)) return;
    const deeds = attributeDeeds({ element: old, look: before }, { element: now, look });
    this.push({ state: "reshaped", token, before, isInline: token.unit === "inline", deeds });
  }

  /** Adds a difference, in parts where several people did it. */
  private push(difference: Unplaced): void {
    const { token } = difference;
    const at = this.place();
    if (!token || difference.state === "same") {
      this.differences.push({ state: "same", at });
      return;
    }
    if (difference.state === "restyled" || difference.state === "reshaped") {
      const { deeds, ...rest } = difference;
      const ids = [{ client: token.client, clock: token.clock, length: token.length }];
      this.differences.push({ ...rest, at, ids, doer: lastDoer(deeds, this.how.doerOf) });
      return;
    }
    this.pushParts(difference, token, at);
  }

  private pushParts(
    difference: Extract<Unplaced, { state: "inserted" | "deleted" }>,
    { client, clock, length }: FlowToken,
    at: ChangePlace,
  ): void {
    const { state } = difference;
    const isLetters =
      state === "inserted" ? difference.what === "letters" : difference.gone.is === "letters";
    for (let from = 0; from < length;) {
      const { doer, until } = this.how.doerOf(state, client, clock + from);
      const to = isLetters ? Math.min(length, until - clock) : length;
      const ids = [{ client, clock: clock + from, length: to - from }];
      if (state === "inserted") {
        const text = difference.token.text.slice(from, to);
        const size = isLetters ? to - from : difference.size;
        const place = isLetters ? { ...at, offset: at.offset + from } : at;
        this.differences.push({ ...difference, at: place, size, text, ids, doer });
      } else {
        const { gone } = difference;
        const part = gone.is === "letters" ? { ...gone, text: gone.text.slice(from, to) } : gone;
        this.differences.push({ ...difference, at, gone: part, ids, doer });
      }
      from = to;
    }
  }
}

type ReadLook = (element: Y.XmlElement) => Looking["look"];

function allOf(element: Y.XmlElement): Looking["look"] {
  return element.getAttributes() as Looking["look"];
}

/** A difference before its place and doer are known. */
type Unplaced =
  | { readonly state: "same"; readonly token: FlowToken | null }
  | (Omit<Inserted, Placed> & WithToken)
  | (Omit<Deleted, Placed> & WithToken)
  | (Omit<Extract<Difference, { state: "restyled" }>, Placed> & WithToken & WithDeeds)
  | (Omit<Extract<Difference, { state: "reshaped" }>, Placed> & WithToken & WithDeeds);
type Placed = "at" | "ids" | "doer";
interface WithToken {
  readonly token: FlowToken;
}
interface WithDeeds {
  /** The cause of another look. */
  readonly deeds: readonly ItemAct[];
}
