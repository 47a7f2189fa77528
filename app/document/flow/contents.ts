import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { type Attrs, isBlockId, marksFrom, OWN_ID, typeOf } from "./layout";
import { readRows, type Line, type Piece, type Row } from "./rows";
import { flowRoot } from "./root";
import { type Finding, type Unknown, Unknowns } from "./unknown";
import { type AttributeRules, FLOW_ELEMENTS, FLOW_TEXTS, isFlowElement } from "./vocabulary";

/** What a flow says. */
export interface FlowContents {
  /** The document, in which every attribute and mark is one that legal text may have. */
  readonly node: Node;
  /** What of the flow can't be shown, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/**
 * Reads what the flow of a shared document says (F3). Writes nothing, keeps nothing, and throws for
 * nothing that can stand in a flow: what is not known is answered beside the document.
 */
export function readContents(doc: Y.Doc, schema: Schema): FlowContents {
  return new Builder(schema, readRows(flowRoot(doc), true)).whole();
}

/** Puts the document together from what was read of the flow. */
class Builder {
  readonly #holders = new Map<string, Y.Item[]>();
  readonly #unknowns = new Unknowns();

  constructor(
    readonly schema: Schema,
    readonly rows: readonly Row[],
  ) {
    this.#register(rows);
  }

  whole(): FlowContents {
    const node = this.#node("doc", null, this.#blocks(this.rows, 0));
    return { node, unknown: this.#unknowns.placedIn(node) };
  }

  /** Who holds which id; the oldest of its holders keeps it. */
  #register(rows: readonly Row[]): void {
    for (const row of rows) {
      if (row.kind === "text") {
        if (row.item) this.#hold(row.item);
        for (const piece of row.pieces) if (piece.kind === "note") this.#hold(piece.item);
      } else if (row.kind === "atom") {
        if (OWN_ID.has(typeOf<Y.XmlElement>(row.item).nodeName)) this.#hold(row.item);
      } else if (row.kind === "table") {
        for (const { cells } of row.lines) for (const cell of cells) this.#register(cell.rows);
      }
    }
  }

  #hold(item: Y.Item): void {
    const id: unknown = typeOf<Y.XmlElement>(item).getAttribute("id");
    if (!isBlockId(id)) return;
    const holders = this.#holders.get(id);
    if (holders) holders.push(item);
    else this.#holders.set(id, [item]);
  }

