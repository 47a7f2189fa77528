import * as Y from "yjs";
import { Fragment, Slice, type Node, type Schema } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep } from "@tiptap/pm/transform";
import { END, NO_ATTRS, OWN_ID, ROOT, equalAttrs, equalValue, isBlockId, isBlockUnit, marksFrom, attrsFrom, typeOf, unitOf, withFormat, type Attrs } from "~/document/flow/layout";
import { Cursor, diffToks, firstId, insertCell, insertRow, setCell, tokensOfBlocks, tokensOfInline, type Op, type Tok } from "~/document/flow/writer";

/* A binding of a ProseMirror document to a flat flow. */

export interface Host {
  state: EditorState;
  dispatch(tr: Transaction): void;
}
export interface Change {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
}

type Inline = { text: string; attrs: Attrs } | { item: Y.Item; note: boolean };

class Row {
  index = 0;
  empty = false;
  /** Whether it has items of its own in the id registry. */
  held: Y.Item[] = [];
  cells: Y.XmlText[][] | null = null;
  lines: Y.XmlElement[] | null = null;
  /** What stands in it; only while it is being read, since letters that are typed do not come here. */
  content: Inline[] | null = [];
  constructor(
    readonly flow: Flow,
    readonly kind: "text" | "atom" | "table",
    readonly item: Y.Item | null,
    /** For a block without a marker: what its id is made of. */
    public key: Y.ID | null,
    /** The formats that hold where it begins. */
    public start: Attrs,
  ) {}
}
class Flow {
  rows: Row[] = [];
  constructor(
    readonly type: Y.XmlText,
    /** The table that it is a cell of. */
    public table: Row | null,
  ) {}
}
interface Piece {
  from: number;
  to: number;
  slice: Slice;
}

export class FlowBinding {
  readonly root: Y.XmlText;
  readonly undo: Y.UndoManager;
  host: Host | null = null;
  /** The document that the shared text is known to equal. */
  synced: Node;
  stats = { corrections: 0, fallbacks: 0, fast: 0, generic: 0, remote: 0 };
  private readonly flows = new Map<Y.AbstractType<unknown>, Flow>();
  /** Of each block unit its row, of each footnote the row that it stands in. */
  private readonly rowOf = new Map<Y.Item, Row>();
  private readonly holders = new Map<string, Set<Y.Item>>();
  private readonly shown = new Map<Y.Item, string>();
  private changedIds = new Set<string>();
  private readonly rootFlow: Flow;
  private busy = false;
  private missed = false;

  constructor(
    readonly doc: Y.Doc,
    readonly schema: Schema,
    options: { undo?: boolean } = {},
  ) {
    this.root = doc.get(ROOT, Y.XmlText as never) as unknown as Y.XmlText;
    this.rootFlow = new Flow(this.root, null);
    this.flows.set(this.root as never, this.rootFlow);
    this.synced = this.readAll();
    doc.on("afterTransaction", this.onTransaction);
    this.undo = new Y.UndoManager(this.root as never, {
      trackedOrigins: new Set([this]),
      deleteFilter: (item) => !holdsOthers(item, doc.clientID),
      captureTimeout: options.undo === false ? 0 : 500,
    });
  }
  destroy(): void {
    this.doc.off("afterTransaction", this.onTransaction);
    this.undo.destroy();
  }

  // ---------------------------------------------------------------- reading

  /** Reads the whole document anew. Writes nothing. */
  readAll(): Node {
    this.rowOf.clear();
    this.holders.clear();
    this.shown.clear();
    for (const [type, flow] of this.flows) if (flow !== this.rootFlow) this.flows.delete(type);
    this.rootFlow.rows = [];
    const region = this.readRegion(this.rootFlow, -1, null, new Set(), true, null, 0);
    this.splice(this.rootFlow, 0, 0, region.rows);
    this.changedIds.clear();
    const node = this.schema.topNodeType.create(null, region.rows.map((row) => this.build(row)));
    this.forgetContent();
    return node;
  }

  private flowAt(type: Y.XmlText, table: Row): Flow {
    let flow = this.flows.get(type as never);
    if (flow) {
      flow.table = table;
      return flow;
    }
    flow = new Flow(type, table);
    this.flows.set(type as never, flow);
    const region = this.readRegion(flow, -1, null, new Set(), true, null, 0);
    this.splice(flow, 0, 0, region.rows);
    return flow;
  }
  private dropFlow(type: Y.XmlText): void {
    const flow = this.flows.get(type as never);
    if (!flow) return;
    for (const row of flow.rows) this.release(row);
    this.flows.delete(type as never);
  }

  /** Puts rows in the place of others and numbers them. */
  private splice(flow: Flow, from: number, to: number, rows: Row[]): void {
    for (let i = from; i < to; i += 1) if (!rows.includes(flow.rows[i]!)) this.release(flow.rows[i]!);
    if (to - from === rows.length) for (let i = 0; i < rows.length; i += 1) flow.rows[from + i] = rows[i]!;
    else if (from === 0 && to === flow.rows.length) flow.rows = rows;
    else flow.rows.splice(from, to - from, ...rows);
    for (const row of rows) this.fresh.add(row);
    const until = to - from === rows.length ? to : flow.rows.length;
    for (let i = from; i < until; i += 1) flow.rows[i]!.index = i;
    for (const row of rows) this.hold(row);
  }
  private release(row: Row): void {
    for (const item of row.held) {
      for (const id of this.idsHeldBy(item)) {
        const set = this.holders.get(id);
        if (set?.delete(item)) this.changedIds.add(id);
        if (set?.size === 0) this.holders.delete(id);
      }
      this.heldIds.delete(item);
      if (this.rowOf.get(item) === row) {
        this.rowOf.delete(item);
        this.shown.delete(item);
      }
    }
    if (row.item && this.rowOf.get(row.item) === row) this.rowOf.delete(row.item);
    row.held = [];
    if (row.cells) for (const cells of row.cells) for (const cell of cells) if (this.flows.get(cell as never)?.table === row) this.dropFlow(cell);
  }
  private readonly heldIds = new Map<Y.Item, string>();
  private idsHeldBy(item: Y.Item): string[] {
    const id = this.heldIds.get(item);
    return id === undefined ? [] : [id];
  }
  private hold(row: Row): void {
    const one = (item: Y.Item) => {
      this.rowOf.set(item, row);
      row.held.push(item);
      const id: unknown = typeOf<Y.XmlElement>(item).getAttribute("id");
      if (!isBlockId(id)) return;
      let set = this.holders.get(id);
      if (!set) this.holders.set(id, (set = new Set()));
      if (!set.has(item)) {
        set.add(item);
        this.changedIds.add(id);
      }
      this.heldIds.set(item, id);
    };
    row.held = [];
    if (row.item) {
      if (row.kind === "text" || (row.kind === "atom" && OWN_ID.has(typeOf<Y.XmlElement>(row.item).nodeName))) one(row.item);
      else this.rowOf.set(row.item, row);
    }
    for (const piece of this.contentOf(row)) if ("item" in piece && piece.note) one(piece.item);
    if (row.kind === "table") {
      const before = row.cells;
      row.cells = gridOf(typeOf<Y.XmlElement>(row.item!));
      if (before) {
        const kept = new Set(row.cells.flat());
        for (const cell of before.flat()) if (!kept.has(cell)) this.dropFlow(cell);
      }
      row.lines = linesOf(typeOf<Y.XmlElement>(row.item!));
      for (const cells of row.cells) for (const cell of cells) this.flowAt(cell, row);
    }
  }
  /** The id under which an item is shown: its own, unless an older item has it. Everybody answers the same. */
  private idOf(item: Y.Item): string {
    const stored: unknown = typeOf<Y.XmlElement>(item).getAttribute("id");
    if (!isBlockId(stored)) return derivedId("x", item.id);
    const holders = this.holders.get(stored);
    if (holders && holders.size > 1) {
      for (const other of holders) if (isBefore(other.id, item.id)) return derivedId(stored.slice(0, 30), item.id);
    }
    return stored;
  }

  private contentOf(row: Row): Inline[] {
    if (row.kind !== "text") return [];
    if (row.content) return row.content;
    const prior = row.index > 0 ? row.flow.rows[row.index - 1]!.item : null;
    const from = row.item ?? prior;
    const content: Inline[] = [];
    let attrs = row.start;
    for (let item = from ? from.right : row.flow.type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const unit = unitOf(item);
      if (unit === "format") attrs = withFormat(attrs, (item.content as Y.ContentFormat).key, (item.content as Y.ContentFormat).value);
      else if (unit === "text") {
        const { str } = item.content as Y.ContentString;
        const text = str.includes(END) ? str.replaceAll(END, "") : str;
        const tail = content.at(-1);
        if (text === "") continue;
        if (tail && "text" in tail && tail.attrs === attrs) tail.text += text;
        else content.push({ text, attrs });
      } else if (unit === "inline" || unit === "note") content.push({ item, note: unit === "note" });
      else if (isBlockUnit(unit) && this.rowOf.get(item)?.item === item) break;
    }
    return content;
  }
  /** A block without a marker is named after what it follows: the atom before it, or the flow. */
  private keyAfter(flow: Flow, prior: Row | undefined): Y.ID | null {
    return prior?.item?.id ?? flow.type._item?.id ?? null;
  }
  /** Whether it was last seen with nothing in it, not even a marker. */
  private isEmpty(flow: Flow): boolean {
    const [first] = flow.rows;
    return flow.rows.length === 1 && first!.item === null && first!.empty;
  }
  private readonly fresh = new Set<Row>();
  private forgetContent(): void {
    for (const row of this.fresh) row.content = null;
    this.fresh.clear();
  }

