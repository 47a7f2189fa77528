import { Fragment, type Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";

/**
 * Part of a text as a flow (decision 26): a block begins at its marker and goes on to the next block,
 * atom or table, so that words can be put in and taken out without a look at which blocks they end up in.
 */
export interface FlowPart {
  /** `open` and `close` are the ends of a footnote in which something changes. */
  readonly is: "block" | "whole" | "inline" | "open" | "close";
  readonly node: Node;
}

/** A part with where it stands before the edit, and after it. */
interface PlacedPart extends FlowPart {
  readonly old: PartSpan | null;
  isKept: boolean;
  now: PartSpan | null;
}

interface PartSpan {
  readonly from: number;
  readonly to: number;
}

interface PutIn {
  readonly pos: number;
  readonly parts: readonly FlowPart[];
}

/** Gathers what is put into and taken out of the blocks of a node, in places as they are before. */
export class FlowEdit {
  readonly #starts: number[] = [0];
  readonly #putIn: PutIn[] = [];
  readonly #out: PartSpan[] = [];
  /** The first row that is touched, and the last. */
  #first = Infinity;
  #last = -1;

  /**
   * @param node the document, or a cell.
   * @param pos where it begins; -1 for the document.
   * @param hasNoMarker whether the block of a row is one only because nothing is open before it.
   */
  constructor(
    readonly node: Node,
    readonly pos: number,
    readonly hasNoMarker: (row: number) => boolean,
  ) {
    for (const child of node.children) {
      this.#starts.push((this.#starts.at(-1) ?? 0) + child.nodeSize);
    }
  }

  /** Behind a row that has no text, or before the first row for -1, whatever the offset. */
  putIn(row: number, offset: number, parts: readonly FlowPart[]): void {
    this.#touch(row);
    this.#putIn.push({ pos: this.#placeOf(row, offset), parts });
  }

  takeOut(row: number, offset: number, size: number): void {
    this.#touch(row);
    const from = this.#placeOf(row, offset);
    this.#out.push({ from, to: Math.min(from + size, this.#placeOf(row, Infinity)) });
  }

  /** Takes out a row's marker, atom or table. The words of a block go on with the block before. */
  takeRowOut(row: number): void {
    this.#touch(row);
    const from = this.#starts[row] ?? 0;
    this.#out.push({ from, to: from + 1 });
  }

  /** Adds the steps to a transaction; false where the parts don't fit into each other. */
  addTo(tr: Transaction): boolean {
    if (this.#last < this.#first) return true;
    const rows = [Math.max(0, this.#first - 1), Math.min(this.#last + 1, this.node.childCount)];
    const [from, to] = [rows[0] ?? 0, rows[1] ?? 0];
    const parts = this.#partsOf(from, to);
    const built = new FlowBuilder(this.node);
    const isAll = from === 0 && to === this.node.childCount;
    if (!built.build(parts, isAll)) return false;
    const after = this.node.copy(Fragment.from(built.blocks));
    const edges = { from: this.#starts[from] ?? 0, to: this.#starts[to] ?? 0 };
    // Last to first, so that earlier places stay true.
    for (const { old, now } of gapsIn(parts, edges, after.content.size).reverse()) {
      const start = this.pos + 1;
      const slice = after.slice(now.from, now.to);
      tr.step(new ReplaceStep(start + old.from, start + old.to, slice));
    }
    return true;
  }

  #touch(row: number): void {
    this.#first = Math.min(this.#first, Math.max(row, 0));
    this.#last = Math.max(this.#last, row, 0);
  }

  #placeOf(row: number, offset: number): number {
    if (row < 0) return 0;
    const child = row < this.node.childCount ? this.node.child(row) : null;
    if (!child) return this.node.content.size;
    const start = this.#starts[row] ?? 0;
    if (!child.isTextblock) return start + child.nodeSize;
    return start + 1 + Math.min(offset, child.content.size);
  }

  /** The parts of these rows, with what is put in. */
  #partsOf(from: number, to: number): PlacedPart[] {
    const puts = this.#putIn.toSorted((one, other) => one.pos - other.pos);
    const outs = this.#out.toSorted((one, other) => one.from - other.from);
    const cuts = new Set([
      ...puts.map(({ pos }) => pos),
      ...outs.flatMap((out) => [out.from, out.to]),
    ]);
    const parts: PlacedPart[] = [];
    const putBefore = (pos: number) => {
      for (let next = puts[0]; next && next.pos <= pos; next = puts[0]) {
        parts.push(...next.parts.map((part) => ({ ...part, old: null, isKept: false, now: null })));
        puts.shift();
      }
    };
    const add = (part: FlowPart, old: PartSpan, isSpare = false) => {
      putBefore(old.from);
      while (outs[0] && outs[0].to <= old.from) outs.shift();
      const isOut = isSpare || (outs[0] !== undefined && outs[0].from <= old.from);
      parts.push({ ...part, old, isKept: !isOut, now: null });
    };
    for (let row = from; row < to; row += 1) {
      const node = this.node.child(row);
      const start = this.#starts[row] ?? 0;
      if (!node.isTextblock) {
        add({ is: "whole", node }, { from: start, to: start + node.nodeSize });
        continue;
      }
      add({ is: "block", node }, { from: start, to: start + 1 }, this.hasNoMarker(row));
      addInline(node, start + 1, cuts, add);
    }
    putBefore(Infinity);
    return parts;
  }
}

type AddPart = (part: FlowPart, old: PartSpan) => void;

/** The inline nodes of a block or footnote; letters in parts where they are cut. */
function addInline(parent: Node, start: number, cuts: ReadonlySet<number>, add: AddPart): void {
  parent.forEach((node, offset) => {
    const [from, to] = [start + offset, start + offset + node.nodeSize];
    if (node.isText) {
      let last = from;
      for (let at = from + 1; at <= to; at += 1) {
        if (at < to && !cuts.has(at)) continue;
        add({ is: "inline", node: node.cut(last - from, at - from) }, { from: last, to: at });
        last = at;
      }
    } else if (node.isLeaf) add({ is: "inline", node }, { from, to });
    else {
      add({ is: "open", node }, { from, to: from + 1 });
      addInline(node, from + 1, cuts, add);
      add({ is: "close", node }, { from: to - 1, to });
    }
  });
}

/** Makes blocks of parts again, and notes where each that is kept ends up. */
class FlowBuilder {
  readonly blocks: Node[] = [];
  #at = 0;
  #block: { readonly like: Node; readonly content: Node[] } | null = null;
  #note: { readonly like: Node; readonly content: Node[] } | null = null;
  /** A marker taken out where no block is open: what follows may need it. */
  #spare: PlacedPart | null = null;

  constructor(readonly parent: Node) {}

  /** @param isAll whether nothing stands before and behind the parts: a text has a block at least. */
  build(parts: readonly PlacedPart[], isAll: boolean): boolean {
    for (const part of parts) {
      if (part.old && !part.isKept) {
        if (part.is === "block" && !this.#block) this.#spare ??= part;
      } else if (!this.#add(part)) return false;
    }
    if (this.#note) return false;
    if (isAll && this.blocks.length === 0 && !this.#block && !this.#openSpare()) return false;
    this.#close();
    return true;
  }

  #add(part: PlacedPart): boolean {
    const { is, node } = part;
    if (is === "block") {
      if (this.#note) return false;
      this.#close();
      this.#open(part);
      return true;
    }
    if (is === "whole") {
      if (this.#note || this.parent.type.spec.tableRole !== undefined) return false;
      this.#close();
      part.now = this.#pass(node.nodeSize);
      this.blocks.push(node);
      return true;
    }
    if (!this.#block && !this.#openSpare()) return false;
    if (is === "open") {
      part.now = this.#pass(1);
      this.#note = { like: node, content: [] };
    } else if (is === "close") {
      const { like, content } = this.#note ?? { like: node, content: [] };
      this.#note = null;
      part.now = this.#pass(1);
      this.#block?.content.push(like.copy(Fragment.from(content)));
    } else {
      part.now = this.#pass(node.nodeSize);
      (this.#note ?? this.#block)?.content.push(node);
    }
    return true;
  }

  /** Words where no block is open stand in one of their own. */
  #openSpare(): boolean {
    const spare = this.#spare;
    if (spare) spare.isKept = true;
    const node = this.parent.type.schema.nodes.block?.create() ?? null;
    if (!spare && !node) return false;
    if (spare) this.#open(spare);
    else if (node) this.#open({ is: "block", node, old: null, isKept: false, now: null });
    return true;
  }

  #open(part: PlacedPart): void {
    this.#spare = null;
    part.now = this.#pass(1);
    this.#block = { like: part.node, content: [] };
  }

  #close(): void {
    this.#spare = null;
    if (!this.#block) return;
    const { like, content } = this.#block;
    this.#block = null;
    this.#at += 1;
    this.blocks.push(like.copy(Fragment.from(content)));
  }

  #pass(size: number): PartSpan {
    const from = this.#at;
    this.#at += size;
    return { from, to: this.#at };
  }
}

interface Gap {
  readonly old: PartSpan;
  readonly now: PartSpan;
}

/** Finds the gaps between two parts that are kept, where something came or went between them. */
function gapsIn(parts: readonly PlacedPart[], edges: PartSpan, size: number): Gap[] {
  const gaps: Gap[] = [];
  let [old, now, isChanged] = [edges.from, 0, false];
  const upTo = (oldTo: number, nowTo: number) => {
    if (isChanged) gaps.push({ old: { from: old, to: oldTo }, now: { from: now, to: nowTo } });
    isChanged = false;
  };
  for (const part of parts) {
    if (!part.isKept || !part.old || !part.now) isChanged = true;
    else {
      upTo(part.old.from, part.now.from);
      [old, now] = [part.old.to, part.now.to];
    }
  }
  upTo(edges.to, size);
  return gaps;
}
