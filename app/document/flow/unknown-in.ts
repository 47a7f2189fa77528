/** Finds unknown content in a flow and its position; it has width 0 in layout.ts. */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { sizeWithin } from "./inline.ts";
import { elementOf, isBlockUnit, textOf, unitOf } from "./layout.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow } from "./rows.ts";
import { type UnplacedUnknown, type Unknown, Unknowns } from "./unknown.ts";
import { formatName, outOfPlace } from "./unknown-names.ts";
import {
  type AttributeRules,
  FLOW_ELEMENTS,
  FLOW_TEXTS,
  isFlowElement,
  isFlowFormat,
} from "./vocabulary.ts";

/** All unknown content, in the order of the text; `document` is what the reader has read. */
export function unknownIn(reader: FlowReader, document: Node): Unknown[] {
  const search = new UnknownSearch(reader);
  search.flow(reader.rootFlow, 0);
  return search.found.placedIn(document);
}

class UnknownSearch {
  readonly found = new Unknowns();

  constructor(private readonly reader: FlowReader) {}

  /** Searches a flow whose content begins at `base`; returns the position of its end. */
  flow(flow: Flow, base: number): number {
    let at = base;
    let isOpen = false;
    let isEmpty = true;
    // The opening of a block is one position, its closing another.
    const begin = (opens: boolean) => {
      at += (isOpen ? 1 : 0) + (opens ? 1 : 0);
      [isOpen, isEmpty] = [opens, false];
    };
    for (let item = flow.type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const unit = unitOf(item);
      if (isBlockUnit(unit) && this.reader.isRow(item)) {
        begin(unit === "marker");
        this.element(item, at);
        if (unit === "table") at = this.table(item, at);
        else if (unit === "atom") at += 1;
      } else if (unit === "table" && flow.table === null) {
        // A table without rows is not shown.
        this.table(item, at);
      } else if (unit === "text" || unit === "inline" || unit === "note") {
        if (!isOpen && sizeWithin(item) > 0) begin(true);
        if (unit === "inline") this.element(item, at);
        if (unit === "note") this.note(item, at);
        at += sizeWithin(item);
      } else this.other(item, at);
    }
    if (isEmpty) return base + 2;
    return at + (isOpen ? 1 : 0);
  }

  private note(item: Y.Item, start: number): void {
    this.attributes(FLOW_TEXTS.footnote, item, start);
    let at = start + 1;
    for (let inner = textOf(item)._start; inner !== null; inner = inner.right) {
      if (inner.deleted) continue;
      const unit = unitOf(inner);
      if (unit === "inline") this.element(inner, at);
      if (unit === "text" || unit === "inline") at += sizeWithin(inner);
      else this.other(inner, at);
    }
  }

  /**
   * Returns the position of the table's end. Unknown content inside the table, but outside its
   * cells, is reported before the table: HTML has no place for it between rows and cells.
   */
  private table(item: Y.Item, start: number): number {
    let at = start + 1;
    for (const line of childItems(item)) {
      const type = typeIn(line);
      if (!(type instanceof Y.XmlElement) || type.nodeName !== "tableRow") {
        this.found.add([outOfPlace(line)], start);
        continue;
      }
      at += 1;
      for (const cell of childItems(line)) {
        const flow = this.reader.flowOf(typeIn(cell));
        if (!flow) {
          this.found.add([outOfPlace(cell)], start);
          continue;
        }
        this.attributes(FLOW_TEXTS.cell, cell, start);
        at = this.flow(flow, at + 1) + 1;
      }
      at += 1;
    }
    return at + 1;
  }

  /** Checks its attributes, and the content of elements that must be empty. */
  private element(item: Y.Item, position: number): void {
    const { nodeName } = elementOf(item);
    if (nodeName !== "table") this.found.add(childItems(item).map(outOfPlace), position);
    if (isFlowElement(nodeName)) this.attributes(FLOW_ELEMENTS[nodeName], item, position);
  }

  private attributes(rules: AttributeRules, item: Y.Item, position: number): void {
    const type = elementOf(item);
    const findings: UnplacedUnknown[] = [];
    for (const [name, isAllowed] of Object.entries(rules)) {
      const value: unknown = type.getAttribute(name);
      if (value === undefined || value === null || isAllowed(value)) continue;
      findings.push({ id: type._map.get(name)?.id ?? item.id, what: `its ${name} is malformed` });
    }
    this.found.add(findings, position);
  }

  /** Handles a format, or an unknown element. */
  private other(item: Y.Item, position: number): void {
    if (!(item.content instanceof Y.ContentFormat)) {
      this.found.add([outOfPlace(item)], position);
      return;
    }
    const { key } = item.content;
    const value: unknown = item.content.value;
    // The end of an unknown format has nothing to show.
    if (value === null || isFlowFormat(key, value)) return;
    this.found.add([{ id: item.id, what: formatName(key) }], position);
  }
}

function typeIn({ content }: Y.Item): unknown {
  return content instanceof Y.ContentType ? content.type : null;
}

function childItems(item: Y.Item): Y.Item[] {
  const items: Y.Item[] = [];
  for (let child = elementOf(item)._start; child !== null; child = child.right) {
    if (!child.deleted) items.push(child);
  }
  return items;
}