  private build(row: Row): Node {
    const { schema } = this;
    if (row.kind === "text") {
      const attrs = row.item ? this.attributes("block", typeOf<Y.XmlElement>(row.item)) : {};
      let id: string;
      if (row.item) this.shown.set(row.item, (id = this.idOf(row.item)));
      else {
        id = row.key ? derivedId("x", row.key) : "x-start";
        // A marker may have been given that very id.
        while (this.holders.has(id)) id += "i";
      }
      return schema.nodes.block!.create({ ...attrs, id }, this.inline(this.contentOf(row)));
    }
    const el = typeOf<Y.XmlElement>(row.item!);
    if (row.kind === "atom") {
      const attrs = this.attributes(el.nodeName, el);
      if (OWN_ID.has(el.nodeName)) {
        attrs.id = this.idOf(row.item!);
        this.shown.set(row.item!, attrs.id as string);
      }
      return schema.nodes[el.nodeName]!.create(attrs);
    }
    return schema.nodes.table!.create(
      null,
      row.cells!.map((cells) =>
        schema.nodes.tableRow!.create(
          null,
          cells.map((cell) => {
            const { header, colspan, rowspan } = cell.getAttributes() as Record<string, unknown>;
            const flow = this.flows.get(cell as never)!;
            return schema.nodes[header === true ? "tableHeader" : "tableCell"]!.create(
              { colspan: colspan ?? 1, rowspan: rowspan ?? 1 },
              flow.rows.map((inner) => this.build(inner)),
            );
          }),
        ),
      ),
    );
  }
  private attributes(name: string, el: Y.XmlElement): Record<string, unknown> {
    const known = this.schema.nodes[name]!.spec.attrs ?? {};
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(known)) {
      const value: unknown = el.getAttribute(key);
      if (value !== undefined && value !== null) out[key] = value;
    }
    return out;
  }
  private inline(content: readonly Inline[]): Node[] {
    return content.map((piece) => {
      if ("text" in piece) return this.schema.text(piece.text, marksFrom(this.schema, piece.attrs));
      if (!piece.note) {
        const el = typeOf<Y.XmlElement>(piece.item);
        return this.schema.nodes[el.nodeName]!.create(this.attributes(el.nodeName, el));
      }
      const id = this.idOf(piece.item);
      this.shown.set(piece.item, id);
      return this.schema.nodes.footnote!.create({ id }, this.inline(noteContent(typeOf<Y.XmlText>(piece.item))));
    });
  }

  /**
   * Reads a flow from the block unit `from` (or its start, -1) until what follows is as it was. With a
   * transaction and the document before it: also where exactly they differ.
   */
  private readRegion(flow: Flow, from: number, t: Y.Transaction | null, dirty: ReadonlySet<number>, full: boolean, before: Node | null, base: number) {
    const first = from < 0 ? null : flow.rows[from]!;
    let item: Y.Item | null = first ? first.item : flow.type._start;
    let attrs: Attrs = first ? first.start : NO_ATTRS;
    // Where a block without a marker would begin.
    let bound = attrs;
    const rows: Row[] = [];
    let open: Row | null = null;
    let to = flow.rows.length;
    const align = before === null ? null : new Alignment(flow, Math.max(from, 0), before, base, from < 0 && this.isEmpty(flow));
    for (; item !== null; item = item.right) {
      const unit = unitOf(item);
      const { deleted } = item;
      if (unit === "none") continue;
      if (unit === "format") {
        if (!deleted) {
          const { key, value } = item.content as Y.ContentFormat;
          attrs = withFormat(attrs, key, value);
        }
        continue;
      }
      if (isBlockUnit(unit)) {
        const known = this.rowOf.get(item);
        const inA = known !== undefined && known.flow === flow && known.item === item;
        const inB = !deleted && (unit !== "table" || gridOf(typeOf(item)).length > 0) && (flow === this.rootFlow || unit === "marker");
        if (inA && inB && known.index > from && !full && !dirty.has(known.index) && known.index >= (align?.minimum ?? 0)) {
          if (equalAttrs(known.start, attrs)) {
            to = known.index;
            break;
          }
        }
        if (!inA && !inB) continue;
        if (inB) {
          const row: Row = new Row(flow, unit === "marker" ? "text" : unit === "atom" ? "atom" : "table", item, null, attrs);
          rows.push(row);
          bound = attrs;
          open = row.kind === "text" ? row : null;
        }
        align?.block(inA, inB, unit === "marker", inB ? rows.at(-1)! : null, this);
        continue;
      }
      // Letters and what stands among them.
      const inA = t === null ? !deleted : !isAdded(t, item) && (!deleted || Y.isDeleted(t.deleteSet, item.id));
      const inB = !deleted;
      if (!inA && !inB) continue;
      if (unit === "text") {
        const { str } = item.content as Y.ContentString;
        const text = str.includes(END) ? str.replaceAll(END, "") : str;
        if (text === "") continue;
        if (inB) {
          if (!open) {
            open = new Row(flow, "text", null, this.keyAfter(flow, rows.at(-1)), bound);
            rows.push(open);
          }
          const tail = open.content!.at(-1);
          if (tail && "text" in tail && tail.attrs === attrs) tail.text += text;
          else open.content!.push({ text, attrs });
        }
        align?.inline(inA, inB, text.length, text.length);
      } else {
        if (inB) {
          if (!open) {
            open = new Row(flow, "text", null, this.keyAfter(flow, rows.at(-1)), bound);
            rows.push(open);
          }
          open.content!.push({ item, note: unit === "note" });
        }
        if (align) {
          if (unit === "inline") align.inline(inA, inB, 1, 1);
          else align.inline(inA, inB, -1, inB ? 2 + lengthOf(noteContent(typeOf(item))) : 0);
        }
      }
    }
    const isEnd = item === null;
    if (isEnd && from < 0 && rows.length === 0) {
      const row = new Row(flow, "text", null, this.keyAfter(flow, undefined), NO_ATTRS);
      row.empty = true;
      rows.push(row);
      align?.empty();
    }
    align?.end();
    return { from: Math.max(from, 0), to, rows, changes: align?.changes ?? [], isEnd };
  }

  // ---------------------------------------------------------------- from others

  private readonly onTransaction = (t: Y.Transaction): void => {
    if (t.changed.size === 0) return;
    const { doc } = this;
    if (t.origin === this) {
      if (this.skipOwn) return;
      this.follow(t, true);
      return;
    }
    const cleanups = (doc as unknown as { _transactionCleanups: Y.Transaction[] })._transactionCleanups;
    if ((doc as unknown as { _transaction: unknown })._transaction !== null || cleanups.at(-1) !== t || this.busy) {
      // Somebody wrote again before this one was told: what it changed can't be told apart any more.
      this.missed = true;
      return;
    }
    this.follow(this.missed ? null : t, false);
    this.missed = false;
  };
  private skipOwn = false;

  private follow(t: Y.Transaction | null, own: boolean): void {
    const old = this.synced;
    let pieces: Piece[] = [];
    const touched = new Set<Row>();
    let whole = t === null;
    if (t !== null) {
      const { dirty, notes, rebuild } = this.collect(t);
      if (dirty.size === 0 && notes.size === 0 && rebuild.size === 0) return;
      if (!own) {
        this.stats.remote += 1;
        for (const type of notes) pieces.push(...this.notePieces(type, t, old));
        for (const row of rebuild) pieces.push(...this.tablePieces(row, old));
      }
      for (const type of notes) {
        const row = this.rowOf.get(type._item!);
        if (row) dirty.set(row.flow, (dirty.get(row.flow) ?? new Set()).add(row.item ? row.index : this.boundBefore(row)));
      }
      // Cells before the tables that hold them.
      const order = [...dirty].sort(([x], [y]) => Number(x === this.rootFlow) - Number(y === this.rootFlow));
      const places = new Map<Flow, { base: number; node: Node } | null>();
      if (!own) for (const [flow] of order) places.set(flow, this.placeOf(flow, old));
      for (const [flow, set] of order) {
        if (this.flows.get(flow.type as never) !== flow || flow.type._item?.deleted) continue;
        const place = places.get(flow);
        if (!own && !place) continue;
        const starts = [...set].filter((i) => i < flow.rows.length).sort((a, b) => a - b);
        const regions: ReturnType<FlowBinding["readRegion"]>[] = [];
        for (const from of starts) {
          const last = regions.at(-1);
          if (last && from < last.to) continue;
          const prior = last && from >= 0 && flow.rows[from]!.item === null;
          if (prior) continue;
          let base = place?.base ?? 0;
          if (place) for (let i = 0; i < from; i += 1) base += place.node.child(i).nodeSize;
          regions.push(this.readRegion(flow, from, t, set, set.has(-2), place?.node ?? null, base));
        }
        for (const region of regions.toReversed()) {
          this.splice(flow, region.from, region.to, region.rows);
          for (const row of region.rows) touched.add(row);
          pieces.push(...region.changes.map((change) => this.pieceOf(change, region.rows)));
        }
      }
      for (const row of rebuild) {
        if (this.rowOf.get(row.item!) !== row) continue;
        this.splice(row.flow, row.index, row.index + 1, [row]);
        touched.add(row);
      }
    }
    // Who lost an id, or got it back.
    for (const id of this.changedIds) for (const item of this.holders.get(id) ?? []) {
      const row = this.rowOf.get(item);
      if (row && !touched.has(row) && this.shown.get(item) !== this.idOf(item)) touched.add(row);
    }
    if ([...this.changedIds].some((id) => id.startsWith("x-"))) {
      for (const flow of this.flows.values()) for (const row of flow.rows) if (!row.item) touched.add(row);
    }
    this.changedIds.clear();
    const { host } = this;
    if (whole) this.synced = this.readAll();
    if (!host) {
      if (!whole) this.synced = this.readAll();
      return;
    }
    const tr = host.state.tr;
    if (whole) {
      this.stats.fallbacks += 1;
      replaceDifference(tr, 0, tr.doc, this.synced);
    } else if (!own) {
      pieces = pieces.sort((x, y) => y.from - x.from || y.to - x.to);
      try {
        if (process.env.FLOW_PIECES) console.log("pieces", pieces.map((p) => `${p.from}-${p.to} ${p.slice}`), "caret", host.state.selection.from);
        for (const { from, to, slice } of pieces) tr.step(new ReplaceStep(from, to, slice));
      } catch (error) {
        this.stats.fallbacks += 1;
        if (process.env.FLOW_DEBUG) console.log(`PIECE ${String(error)} ${tr.steps.length}`, pieces.map((p) => `${p.from}-${p.to} ${String(p.slice).replace(/x+/g, "x")}`).join(" ;; "), "OLD", String(old).replace(/x+/g, "x"));
        this.synced = this.readAll();
        replaceDifference(tr, 0, tr.doc, this.synced);
        touched.clear();
      }
    }
    const ok = whole || this.mend(tr, touched, own);
    if (!ok) {
      if (own) this.stats.corrections += 1;
      else this.stats.fallbacks += 1;
      if (process.env.FLOW_DEBUG) console.log("not as expected", own, String(tr.doc), pieces.map((p) => `${p.from}-${p.to} ${p.slice}`));
      replaceDifference(tr, 0, tr.doc, this.readAll());
    }
    this.forgetContent();
    if (tr.docChanged) {
      if (own && ok) {
        this.stats.corrections += 1;
        if (process.env.FLOW_DEBUG) console.log("correction", tr.steps.map((s) => JSON.stringify(s.toJSON())), String(host.state.doc));
      }
      this.synced = tr.doc;
      steadySelection(tr, host.state);
      tr.setMeta(flowKey, { remote: true }).setMeta("addToHistory", false);
      this.busy = false;
      host.dispatch(tr);
    }
  }

  /** What a transaction changed, as the block units before the changes. */
  private collect(t: Y.Transaction) {
    const dirty = new Map<Flow, Set<number>>();
    const notes = new Set<Y.XmlText>();
    const rebuild = new Set<Row>();
    const mark = (flow: Flow, index: number) => {
      const set = dirty.get(flow);
      if (set) set.add(index);
      else dirty.set(flow, new Set([index]));
    };
    const changedFlows = new Set<Flow>();
    for (const [changed, subs] of t.changed) {
      const type = changed as unknown as Y.AbstractType<unknown>;
      const item = type._item;
      const flow = this.flows.get(type);
      if (flow) {
        if (subs.has(null)) changedFlows.add(flow);
        if (flow.table && [...subs].some((sub) => sub !== null)) rebuild.add(flow.table);
        continue;
      }
      if (!item || item.deleted) continue;
      const row = this.rowOf.get(item);
      const parent = item.parent as Y.AbstractType<unknown>;
      if (type instanceof Y.XmlText) {
        if (row && subs.has(null)) notes.add(type);
        if (row && [...subs].some((sub) => sub !== null)) mark(row.flow, row.item ? row.index : this.boundBefore(row));
      } else if (type instanceof Y.XmlElement) {
        if (row) {
          if (row.kind === "table") rebuild.add(row);
          else mark(row.flow, row.index);
        } else if (this.flows.has(parent)) {
          const at = this.flows.get(parent)!;
          mark(at, this.boundOf(at, item.left, null));
        } else if (type.nodeName === "tableRow" && parent._item) {
          const table = this.rowOf.get(parent._item);
          if (table) rebuild.add(table);
        } else if (parent instanceof Y.XmlText && parent._item && this.rowOf.has(parent._item)) {
          const around = this.rowOf.get(parent._item)!;
          mark(around.flow, around.item ? around.index : this.boundBefore(around));
        }
      }
    }
    // A table that lost its rows is not shown, and one that got them again is.
    for (const row of rebuild) if (gridOf(typeOf(row.item!)).length === 0) {
      rebuild.delete(row);
      mark(row.flow, this.boundOf(row.flow, row.item!.left, null));
    }
    if (changedFlows.size > 0) {
      let count = 0;
      for (const [client, end] of t.afterState) {
        const start = t.beforeState.get(client) ?? 0;
        if (start === end) continue;
        const structs = this.doc.store.clients.get(client)!;
        count += structs.length - Y.findIndexSS(structs as never, start);
      }
      const visited = count > 400 ? new Set<Y.Item>() : null;
      const look = (struct: Y.Item | Y.GC) => {
        if (!(struct instanceof Y.Item) || struct.parentSub !== null) return;
        const flow = this.flows.get(struct.parent as never);
        if (!flow || !changedFlows.has(flow)) return;
        const bound = this.boundOf(flow, struct, visited);
        if (bound !== null) mark(flow, bound);
      };
      for (const [client, end] of t.afterState) {
        const start = t.beforeState.get(client) ?? 0;
        if (start === end) continue;
        const structs = this.doc.store.clients.get(client)! as (Y.Item | Y.GC)[];
        for (let i = Y.findIndexSS(structs as never, start); i < structs.length && structs[i]!.id.clock < end; i += 1) look(structs[i]!);
      }
      Y.iterateDeletedStructs(t, t.deleteSet, look as never);
    }
    return { dirty, notes, rebuild };
  }
  /** The index of the last block unit before (or at) this item that was there and is; -1 at the start. */
  private boundOf(flow: Flow, item: Y.Item | null, visited: Set<Y.Item> | null): number | never {
    for (let at = item; at !== null; at = at.left) {
      if (visited) {
        if (visited.has(at)) return null as never;
        visited.add(at);
      }
      if (at.deleted) continue;
      const row = this.rowOf.get(at);
      if (row && row.item === at && row.flow === flow) return row.index;
    }
    return -1;
  }
  private boundBefore(row: Row): number {
    return row.index > 0 && row.flow.rows[row.index - 1]!.item ? row.index - 1 : -1;
  }

  private pieceOf({ fromA, toA, fromB, toB }: Change, rows: readonly Row[]): Piece {
    if (fromB === toB) return { from: fromA, to: toA, slice: Slice.empty };
    // Only the rows that the change touches.
    const nodes: Node[] = [];
    let at = 0;
    let shift = 0;
    for (const row of rows) {
      const size = this.sizeOf(row);
      const end = at + size;
      if (end < fromB) shift = end;
      else if (at <= toB) nodes.push(this.build(row));
      at = end;
    }
    const part = this.schema.topNodeType.create(null, nodes);
    return { from: fromA, to: toA, slice: part.slice(fromB - shift, toB - shift) };
  }
  private sizeOf(row: Row): number {
    return row.kind === "text" ? 2 + lengthOf(this.contentOf(row)) : row.kind === "atom" ? 1 : this.build(row).nodeSize;
  }

  /** Rows and cells that are gone or new. */
  private tablePieces(row: Row, old: Node): Piece[] {
    const at = this.startOf(row, old);
    const node = at === null ? null : old.nodeAt(at);
    if (at === null || node?.type.name !== "table" || !row.lines || !row.cells) return [];
    const el = typeOf<Y.XmlElement>(row.item!);
    const [lines, grid] = [linesOf(el), gridOf(el)];
    const pieces: Piece[] = [];
    const nodes = this.schema.nodes;
    const cellNode = (cell: Y.XmlText) => {
      const { header, colspan, rowspan } = cell.getAttributes() as Record<string, unknown>;
      const flow = this.flowAt(cell, row);
      return nodes[header === true ? "tableHeader" : "tableCell"]!.create({ colspan: colspan ?? 1, rowspan: rowspan ?? 1 }, flow.rows.map((inner) => this.build(inner)));
    };
    const merge = <T>(a: readonly T[], b: readonly T[], start: number, parent: Node, make: (value: T, index: number) => Node, both: (i: number, j: number, pos: number) => void) => {
      const kept = new Set(b);
      const known = new Set(a);
      let [i, j, pos] = [0, 0, start];
      while (i < a.length || j < b.length) {
        if (i < a.length && !kept.has(a[i]!)) {
          const size = parent.child(i).nodeSize;
          pieces.push({ from: pos, to: pos + size, slice: Slice.empty });
          pos += size;
          i += 1;
        } else if (j < b.length && !known.has(b[j]!)) {
          const news: Node[] = [];
          while (j < b.length && !known.has(b[j]!)) news.push(make(b[j]!, j++));
          pieces.push({ from: pos, to: pos, slice: new Slice(Fragment.from(news), 0, 0) });
        } else {
          both(i, j, pos);
          pos += parent.child(i).nodeSize;
          i += 1;
          j += 1;
        }
      }
    };
    merge(row.lines, lines, at + 1, node, (_line, j) => nodes.tableRow!.create(null, grid[j]!.map(cellNode)), (i, j, pos) => {
      merge(row.cells![i]!, grid[j]!, pos + 1, node.child(i), cellNode, () => undefined);
    });
    return pieces;
  }

  private notePieces(type: Y.XmlText, t: Y.Transaction, old: Node): Piece[] {
    const item = type._item!;
    const place = this.placeOfNote(item, old);
    if (!place) return [];
    const pieces: Piece[] = [];
    let [a, b] = [place.start, 0];
    let change: { a: number; b: number } | null = null;
    const content = this.inline(noteContent(type));
    const whole = this.schema.nodes.footnote!.create(null, content);
    const close = () => {
      if (change) pieces.push({ from: change.a, to: a, slice: whole.slice(change.b, b) });
      change = null;
    };
    for (let at = type._start; at !== null; at = at.right) {
      const unit = unitOf(at);
      if (unit !== "text" && unit !== "inline") continue;
      const inA = !isAdded(t, at) && (!at.deleted || Y.isDeleted(t.deleteSet, at.id));
      const inB = !at.deleted;
      if (!inA && !inB) continue;
      const n = unit === "inline" ? 1 : (at.content as Y.ContentString).str.replaceAll(END, "").length;
      if (inA && inB) close();
      else change ??= { a, b };
      if (inA) a += n;
      if (inB) b += n;
    }
    close();
    return pieces;
  }

  // ---------------------------------------------------------------- places

  /** Where a flow's content begins in the document, and the node that holds it. */
  private placeOf(flow: Flow, doc: Node): { base: number; node: Node } | null {
    if (flow === this.rootFlow) return { base: 0, node: doc };
    const table = flow.table!;
    let base = 0;
    for (let i = 0; i < table.index; i += 1) base += doc.child(i).nodeSize;
    const node = doc.maybeChild(table.index);
    if (node?.type.name !== "table") return null;
    base += 1;
    for (let r = 0; r < table.cells!.length; r += 1) {
      const cells = table.cells![r]!;
      const row = node.maybeChild(r);
      if (!row) return null;
      const c = cells.indexOf(flow.type);
      if (c < 0) {
        base += row.nodeSize;
        continue;
      }
      base += 1;
      for (let i = 0; i < c; i += 1) base += row.child(i).nodeSize;
      const cell = row.maybeChild(c);
      return cell ? { base: base + 1, node: cell } : null;
    }
    return null;
  }
  private startOf(row: Row, doc: Node): number | null {
    const place = this.placeOf(row.flow, doc);
    if (!place || row.index >= place.node.childCount) return null;
    let { base } = place;
    const children = place.node.content.content;
    for (let i = 0; i < row.index; i += 1) base += children[i]!.nodeSize;
    return base;
  }
  private placeOfNote(item: Y.Item, doc: Node): { start: number; node: Node } | null {
    const row = this.rowOf.get(item);
    if (!row) return null;
    const start = this.startOf(row, doc);
    if (start === null) return null;
    const block = doc.nodeAt(start);
    const id = this.shown.get(item) ?? this.idOf(item);
    let found: { start: number; node: Node } | null = null;
    block?.forEach((node, offset) => {
      if (node.type.name === "footnote" && node.attrs.id === id) found = { start: start + 1 + offset + 1, node };
    });
    return found;
  }

  private why(reason: string): false {
    if (process.env.FLOW_DEBUG) console.log("because", reason);
    return false;
  }
  /** Attributes, marks and whatever else is not yet as it should be. False where rows and nodes differ in number. */
  private mend(tr: Transaction, touched: ReadonlySet<Row>, own: boolean): boolean {
    const flows = new Set<Flow>();
    for (const row of touched) flows.add(row.flow);
    for (const flow of flows) {
      if (this.flows.get(flow.type as never) !== flow) continue;
      const place = this.placeOf(flow, tr.doc);
      if (!place) {
        if (flow === this.rootFlow) return false;
        continue;
      }
      if (place.node.childCount !== flow.rows.length) {
        if (flow === this.rootFlow) return this.why(`${place.node.childCount} children, ${flow.rows.length} rows`);
        const table = flow.table!;
        const at = this.startOf(table, tr.doc);
        if (at === null) return this.why("no table");
        replaceDifference(tr, at, tr.doc.nodeAt(at)!, this.build(table), true);
      }
    }
    for (const row of touched) {
      if (this.rowOf.get(row.item!) !== row && row.item) continue;
      if (this.flows.get(row.flow.type as never) !== row.flow) continue;
      if (row.flow.rows[row.index] !== row) continue;
      const at = this.startOf(row, tr.doc);
      if (at === null) return this.why(`no place of a row ${row.index} ${row.kind} of ${row.flow === this.rootFlow ? "the text" : "a cell"}`);
      const node = tr.doc.nodeAt(at);
      if (!node) return this.why("no node");
      const wanted = this.build(row);
      if (!node.eq(wanted)) mendNode(tr, at, node, wanted);
    }
    void own;
    return true;
  }

  // ---------------------------------------------------------------- to others

  /** Writes what was done to `before` into the shared text. */
  write(before: Node, after: Node, changes: readonly Change[], fast: Fast | null): void {
    if (before !== this.synced) throw new Error("the shared text is at another document");
    this.synced = after;
    this.busy = true;
    try {
      if (fast && ("text" in fast ? this.writeText(before, fast) : this.deleteText(before, fast))) {
        this.stats.fast += 1;
        return;
      }
      this.stats.generic += 1;
      this.doc.transact((t) => this.syncFlow(t, this.rootFlow, before, after, changes), this);
    } finally {
      this.busy = false;
    }
  }

  /** Typing: letters that are put into a block or footnote. */
  private writeText(doc: Node, { pos, text, node }: { pos: number; text: string; node: Node }): boolean {
    if (text.includes(END)) return false;
    const at = this.locate(doc, pos);
    if (!at) return false;
    const wanted = attrsFrom(node.marks, this.schema, at.attrs);
    if (!equalAttrs(wanted, at.attrs)) return false;
    this.skipOwn = true;
    try {
      this.doc.transact((t) => {
        let { left } = at;
        if (left && at.offset > 0 && at.offset < left.length) {
          Y.getItemCleanStart(t, Y.createID(left.id.client, left.id.clock + at.offset));
          left = at.left;
        }
        const right: Y.Item | null = left ? left.right : at.type._start;
        const { doc: d } = this;
        const id = Y.createID(d.clientID, Y.getState(d.store, d.clientID));
        const item = new Y.Item(id, left, left && left.lastId, right, right && right.id, at.type as never, null, new Y.ContentString(text));
        item.integrate(t, 0);
        const markers = (at.type as unknown as { _searchMarker: unknown[] | null })._searchMarker;
        if (markers) markers.length = 0;
      }, this);
    } finally {
      this.skipOwn = false;
    }
    return true;
  }

  /** Erasing letters within a block or footnote, where no formats stand among them. */
  private deleteText(doc: Node, { from, to }: { from: number; to: number }): boolean {
    const at = this.locate(doc, from);
    if (!at) return false;
    let n = to - from;
    // Looks first, and then erases.
    let { left: item, offset } = at as { left: Y.Item | null; offset: number };
    if (item && offset >= item.length) [item, offset] = [item.right, 0];
    else if (!item) [item, offset] = [at.type._start, 0];
    const parts: { id: Y.ID; length: number }[] = [];
    for (; item !== null && n > 0; item = item.right, offset = 0) {
      if (item.deleted) continue;
      if (!(item.content instanceof Y.ContentString)) return false;
      const { str } = item.content;
      const length = Math.min(n, str.length - offset);
      if (str.slice(offset, offset + length).includes(END)) return false;
      if (length > 0) parts.push({ id: Y.createID(item.id.client, item.id.clock + offset), length });
      n -= length;
    }
    if (n > 0 || parts.length === 0) return false;
    // What stands beside it: formats that would have nothing left between them are seen to in the other way.
    const { left } = at;
    const before = left && at.offset > 0 && at.offset < left.length ? null : (left ?? null);
    if (item && !item.deleted && unitOf(item) === "format") return false;
    if (before && at.offset >= before.length && before.right && !before.right.deleted && unitOf(before.right) === "format") return false;
    if (offset === 0 && item === null) void 0;
    if (at.row && at.row.item === null) return false;
    this.skipOwn = true;
    try {
      this.doc.transact((t) => {
        for (const { id, length } of parts) {
          const start = Y.getItemCleanStart(t, id) as Y.Item;
          if (start.length > length) Y.getItemCleanStart(t, Y.createID(id.client, id.clock + length));
          start.delete(t);
        }
        const markers = (at.type as unknown as { _searchMarker: unknown[] | null })._searchMarker;
        if (markers) markers.length = 0;
      }, this);
    } finally {
      this.skipOwn = false;
    }
    return true;
  }

  /** The shared place of a position within text; null where there is none. */
  locate(doc: Node, pos: number): { type: Y.XmlText; left: Y.Item | null; offset: number; attrs: Attrs; row: Row | null } | null {
    const $pos = doc.resolve(pos);
    const { parent } = $pos;
    let depth = $pos.depth;
    const isNote = parent.type.name === "footnote";
    if (isNote) depth -= 1;
    if ($pos.node(depth).type.name !== "block") return null;
    let flow: Flow | undefined = this.rootFlow;
    if (depth === 4) {
      const table = this.rootFlow.rows[$pos.index(0)];
      const cell = table?.cells?.[$pos.index(1)]?.[$pos.index(2)];
      flow = cell && this.flows.get(cell as never);
    } else if (depth !== 1) return null;
    const row = flow?.rows[$pos.index(depth - 1)];
    if (!flow || !row || row.kind !== "text") return null;
    if (!isNote) {
      if (row.item === null && row.empty) return null; // an empty document without a marker
      const prior = row.index > 0 ? flow.rows[row.index - 1]!.item : null;
      return walk(flow.type, row.item ?? prior, row.start, $pos.parentOffset, row, false);
    }
    const target = $pos.index(depth);
    // The footnote is the unit at this offset of its block.
    const offset = $pos.start(depth);
    void target;
    const prior = row.index > 0 ? flow.rows[row.index - 1]!.item : null;
    const note = unitAt(flow.type, row.item ?? prior, $pos.before() - offset);
    if (!note || unitOf(note) !== "note") return null;
    return walk(typeOf<Y.XmlText>(note), null, NO_ATTRS, $pos.parentOffset, null, true);
  }

  private readonly nestedOf = (t: Y.Transaction) => ({
    syncNote: (type: Y.XmlText, a: Node, b: Node) => {
      const start = a.content.findDiffStart(b.content);
      const end = a.content.findDiffEnd(b.content as never);
      if (start === null || !end) return;
      const ops: Op[] = [];
      const [ta, tb]: [Tok[], Tok[]] = [[], []];
      tokensOfInline(a, 0, ta);
      tokensOfInline(b, 0, tb);
      const zone = this.zones.get(b) ?? [];
      if (!pairZones(ta, tb, zone, ops)) diffToks(ta, tb, ops);
      new Cursor(t, type, null, type._start, NO_ATTRS, "start", true, this.nestedOf(t)).run(ops);
    },
    syncTable: (el: Y.XmlElement, a: Node, b: Node) => this.syncTable(t, el, a, b, null),
  });
  private zones = new Map<Node, Change[]>();

  private syncFlow(t: Y.Transaction, flow: Flow, a: Node, b: Node, changes: readonly Change[]): void {
    interface Group {
      i0: number;
      i1: number;
      j0: number;
      j1: number;
      changes: Change[];
    }
    const groups: Group[] = [];
    for (const change of changes) {
      const [i0, i1] = span(a, change.fromA, change.toA);
      const [j0, j1] = span(b, change.fromB, change.toB);
      const last = groups.at(-1);
      if (last && (i0 < last.i1 || j0 < last.j1)) {
        last.i1 = Math.max(last.i1, i1);
        last.j1 = Math.max(last.j1, j1);
        last.changes.push(change);
      } else groups.push({ i0, i1, j0, j1, changes: [change] });
    }
    // Blocks between groups stand one to one.
    for (const [n, group] of groups.entries()) {
      const next = groups[n + 1];
      const restA = (next?.i0 ?? a.childCount) - group.i1;
      const restB = (next?.j0 ?? b.childCount) - group.j1;
      if (restA > restB) group.i1 += restA - restB;
      else group.j1 += restB - restA;
      // So does an empty one before which or behind which something comes to stand.
      if (group.i0 > 0 && group.i0 - 1 >= (groups[n - 1]?.i1 ?? 0) && flow.rows[group.i0 - 1]?.item === null && a.child(group.i0 - 1).content.size === 0) {
        group.i0 -= 1;
        group.j0 -= 1;
      }
      // A block without a marker needs one where a block of text comes to stand before it.
      while (group.i1 < a.childCount && flow.rows[group.i1]?.item === null && group.i1 < (next?.i0 ?? Infinity)) {
        group.i1 += 1;
        group.j1 += 1;
      }
    }
    for (const { i0, i1, j0, j1, changes: own } of groups.toReversed()) {
      const [x, y] = [a.maybeChild(i0), b.maybeChild(j0)];
      if (i1 - i0 === 1 && j1 - j0 === 1 && x?.type.name === "table" && y?.type.name === "table") {
        const [sa, sb] = [offsetOf(a, i0) + 1, offsetOf(b, j0) + 1];
        const inner = own.map((c) => ({ fromA: c.fromA - sa, toA: c.toA - sa, fromB: c.fromB - sb, toB: c.toB - sb }));
        this.syncTable(t, typeOf(flow.rows[i0]!.item!), x, y, inner);
        continue;
      }
      const rows = flow.rows;
      const isImplicit = (i: number) => rows[i]!.item === null;
      const ta = tokensOfBlocks(a, i0, i1, isImplicit, false, own.map((c) => [c.fromA, c.toA]));
      const tb = tokensOfBlocks(b, j0, j1, () => false, false, own.map((c) => [c.fromB, c.toB]));
      for (const tok of tb) if (tok.k === "n") {
        const inside = own.filter((c) => c.fromB > tok.pos && c.toB < tok.pos + tok.size);
        this.zones.set(tok.node, inside.map((c) => ({ ...c, fromB: c.fromB - tok.pos - 1, toB: c.toB - tok.pos - 1, fromA: 0, toA: 0 })));
        for (const atok of ta) if (atok.k === "n" && atok.node.attrs.id === tok.node.attrs.id) {
          const zone = this.zones.get(tok.node)!;
          for (const [k, c] of inside.entries()) {
            zone[k]!.fromA = c.fromA - atok.pos - 1;
            zone[k]!.toA = c.toA - atok.pos - 1;
          }
          if (zone.some((z) => z.fromA < 0 || z.toA > atok.node.content.size)) this.zones.set(tok.node, []);
        }
      }
      const ops: Op[] = [];
      if (!pairZones(ta, tb, own, ops)) diffToks(tokensOfBlocks(a, i0, i1, isImplicit), tokensOfBlocks(b, j0, j1, () => false), ops);
      const row = rows[i0];
      const prior = i0 > 0 ? rows[i0 - 1]! : null;
      let left: Y.Item | null;
      let attrs: Attrs;
      let last: "start" | "block" | "inline" | "marker";
      if (row?.item && i1 > i0) {
        left = row.item.left;
        attrs = row.start;
        last = prior ? "block" : "start";
        // What stands before it is closed, or is an atom.
        if (prior && prior.kind === "text" && ops[0] && (ops[0].a === undefined || ops[0].b === undefined)) [left, attrs, last] = this.endOf(flow, prior);
        else if (prior && prior.kind === "text") last = "inline";
      } else if (prior) [left, attrs, last] = this.endOf(flow, prior);
      else [left, attrs, last] = [null, NO_ATTRS, "start"];
      const right = left ? left.right : flow.type._start;
      new Cursor(t, flow.type, left, right, attrs, last, false, this.nestedOf(t), i1 >= a.childCount).run(ops);
      this.zones.clear();
    }
  }
  /** Directly behind the last visible unit of a row. */
  private endOf(flow: Flow, row: Row): [Y.Item | null, Attrs, "block" | "inline" | "marker"] {
    if (row.kind !== "text") return [row.item, row.start, "block"];
    let left = row.item ?? (row.index > 0 ? flow.rows[row.index - 1]!.item : null);
    let attrs = row.start;
    let seen = attrs;
    let last: "marker" | "inline" = "marker";
    for (let item = left ? left.right : flow.type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const unit = unitOf(item);
      if (unit === "format") {
        const { key, value } = item.content as Y.ContentFormat;
        seen = withFormat(seen, key, value);
      } else if (unit === "inline" || unit === "note") [left, attrs, last] = [item, seen, "inline"];
      else if (unit === "text") {
        const { str } = item.content as Y.ContentString;
        if ([...str].every((ch) => ch === END)) continue;
        // Letters and their end anchor may be one item.
        if (str.endsWith(END)) {
          let n = str.length;
          while (str[n - 1] === END) n -= 1;
          const store = this.doc.store;
          void store;
          Y.getItemCleanStart((this.doc as unknown as { _transaction: Y.Transaction })._transaction, Y.createID(item.id.client, item.id.clock + n));
        }
        [left, attrs, last] = [item, seen, "inline"];
      } else if (isBlockUnit(unit)) {
        const known = this.rowOf.get(item);
        if (known && known.item === item) break;
      }
    }
    return [left, attrs, last];
  }

  private syncTable(t: Y.Transaction, el: Y.XmlElement, a: Node, b: Node, changes: Change[] | null): void {
    const rows = el.toArray().filter((row): row is Y.XmlElement => row instanceof Y.XmlElement && row.nodeName === "tableRow");
    const rowPairs = pairNodes(childrenOf(a), childrenOf(b), firstId);
    let at = 0; // index among el's children
    const all = el.toArray() as unknown[];
    const indexOf = (row: Y.XmlElement) => (el.toArray() as unknown[]).indexOf(row);
    void all;
    const offsets = { a: offsetsOf(a), b: offsetsOf(b) };
    for (const [i, j] of rowPairs) {
      if (i === null) {
        insertRow(t, el, at, b.child(j!), this.nestedOf(t));
        at += 1;
      } else if (j === null) {
        const index = indexOf(rows[i]!);
        el.delete(index, 1);
        at = index;
      } else {
        at = indexOf(rows[i]!) + 1;
        if (a.child(i) !== b.child(j)) {
          const [sa, sb] = [offsets.a[i]! + 1, offsets.b[j]! + 1];
          this.syncRow(t, rows[i]!, a.child(i), b.child(j), changes?.map((c) => ({ fromA: c.fromA - sa, toA: c.toA - sa, fromB: c.fromB - sb, toB: c.toB - sb })) ?? null);
        }
      }
    }
  }
  private syncRow(t: Y.Transaction, el: Y.XmlElement, a: Node, b: Node, changes: Change[] | null): void {
    const cells = (el.toArray() as unknown[]).filter((cell): cell is Y.XmlText => cell instanceof Y.XmlText);
    const indexOf = (cell: Y.XmlText) => (el.toArray() as unknown[]).indexOf(cell);
    const offsets = { a: offsetsOf(a), b: offsetsOf(b) };
    let at = 0;
    for (const [i, j] of pairNodes(childrenOf(a), childrenOf(b), firstId)) {
      if (i === null) {
        insertCell(t, el, at, b.child(j!), this.nestedOf(t));
        at += 1;
      } else if (j === null) {
        at = indexOf(cells[i]!);
        el.delete(at, 1);
      } else {
        const cell = cells[i]!;
        at = indexOf(cell) + 1;
        const [x, y] = [a.child(i), b.child(j)];
        if (x === y) continue;
        setCell(cell, x, y);
        const flow = this.flows.get(cell as never);
        if (x.content === y.content || !flow) continue;
        const [sa, sb] = [offsets.a[i]! + 1, offsets.b[j]! + 1];
        const inner = changes
          ?.map((c) => ({ fromA: c.fromA - sa, toA: c.toA - sa, fromB: c.fromB - sb, toB: c.toB - sb }))
          .filter((c) => c.toA >= 0 && c.fromA <= x.content.size && c.toB >= 0 && c.fromB <= y.content.size);
        const fits = inner && inner.length > 0 && inner.every((c) => c.fromA >= 0 && c.toA <= x.content.size && c.fromB >= 0 && c.toB <= y.content.size);
        this.syncFlow(t, flow, x, y, fits ? inner : difference(x, y));
      }
    }
  }

  // ---------------------------------------------------------------- places that last

  /** A place that stays beside its letter, whatever others do: for carets and comments. */
  toRelative(doc: Node, pos: number, assoc = -1): Y.RelativePosition | null {
    const at = this.locate(doc, pos);
    if (!at) return null;
    if (assoc < 0 && at.left) {
      const clock = at.left.id.clock + (at.offset > 0 ? at.offset - 1 : at.left.length - 1);
      return new Y.RelativePosition(null, null, Y.createID(at.left.id.client, clock), -1);
    }
    // The next visible unit.
    let item: Y.Item | null = at.left;
    let { offset } = at;
    if (!item || offset >= item.length) [item, offset] = [item ? item.right : at.type._start, 0];
    for (; item !== null; item = item.right, offset = 0) {
      if (item.deleted) continue;
      const unit = unitOf(item);
      if (unit === "text") {
        const { str } = item.content as Y.ContentString;
        while (offset < str.length && str[offset] === END) offset += 1;
        if (offset < str.length) return new Y.RelativePosition(null, null, Y.createID(item.id.client, item.id.clock + offset), 0);
      } else if (unit !== "format" && unit !== "none") return new Y.RelativePosition(null, null, item.id, 0);
    }
    const own = at.type._item;
    return own ? new Y.RelativePosition(own.id, null, null, assoc) : new Y.RelativePosition(null, ROOT, null, assoc);
  }
  toAbsolute(rel: Y.RelativePosition, doc: Node): number | null {
    if (!rel.item) return null;
    const { store } = this.doc;
    if (Y.getState(store, rel.item.client) <= rel.item.clock) return null;
    let { item, diff } = followRedone(store as never, rel.item);
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.XmlText)) return null;
    let offset = rel.assoc < 0 ? diff + 1 : diff;
    let type = item.parent as Y.XmlText;
    // In a footnote: the place of the footnote, and then the place within.
    if (!this.flows.has(type as never)) {
      const note = type._item;
      const place = note && !note.deleted ? this.placeOfNote(note, doc) : null;
      if (place) {
        let n = item.deleted ? 0 : unitOf(item) === "text" ? offset : Math.min(offset, 1);
        for (let at = item.left; at !== null; at = at.left) n += at.deleted ? 0 : unitOf(at) === "text" ? at.length : unitOf(at) === "inline" ? 1 : 0;
        return place.start + n;
      }
      if (!note || !(note.parent instanceof Y.XmlText)) return null;
      item = note;
      offset = 0;
      type = note.parent as Y.XmlText;
      if (!this.flows.has(type as never)) return null;
    }
    const flow = this.flows.get(type as never)!;
    let n = 0;
    for (let at: Y.Item | null = item; at !== null; at = at.left) {
      if (at.deleted) continue;
      const row = this.rowOf.get(at);
      if (row && row.item === at) {
        // A block unit: its row begins here.
        const start = row.flow === flow ? this.startOf(row, doc) : null;
        if (start === null) return null;
        if (row.kind === "text") return at === item && offset === 0 ? start : start + 1 + n;
        const next = flow.rows[row.index + 1];
        if (at !== item && next && next.item === null) return this.startOf(next, doc)! + 1 + n;
        return start + (at === item && offset === 0 ? 0 : doc.nodeAt(start)!.nodeSize);
      }
      const unit = unitOf(at);
      if (unit === "text") {
        const { str } = at.content as Y.ContentString;
        const part = at === item ? str.slice(0, offset) : str;
        n += part.includes(END) ? part.replaceAll(END, "").length : part.length;
      } else if (unit === "inline") n += at === item ? Math.min(offset, 1) : 1;
      else if (unit === "note") n += at === item && offset === 0 ? 0 : 2 + lengthOf(noteContent(typeOf(at)));
    }
    const first = flow.rows[0]!;
    if (first.item !== null) return this.startOf(first, doc)! + 1;
    return this.startOf(first, doc)! + 1 + n;
  }

  /** For tests: what is remembered equals what would be read anew. */
  checkRows(): string | null {
    const other = new FlowBinding(this.doc, this.schema);
    try {
      const mine = this.rootFlow.rows.map((row) => describe(row));
      const fresh = other.rootFlow.rows.map((row) => describe(row));
      if (mine.join() !== fresh.join()) return `${mine.join()} instead of ${fresh.join()}`;
      if (!other.synced.eq(this.synced)) return `${String(this.synced)} instead of ${String(other.synced)}`;
      return null;
    } finally {
      other.destroy();
    }
  }
  get rows(): readonly Row[] {
    return this.rootFlow.rows;
  }
}

