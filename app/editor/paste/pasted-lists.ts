import { DEEPEST_LEVEL, type BlockKind } from "#app/document/nodes/kinds.ts";
import { printedNumber, type NumberFormat } from "#app/document/word/numbers.ts";
import { formatOf } from "./pasted-numbers.ts";

/** An attribute of a block with the number it had at its source. */
export const NUMBER_BEFORE = "data-number-before";

/** Converts HTML lists into flat blocks with kind and level. Modifies `body`. */
export function flattenLists(body: Element): void {
  const lists = [...body.querySelectorAll("ul, ol")].filter(isOutermost);
  const goesOn = continuing(body, lists);
  for (const list of lists) list.replaceWith(...new ListReader(list, goesOn.has(list)).blocks());
}

function isOutermost(list: Element): boolean {
  return list.parentElement?.closest("ul, ol") === null;
}

function startOf(list: Element): number {
  const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
  return Number.isNaN(start) ? 1 : start;
}

/**
 * Lists that continue after other text: they start where the previous one ended. Those are numbered
 * paragraphs, as in a complaint; a list that starts at 1 is a list, and so is one that is only
 * split into pieces, as Word on the web writes each item.
 */
function continuing(body: Element, lists: readonly Element[]): Set<Element> {
  const found = new Set<Element>();
  const textBefore = listsBehindText(body, new Set(lists));
  let before: Element | undefined;
  let next = 1;
  let isApart = false;
  for (const list of lists) {
    isApart ||= textBefore.has(list);
    if (list.tagName !== "OL") continue;
    const start = startOf(list);
    if (before !== undefined && start > 1 && start === next) {
      if (isApart || found.has(before)) found.add(before).add(list);
    }
    before = list;
    isApart = false;
    next = start + [...list.children].filter(isItem).length;
  }
  return found;
}

/** The lists with text of their own between them and the previous list. */
function listsBehindText(body: Element, lists: ReadonlySet<Element>): Set<Element> {
  const found = new Set<Element>();
  let hasText = false;
  const visit = (element: Element) => {
    for (const child of element.childNodes) {
      if (child.nodeType === 3) hasText ||= /\S/u.test(child.nodeValue ?? "");
      if (child.nodeType !== 1) continue;
      if (!lists.has(child as Element)) {
        visit(child as Element);
        continue;
      }
      if (hasText) found.add(child as Element);
      hasText = false;
    }
  };
  visit(body);
  return found;
}

function isItem(element: Element): boolean {
  return element.tagName === "LI";
}

/** Reads one list and its nested lists. */
class ListReader {
  readonly #blocks: Element[] = [];

  constructor(
    readonly list: Element,
    readonly isNumbered: boolean,
  ) {}

  blocks(): readonly Element[] {
    const { kind, level } = this.#begins();
    this.#visit(this.list, kind, level);
    return this.#blocks;
  }

  /** A lettered list right after a numbered item is the level below that item. */
  #begins(): { readonly kind: BlockKind | null; readonly level: number } {
    const before = this.list.previousElementSibling;
    const kind = before?.getAttribute("data-kind");
    const isNumber = kind === "ordered" || kind === "numbered";
    const isBelow = isNumber && this.list.tagName === "OL" && formatOf(this.list) === "a";
    return isBelow ? { kind, level: 2 } : { kind: null, level: 1 };
  }

  #visit(list: Element, numbered: BlockKind | null, level: number): void {
    const ordered: BlockKind = numbered ?? (this.isNumbered ? "numbered" : "ordered");
    const kind: BlockKind = list.tagName === "UL" ? "bullet" : ordered;
    const format = formatOf(list);
    let value = startOf(list);
    for (const child of Array.from(list.childNodes)) {
      const tag = child.nodeName;
      if (tag === "UL" || tag === "OL") {
        this.#visit(child as Element, numbered, level + 1);
      } else if (tag === "LI") {
        const item = child as Element;
        const own = Number.parseInt(item.getAttribute("value") ?? "", 10);
        if (!Number.isNaN(own)) value = own;
        this.#item(item, { kind, level: levelOf(item, level), value, format, numbered });
        value += 1;
      } else if (child.nodeType === 1) {
        this.#blocks.push(child as Element);
      } else if (child.nodeType === 3 && /\S/u.test(child.nodeValue ?? "")) {
        this.#paragraph().append(child);
      }
    }
  }

  /** An item's first paragraph becomes the item; its other content follows unchanged. */
  #item(item: Element, place: ListPlace): void {
    const block = itemBlock(item.ownerDocument, place.kind, place.level);
    if (place.kind !== "bullet")
      block.setAttribute(NUMBER_BEFORE, printedNumber(place.value, place.format));
    this.#blocks.push(block);
    let open: Element | null = block;
    let isFirst = true;
    for (const child of Array.from(item.childNodes)) {
      const tag = child.nodeType === 1 ? child.nodeName : "";
      if (tag === "UL" || tag === "OL") {
        this.#visit(child as Element, place.numbered, place.level + 1);
        open = null;
      } else if (isFirst && (tag === "P" || tag === "DIV")) {
        open?.append(...child.childNodes);
        open = null;
      } else if (BLOCK_TAGS.has(tag)) {
        this.#blocks.push(child as Element);
        open = null;
      } else if (tag !== "" || child.textContent?.trim()) {
        open ??= this.#paragraph();
        open.append(child);
      } else {
        continue;
      }
      isFirst = false;
    }
  }

  #paragraph(): Element {
    const paragraph = this.list.ownerDocument.createElement("p");
    this.#blocks.push(paragraph);
    return paragraph;
  }
}

interface ListPlace {
  readonly kind: BlockKind;
  readonly level: number;
  readonly value: number;
  readonly format: NumberFormat;
  readonly numbered: BlockKind | null;
}

/**
 * The level of an item where its list says it, as in Word on the web, where each item is a list.
 */
function levelOf(item: Element, level: number): number {
  const said = Number.parseInt(item.getAttribute("data-aria-level") ?? "", 10);
  return said > level && said <= 9 ? said : level;
}

const BLOCK_TAGS = new Set("P DIV H1 H2 H3 H4 H5 H6 TABLE BLOCKQUOTE PRE HR".split(" "));

/** A paragraph as an item of that kind and level, limited to the kind's deepest level. */
export function itemBlock(page: Document, kind: BlockKind, level: number): Element {
  const block = page.createElement("p");
  block.setAttribute("data-kind", kind);
  block.setAttribute("data-level", String(Math.min(level, DEEPEST_LEVEL[kind])));
  return block;
}