  /** The id under which an item is shown: its own, unless an older item has it (F3). */
  #idOf(item: Y.Item): string {
    const stored: unknown = typeOf<Y.XmlElement>(item).getAttribute("id");
    if (!isBlockId(stored)) return derivedId("x", item.id);
    const holders = this.#holders.get(stored) ?? [];
    const older = holders.some((other) => isBefore(other.id, item.id));
    return older ? derivedId(stored.slice(0, 30), item.id) : stored;
  }

  /** The id of a block without a marker, made of what it follows. */
  #implicitId(key: Y.ID | null): string {
    let id = key ? derivedId("x", key) : "x-start";
    // A marker may have been given that very id.
    while (this.#holders.has(id)) id += "i";
    return id;
  }

  /** The nodes of rows whose first stands at this position. */
  #blocks(rows: readonly Row[], start: number): Node[] {
    const nodes: Node[] = [];
    let position = start;
    for (const row of rows) {
      if (row.kind === "loose") {
        this.#unknowns.add(row.findings, position);
        continue;
      }
      const node = this.#block(row, position);
      nodes.push(node);
      position += node.nodeSize;
    }
    return nodes;
  }

  #block(row: Exclude<Row, { kind: "loose" }>, position: number): Node {
    switch (row.kind) {
      case "text": {
        this.#unknowns.add(row.findings, position + 1);
        const attrs = row.item ? this.#attributes(row.item, position + 1) : {};
        const id = row.item ? this.#idOf(row.item) : this.#implicitId(row.key);
        return this.#node("block", { ...attrs, id }, this.#inline(row.pieces, position + 1));
      }
      case "atom": {
        this.#unknowns.add(row.findings, position);
        const { nodeName } = typeOf<Y.XmlElement>(row.item);
        const attrs = this.#attributes(row.item, position);
        if (OWN_ID.has(nodeName)) attrs.id = this.#idOf(row.item);
        return this.#node(nodeName, attrs);
      }
      case "table": {
        this.#unknowns.add(row.findings, position);
        let at = position + 1;
        const lines = row.lines.map((line) => {
          const node = this.#line(line, at, position);
          at += node.nodeSize;
          return node;
        });
        return this.#node("table", null, lines);
      }
    }
  }

  /** What can't be shown in a row, and of a cell, is told of before the table: HTML has no place there. */
  #line(line: Line, position: number, ofTable: number): Node {
    this.#unknowns.add(line.findings, ofTable);
    let at = position + 1;
    const cells = line.cells.map(({ item, rows }) => {
      const { header, ...spans } = this.#attributesBy(FLOW_TEXTS.cell, item, ofTable);
      const content = this.#blocks(rows, at + 1);
      const cell = this.#node(header === true ? "tableHeader" : "tableCell", spans, content);
      at += cell.nodeSize;
      return cell;
    });
    return this.#node("tableRow", null, cells);
  }

  #inline(pieces: readonly Piece[], start: number): Node[] {
    const nodes: Node[] = [];
    let position = start;
    for (const piece of pieces) {
      if (piece.kind === "unknown") {
        this.#unknowns.add(piece.findings, position);
        continue;
      }
      const node = this.#inlineNode(piece, position);
      nodes.push(node);
      position += node.nodeSize;
    }
    return nodes;
  }

  #inlineNode(piece: Exclude<Piece, { kind: "unknown" }>, position: number): Node {
    switch (piece.kind) {
      case "text":
        return this.schema.text(piece.text, marksFrom(this.schema, piece.attrs));
      case "atom": {
        this.#unknowns.add(piece.findings, position);
        const { nodeName } = typeOf<Y.XmlElement>(piece.item);
        return this.#node(nodeName, this.#attributes(piece.item, position));
      }
      case "note": {
        this.#attributesBy(FLOW_TEXTS.footnote, piece.item, position);
        const id = this.#idOf(piece.item);
        return this.#node("footnote", { id }, this.#inline(piece.pieces, position + 1));
      }
    }
  }

  #attributes(item: Y.Item, position: number): Record<string, unknown> {
    const { nodeName } = typeOf<Y.XmlElement>(item);
    if (!isFlowElement(nodeName)) return {};
    return this.#attributesBy(FLOW_ELEMENTS[nodeName], item, position);
  }

  /** The attributes that hold what may stand in them; the others are told of. */
  #attributesBy(rules: AttributeRules, item: Y.Item, position: number): Record<string, unknown> {
    const attributes: Record<string, unknown> = {};
    const findings: Finding[] = [];
    const type = typeOf<Y.XmlElement>(item);
    for (const [name, isAllowed] of Object.entries(rules)) {
      const value: unknown = type.getAttribute(name);
      if (value === undefined || value === null) continue;
      if (isAllowed(value)) attributes[name] = value;
      else
        findings.push({ id: type._map.get(name)?.id ?? item.id, what: `its ${name} is malformed` });
    }
    this.#unknowns.add(findings, position);
    return attributes;
  }

  #node(name: string, attrs: Attrs | null, content?: readonly Node[]): Node {
    const type = this.schema.nodes[name];
    if (!type) throw new Error(`the schema of this editor has no ${name}`);
    return type.create(attrs, content);
  }
}

/** Whether an item is the older of two that claim one id: everybody answers the same. */
export function isBefore(one: Y.ID, other: Y.ID): boolean {
  return one.clock < other.clock || (one.clock === other.clock && one.client < other.client);
}

/** An id that is made of an item's own and so is nobody else's. */
export function derivedId(stem: string, id: Y.ID): string {
  return `${stem}-${id.client.toString(36)}-${id.clock.toString(36)}`;
}