const describe = (row: Row) => `${row.kind}${row.item ? `${row.item.id.client}:${row.item.id.clock}` : "-"}${JSON.stringify(Object.keys(row.start).sort())}`;

// ------------------------------------------------------------------ alignment

/** Where a flow read now differs from the same flow as the editor shows it. */
class Alignment {
  readonly changes: Change[] = [];
  minimum = 0;
  private a: number;
  private b = 0;
  private aOpen = false;
  private bOpen = false;
  private row: number;
  private start: { a: number; b: number; aOpen: boolean; bOpen: boolean; blockA: boolean | null; blockB: boolean | null } | null = null;
  private pendingEmpty: boolean;
  constructor(
    readonly flow: Flow,
    from: number,
    readonly node: Node,
    base: number,
    empty: boolean,
  ) {
    this.a = base;
    this.row = from - 1;
    this.pendingEmpty = empty;
  }
  private blockStart = 0;

  private begin(): NonNullable<Alignment["start"]> {
    return (this.start ??= { a: this.a, b: this.b, aOpen: this.aOpen, bOpen: this.bOpen, blockA: null, blockB: null });
  }
  private common(block: boolean): void {
    const { start } = this;
    if (!start) return;
    this.start = null;
    const firstA = start.blockA ?? block;
    const firstB = start.blockB ?? block;
    const outside = firstA && firstB;
    const fromA = start.a + (outside && start.aOpen ? 1 : 0);
    const fromB = start.b + (outside && start.bOpen ? 1 : 0);
    const inside = block && this.aOpen && this.bOpen && !outside && start.aOpen;
    const toA = this.a + (block && !inside && this.aOpen ? 1 : 0);
    const toB = this.b + (block && !inside && this.bOpen ? 1 : 0);
    if (fromA !== toA || fromB !== toB) this.changes.push({ fromA, toA, fromB, toB });
  }
  private openA(): void {
    if (this.aOpen) this.a += 1;
    this.row += 1;
    this.a += 1;
    this.aOpen = true;
    this.blockStart = this.a;
  }
  private openB(): void {
    if (this.bOpen) this.b += 1;
    this.b += 1;
    this.bOpen = true;
  }
  block(inA: boolean, inB: boolean, marker: boolean, row: Row | null, binding: FlowBinding): void {
    if (this.pendingEmpty && inB && !inA) {
      this.pendingEmpty = false;
      if (marker && !this.start) {
        this.openA();
        this.openB();
        return;
      }
      this.begin().blockA ??= true;
      this.openA();
    }
    if (inA && inB) this.common(true);
    else {
      const start = this.begin();
      if (inA) start.blockA ??= true;
      if (inB) start.blockB ??= true;
    }
    if (inA) {
      if (marker) this.openA();
      else {
        if (this.aOpen) this.a += 1;
        this.aOpen = false;
        this.row += 1;
        this.a += this.node.child(this.row).nodeSize;
      }
    }
    if (inB) {
      if (marker) this.openB();
      else {
        if (this.bOpen) this.b += 1;
        this.bOpen = false;
        this.b += row!.kind === "table" ? tableSize(row!, binding) : 1;
      }
    }
  }
  inline(inA: boolean, inB: boolean, sizeA: number, sizeB: number): void {
    const needA = inA && !this.aOpen;
    const needB = inB && !this.bOpen;
    if (needA && needB) {
      this.common(true);
      this.openA();
      this.openB();
    } else if (needA) {
      this.begin().blockA ??= true;
      this.openA();
    } else if (needB) {
      if (this.pendingEmpty) {
        this.pendingEmpty = false;
        if (this.start) this.begin().blockA ??= true;
        this.openA();
        this.openB();
      } else {
        this.begin().blockB ??= true;
        this.openB();
      }
    }
    if (inA && inB) this.common(false);
    else {
      const start = this.begin();
      if (inA) start.blockA ??= false;
      if (inB) start.blockB ??= false;
    }
    if (inA) this.a += sizeA >= 0 ? sizeA : this.node.child(this.row).nodeAt(this.a - this.blockStart)!.nodeSize;
    if (inB) this.b += sizeB;
  }
  /** The flow has nothing in it. */
  empty(): void {
    if (this.pendingEmpty) {
      this.pendingEmpty = false;
      this.openA();
      this.openB();
      return;
    }
    this.begin().blockB ??= true;
    this.openB();
  }
  end(): void {
    if (this.pendingEmpty) {
      this.begin().blockA ??= true;
      this.openA();
    }
    this.common(true);
  }
}
function tableSize(row: Row, binding: FlowBinding): number {
  // Cells of a new table are read here, and once more when it is shown.
  const el = typeOf<Y.XmlElement>(row.item!);
  let size = 2;
  for (const cells of gridOf(el)) {
    size += 2;
    for (const cell of cells) {
      const known = (binding as unknown as { flows: Map<unknown, Flow> }).flows.get(cell);
      const rows = known ? known.rows : (binding as unknown as { readRegion: (...args: unknown[]) => { rows: Row[] } }).readRegion(new Flow(cell, row), -1, null, new Set(), true, null, 0).rows;
      size += 2;
      for (const inner of rows) size += 2 + lengthOf((binding as unknown as { contentOf(row: Row): Inline[] }).contentOf(inner));
    }
  }
  return size;
}

// ------------------------------------------------------------------ helpers

function isAdded(t: Y.Transaction, item: Y.Item): boolean {
  return item.id.clock >= (t.beforeState.get(item.id.client) ?? 0);
}
function isBefore(a: Y.ID, b: Y.ID): boolean {
  return a.clock < b.clock || (a.clock === b.clock && a.client < b.client);
}
function derivedId(stem: string, id: Y.ID): string {
  return `${stem}-${id.client.toString(36)}-${id.clock.toString(36)}`;
}
function linesOf(el: Y.XmlElement): Y.XmlElement[] {
  return (el.toArray() as unknown[]).filter((row): row is Y.XmlElement => row instanceof Y.XmlElement && row.nodeName === "tableRow");
}
export function gridOf(el: Y.XmlElement): Y.XmlText[][] {
  const grid: Y.XmlText[][] = [];
  for (const row of el.toArray() as unknown[]) {
    if (!(row instanceof Y.XmlElement) || row.nodeName !== "tableRow") continue;
    grid.push((row.toArray() as unknown[]).filter((cell): cell is Y.XmlText => cell instanceof Y.XmlText));
  }
  return grid;
}
function noteContent(type: Y.XmlText): Inline[] {
  const content: Inline[] = [];
  let attrs: Attrs = NO_ATTRS;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = unitOf(item);
    if (unit === "format") attrs = withFormat(attrs, (item.content as Y.ContentFormat).key, (item.content as Y.ContentFormat).value);
    else if (unit === "text") {
      const text = (item.content as Y.ContentString).str.replaceAll(END, "");
      const last = content.at(-1);
      if (text === "") continue;
      if (last && "text" in last && last.attrs === attrs) last.text += text;
      else content.push({ text, attrs });
    } else if (unit === "inline") content.push({ item, note: false });
  }
  return content;
}
function lengthOf(content: readonly Inline[]): number {
  let length = 0;
  for (const piece of content) length += "text" in piece ? piece.text.length : piece.note ? 2 + lengthOf(noteContent(typeOf(piece.item))) : 1;
  return length;
}
/** Walks from a block's start over so many positions; stands directly behind the unit before. */
function walk(type: Y.XmlText, from: Y.Item | null, start: Attrs, offset: number, row: Row | null, inlineOnly: boolean) {
  let attrs = start;
  let left = from;
  let n = offset;
  if (n === 0) return { type, left, offset: left ? left.length : 0, attrs, row };
  for (let item = from ? from.right : type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = unitOf(item);
    if (unit === "format") {
      const { key, value } = item.content as Y.ContentFormat;
      attrs = withFormat(attrs, key, value);
      continue;
    }
    let size = 0;
    if (unit === "text") {
      const { str } = item.content as Y.ContentString;
      if (!str.includes(END)) size = str.length;
      else {
        let at = 0;
        while (at < str.length && n > 0) {
          if (str[at] !== END) n -= 1;
          at += 1;
        }
        if (n === 0) return { type, left: item, offset: at, attrs, row };
        continue;
      }
      if (n <= size) return { type, left: item, offset: n, attrs, row };
    } else if (unit === "inline") size = 1;
    else if (unit === "note" && !inlineOnly) size = 2 + lengthOf(noteContent(typeOf(item)));
    else if (unit === "note" || unit === "none" || inlineOnly) continue;
    else return null;
    left = item;
    n -= size;
    if (n === 0) return { type, left, offset: left.length, attrs, row };
    if (n < 0) return null;
  }
  return null;
}
function unitAt(type: Y.XmlText, from: Y.Item | null, offset: number): Y.Item | null {
  let n = offset;
  for (let item = from ? from.right : type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = unitOf(item);
    let size = 0;
    if (unit === "text") size = (item.content as Y.ContentString).str.replaceAll(END, "").length;
    else if (unit === "inline") size = 1;
    else if (unit === "note") size = 2 + lengthOf(noteContent(typeOf(item)));
    else if (isBlockUnit(unit)) return null;
    else continue;
    if (n === 0 && size > 0) return item;
    n -= size;
    if (n < 0) return null;
  }
  return null;
}
function span(node: Node, from: number, to: number): [number, number] {
  let [i0, i1, at] = [0, 0, 0];
  for (let i = 0; i < node.childCount; i += 1) {
    const end = at + node.child(i).nodeSize;
    if (end <= from) i0 = i + 1;
    if (at < to) i1 = i + 1;
    at = end;
  }
  return [i0, Math.max(i0, i1)];
}
function offsetOf(node: Node, index: number): number {
  let at = 0;
  for (let i = 0; i < index; i += 1) at += node.child(i).nodeSize;
  return at;
}
function offsetsOf(node: Node): number[] {
  const out: number[] = [];
  node.forEach((_child, offset) => out.push(offset));
  return out;
}
const childrenOf = (node: Node): Node[] => [...node.content.content];

/** Pairs children: the same ones at both ends, then by key, then in order. */
function pairNodes(a: Node[], b: Node[], key: (node: Node) => unknown): [number | null, number | null][] {
  let p = 0;
  while (p < a.length && p < b.length && a[p] === b[p]) p += 1;
  let s = 0;
  while (s < a.length - p && s < b.length - p && a[a.length - 1 - s] === b[b.length - 1 - s]) s += 1;
  const out: [number | null, number | null][] = [];
  for (let i = 0; i < p; i += 1) out.push([i, i]);
  const am = a.slice(p, a.length - s);
  const bm = b.slice(p, b.length - s);
  if (am.length === bm.length) am.forEach((_n, i) => out.push([p + i, p + i]));
  else {
    const ka = am.map(key);
    const kb = bm.map(key);
    let [i, j] = [0, 0];
    while (i < am.length || j < bm.length) {
      if (i >= am.length) out.push([null, p + j++]);
      else if (j >= bm.length) out.push([p + i++, null]);
      else if (ka[i] === kb[j]) out.push([p + i++, p + j++]);
      else if (!kb.slice(j).includes(ka[i])) out.push([p + i++, null]);
      else out.push([null, p + j++]);
    }
  }
  for (let i = s; i > 0; i -= 1) out.push([a.length - i, b.length - i]);
  return out;
}
function difference(a: Node, b: Node): Change[] {
  const start = a.content.findDiffStart(b.content);
  if (start === null) return [];
  let { a: toA, b: toB } = a.content.findDiffEnd(b.content)!;
  const overlap = start - Math.min(toA, toB);
  if (overlap > 0) {
    toA += overlap;
    toB += overlap;
  }
  return [{ fromA: start, toA, fromB: start, toB }];
}
/** Pairs units: outside of the changes one to one, within by likeness. */
function pairZones(a: Tok[], b: Tok[], changes: readonly Change[], out: Op[]): boolean {
  const cutA: [number, number][] = [];
  const cutB: [number, number][] = [];
  const range = (toks: Tok[], from: number, to: number, after: number): [number, number] => {
    let i = after;
    while (i < toks.length && toks[i]!.pos + toks[i]!.size <= from) i += 1;
    let j = i;
    while (j < toks.length && toks[j]!.pos < to) j += 1;
    // An insertion within a unit, such as a footnote.
    if (j < toks.length && toks[j]!.pos < from && toks[j]!.pos + toks[j]!.size > from) j += 1;
    return [i, j];
  };
  for (const { fromA, toA, fromB, toB } of changes) {
    cutA.push(range(a, fromA, toA, cutA.at(-1)?.[1] ?? 0));
    cutB.push(range(b, fromB, toB, cutB.at(-1)?.[1] ?? 0));
  }
  let [i, j] = [0, 0];
  let exact = true;
  for (let n = 0; n <= changes.length; n += 1) {
    const endA = cutA[n]?.[0] ?? a.length;
    const endB = cutB[n]?.[0] ?? b.length;
    if (endA - i !== endB - j) exact = false;
    for (let k = 0; exact && k < endA - i; k += 1) if (a[i + k]!.k !== b[j + k]!.k || a[i + k]!.size !== b[j + k]!.size) exact = false;
    [i, j] = [cutA[n]?.[1] ?? a.length, cutB[n]?.[1] ?? b.length];
  }
  if (!exact || changes.length === 0) return false;
  [i, j] = [0, 0];
  for (let n = 0; n <= changes.length; n += 1) {
    const endA = cutA[n]?.[0] ?? a.length;
    while (i < endA) out.push({ a: a[i++]!, b: b[j++]! });
    if (n < changes.length) {
      diffToks(a.slice(i, cutA[n]![1]), b.slice(j, cutB[n]![1]), out);
      [i, j] = [cutA[n]![1], cutB[n]![1]];
    }
  }
  return true;
}

function replaceDifference(tr: Transaction, at: number, a: Node, b: Node, whole = false): void {
  const base = whole ? at + 1 : at;
  if (whole && !equalValue(a.attrs, b.attrs)) {
    tr.replaceWith(at, at + a.nodeSize, b);
    return;
  }
  const [change] = difference(a, b);
  if (!change) return;
  let step = new ReplaceStep(base + change.fromA, base + change.toA, b.slice(change.fromB, change.toB));
  const { doc } = step.apply(tr.doc);
  const now = doc && (whole ? doc.nodeAt(at) : doc);
  // Where ends are of different depth: all of it.
  if (!now || !now.content.eq(b.content)) step = new ReplaceStep(base, base + a.content.size, new Slice(b.content, 0, 0));
  tr.step(step);
}
function mendNode(tr: Transaction, at: number, node: Node, wanted: Node): void {
  if (node.type !== wanted.type) {
    tr.replaceWith(at, at + node.nodeSize, wanted);
    return;
  }
  for (const key of Object.keys(wanted.attrs)) if (!equalValue(node.attrs[key], wanted.attrs[key])) tr.setNodeAttribute(at, key, wanted.attrs[key]);
  if (node.isLeaf || node.content.eq(wanted.content)) return;
  if (!node.inlineContent) {
    let alike = node.childCount === wanted.childCount;
    for (let i = 0; alike && i < node.childCount; i += 1) alike = node.child(i).type === wanted.child(i).type || node.type.name === "tableRow";
    if (!alike) {
      replaceDifference(tr, at, node, node.copy(wanted.content), true);
      return;
    }
    let pos = at + 1 + node.content.size;
    for (let i = node.childCount - 1; i >= 0; i -= 1) {
      const [own, other] = [node.child(i), wanted.child(i)];
      pos -= own.nodeSize;
      if (own.eq(other)) continue;
      if (own.type !== other.type) tr.setNodeMarkup(pos, other.type, other.attrs);
      mendNode(tr, pos, tr.doc.nodeAt(pos)!, other);
    }
    return;
  }
  const text = (n: Node) => n.textBetween(0, n.content.size, "\n", (leaf) => `\u0001${leaf.type.name}`) + String(n.content.size);
  if (text(node) !== text(wanted)) {
    replaceDifference(tr, at, node, node.copy(wanted.content), true);
    return;
  }
  let i = 0;
  let pos = 0;
  const start = at + 1;
  wanted.forEach((child, offset) => {
    const end = offset + child.nodeSize;
    while (i < node.childCount && pos < end) {
      const own = node.child(i);
      const from = Math.max(pos, offset);
      const to = Math.min(pos + own.nodeSize, end);
      if (own.isText) {
        for (const mark of own.marks) if (!mark.isInSet(child.marks)) tr.step(new RemoveMarkStep(start + from, start + to, mark));
        for (const mark of child.marks) if (!mark.isInSet(own.marks)) tr.step(new AddMarkStep(start + from, start + to, mark));
      } else if (!own.eq(child)) {
        // Atoms carry no marks of their own.
        for (const mark of own.marks) if (!mark.isInSet(child.marks)) tr.step(new RemoveMarkStep(start + from, start + from + own.nodeSize, mark));
        mendNode(tr, start + from, own, child);
      }
      if (pos + own.nodeSize > end) break;
      pos += own.nodeSize;
      i += 1;
    }
  });
}

/** The caret stays behind the letter before it; at a block's start, before the letter behind it. */
function steadySelection(tr: Transaction, before: EditorState): void {
  const { selection } = before;
  if (!(selection instanceof TextSelection)) return;
  const place = (pos: number) => {
    const $pos = before.doc.resolve(pos);
    const id: unknown = $pos.parent.attrs.id;
    if (typeof id === "string" && $pos.depth === 1 && tr.mapping.mapResult($pos.before(1), 1).deletedAfter && tr.mapping.mapResult(pos).deletedAcross) {
      // Its paragraph was taken away, and stands elsewhere under the same id: moved by somebody.
      let moved: number | null = null;
      tr.doc.forEach((node, offset) => {
        if (node.attrs.id === id && node.inlineContent) moved = offset + 1 + Math.min($pos.parentOffset, node.content.size);
      });
      if (moved !== null) return moved;
    }
    const behind = $pos.nodeBefore?.isText || ($pos.parentOffset > 0 && !$pos.nodeAfter?.isText);
    return tr.mapping.map(pos, behind ? -1 : 1);
  };
  const [anchor, head] = [place(selection.anchor), selection.empty ? place(selection.head) : place(selection.head)];
  const $head = tr.doc.resolve(head);
  const $anchor = tr.doc.resolve(anchor);
  tr.setSelection($head.parent.inlineContent ? ($anchor.parent.inlineContent ? new TextSelection($anchor, $head) : new TextSelection($head)) : Selection.near($head));
}

/** Whether an undo that takes this away would take words of others with it. */
function holdsOthers(item: Y.Item, own: number): boolean {
  if (!(item.content instanceof Y.ContentType)) return false;
  const type = item.content.type as unknown as Y.AbstractType<unknown>;
  for (let at = type._start; at !== null; at = at.right) {
    if (at.deleted) continue;
    if (at.id.client !== own && (at.countable || at.content instanceof Y.ContentType)) return true;
    if (holdsOthers(at, own)) return true;
  }
  return false;
}
function followRedone(store: never, id: Y.ID): { item: Y.Item | Y.GC; diff: number } {
  let next: Y.ID | null = id;
  let diff = 0;
  let item: Y.Item | Y.GC;
  do {
    if (diff > 0) next = Y.createID(next!.client, next!.clock + diff);
    item = Y.getItem(store, next!) as Y.Item | Y.GC;
    diff = next!.clock - item.id.clock;
    next = item instanceof Y.Item ? item.redone : null;
  } while (next !== null && item instanceof Y.Item);
  return { item, diff };
}

// ------------------------------------------------------------------ plugin

type Fast = { pos: number; text: string; node: Node } | { from: number; to: number };

export const flowKey = new PluginKey<Pending>("flow");

/** Transactions of this editor that are not in the shared text yet, newest first. */
interface Pending {
  readonly before: Node;
  readonly after: Node;
  readonly tr: Transaction | null;
  readonly prior: Pending | null;
}

export function isRemote(tr: Transaction): boolean {
  return (tr.getMeta(flowKey) as { remote?: boolean } | undefined)?.remote === true;
}

export function flowPlugin(binding: FlowBinding, { show = false } = {}): Plugin<Pending> {
  return new Plugin<Pending>({
    key: flowKey,
    // Read by bindingIn (binding-in.ts).
    binding,
    state: {
      init: (_config, state) => ({ before: state.doc, after: state.doc, tr: null, prior: null }),
      apply(tr, value) {
        if (!tr.docChanged) return value;
        const remote = isRemote(tr);
        const prior = value.after === binding.synced || remote ? null : value;
        return { before: tr.before, after: tr.doc, tr: remote ? null : tr, prior };
      },
    },
    view(view) {
      binding.host = view;
      if (show && !view.state.doc.eq(binding.synced)) {
        const { tr } = view.state;
        tr.replaceWith(0, tr.doc.content.size, binding.synced.content);
        binding.synced = tr.doc;
        view.dispatch(tr.setMeta(flowKey, { remote: true }).setMeta("addToHistory", false));
      } else binding.synced = view.state.doc;
      return {
        update: () => flush(binding, view.state),
        destroy: () => {
          if (binding.host === view) binding.host = null;
        },
      };
    },
  });
}

/** Writes what this editor did since. */
export function flush(binding: FlowBinding, state: EditorState): void {
  if (state.doc === binding.synced) return;
  const trs: Transaction[] = [];
  let at: Pending | null = flowKey.getState(state) ?? null;
  let found = false;
  while (at) {
    if (at.after === binding.synced) {
      found = true;
      break;
    }
    if (at.tr) trs.unshift(at.tr);
    if (at.before === binding.synced) {
      found = true;
      break;
    }
    at = at.prior;
  }
  const before = binding.synced;
  if (!found) return binding.write(before, state.doc, difference(before, state.doc), null);
  const [only] = trs;
  let fast: Fast | null = null;
  if (only && trs.length === 1 && only.steps.length === 1) {
    const step = only.steps[0]!;
    if (step instanceof ReplaceStep && step.from === step.to && step.slice.openStart === 0 && step.slice.openEnd === 0 && step.slice.content.childCount === 1) {
      const node = step.slice.content.firstChild!;
      if (node.isText) fast = { pos: step.from, text: node.text!, node };
    } else if (step instanceof ReplaceStep && step.slice.size === 0 && step.to > step.from) {
      const [$from, $to] = [before.resolve(step.from), before.resolve(step.to)];
      if ($from.sameParent($to) && $from.parent.inlineContent) {
        let text = true;
        $from.parent.nodesBetween($from.parentOffset, $to.parentOffset, (node) => void (text &&= node.isText));
        if (text) fast = { from: step.from, to: step.to };
      }
    }
  }
  binding.write(before, state.doc, fast ? changesOf(trs) : changesOf(trs), fast);
}

export function changesOf(trs: readonly Transaction[]): Change[] {
  let changes: Change[] = [];
  for (const tr of trs) {
    tr.steps.forEach((step, n) => {
      let any = false;
      step.getMap().forEach((oldStart, oldEnd, newStart, newEnd) => {
        any = true;
        changes = compose(changes, newStart, newStart + oldEnd - oldStart, newEnd);
      });
      if (any) return;
      if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) changes = compose(changes, step.from, step.to, step.to);
      else if (step instanceof AttrStep) {
        const doc = tr.docs[n]!;
        const end = step.pos + (doc.nodeAt(step.pos)?.isLeaf ? 1 : 1);
        changes = compose(changes, step.pos, end, end);
      } else changes = compose(changes, 0, tr.docs[n]!.content.size, (tr.docs[n + 1] ?? tr.doc).content.size);
    });
  }
  return changes;
}
function compose(list: Change[], fromB: number, toB: number, toC: number): Change[] {
  let i = 0;
  while (i < list.length && list[i]!.toB < fromB) i += 1;
  let j = i;
  while (j < list.length && list[j]!.fromB <= toB) j += 1;
  const shift = i > 0 ? list[i - 1]!.toA - list[i - 1]!.toB : 0;
  const [first, last] = j > i ? [list[i]!, list[j - 1]!] : [null, null];
  const f = first && first.fromB <= fromB ? first : null;
  const l = last && last.toB >= toB ? last : null;
  const lastShift = last ? last.toA - last.toB : shift;
  const delta = toC - toB;
  const merged = { fromA: f ? f.fromA : fromB + shift, toA: l ? l.toA : toB + lastShift, fromB: f ? f.fromB : fromB, toB: (l ? l.toB : toB) + delta };
  if (delta !== 0) for (let k = j; k < list.length; k += 1) list[k] = { ...list[k]!, fromB: list[k]!.fromB + delta, toB: list[k]!.toB + delta };
  list.splice(i, j - i, merged);
  return list;
}
void Fragment;
