import { DEEPEST_LEVEL, type BlockKind } from "#app/document/nodes/kinds.ts";
import { wordItem } from "./pasted-word.ts";

/**
 * Brings HTML from elsewhere into flat blocks: lists of Word, Google Docs and web pages become blocks
 * of their kind and level, quotations blocks of their own; styles are dropped where the schema reads
 * it. HTML that the editor wrote itself is left as it is. Changes `page`, and answers how many images
 * were left out.
 */
export function flattenPasted(page: Document): number {
  const { body } = page;
  const images = body.querySelectorAll("img, picture, svg, video, object, embed");
  images.forEach((image) => image.remove());
  if (body.querySelector("[data-pm-slice]") !== null) return images.length;
  body.querySelectorAll(NOT_TEXT).forEach((element) => element.remove());
  body.querySelectorAll("table table").forEach(unwrapTable);
  flattenWordParagraphs(body);
  const lists = [...body.querySelectorAll("ul, ol")].filter(isOutermost);
  const goesOn = continuing(lists);
  lists.forEach((list) => flattenList(list, goesOn.has(list)));
  body.querySelectorAll("blockquote").forEach(flattenQuote);
  // A link's underline is its browser's, not the writer's.
  body.querySelectorAll<HTMLElement>("a, a *").forEach((element) => {
    element.style.removeProperty("text-decoration");
    element.style.removeProperty("text-decoration-line");
  });
  return images.length;
}

/** What office programs put beside the text: comments with their anchors, deleted text, empty marks. */
const NOT_TEXT = [
  "style",
  "script",
  ".msoDel",
  ".MsoCommentReference",
  ".msocomanchor",
  "[style*='mso-element:comment']",
].join(",");

function isOutermost(list: Element): boolean {
  return list.parentElement?.closest("ul, ol") === null;
}

/**
 * Lists whose numbers go on over other text: a list that starts where the one before it ended. Those
 * are numbered paragraphs, as in a complaint; a list that starts at 1 is a list.
 */
function continuing(lists: readonly Element[]): Set<Element> {
  const found = new Set<Element>();
  let before: Element | undefined;
  let next = 1;
  for (const list of lists) {
    if (list.tagName !== "OL") continue;
    const start = Number.parseInt(list.getAttribute("start") ?? "1", 10) || 1;
    if (before !== undefined && start > 1 && start === next) {
      found.add(before);
      found.add(list);
    }
    before = list;
    next = start + [...list.children].filter((child) => child.tagName === "LI").length;
  }
  return found;
}

function flattenList(list: Element, numbered: boolean): void {
  const blocks: Element[] = [];
  const visit = (inner: Element, level: number) => {
    for (const child of Array.from(inner.children)) {
      if (child.tagName === "UL" || child.tagName === "OL") visit(child, level + 1);
      else if (child.tagName === "LI")
        flattenItem(child, kindOf(inner, numbered), level, blocks, visit);
    }
  };
  visit(list, 1);
  list.replaceWith(...blocks);
}

function kindOf(list: Element, numbered: boolean): BlockKind {
  if (list.tagName === "UL") return "bullet";
  return numbered ? "numbered" : "ordered";
}

/** An item's first paragraph is the item; what else stands in it follows as it is. */
function flattenItem(
  item: Element,
  kind: BlockKind,
  level: number,
  blocks: Element[],
  visit: (list: Element, level: number) => void,
): void {
  const page = item.ownerDocument;
  let open: Element | null = itemBlock(page, kind, level);
  let isFirst = true;
  blocks.push(open);
  for (const child of Array.from(item.childNodes)) {
    const tag = isElement(child) ? child.tagName : "";
    if (tag === "UL" || tag === "OL") {
      visit(child as Element, level + 1);
      open = null;
    } else if (isFirst && (tag === "P" || tag === "DIV")) {
      open?.append(...child.childNodes);
      open = null;
    } else if (BLOCK_TAGS.has(tag)) {
      blocks.push(child as Element);
      open = null;
    } else if (tag !== "" || child.textContent?.trim()) {
      if (open === null) blocks.push((open = page.createElement("p")));
      open.append(child);
    } else {
      continue;
    }
    isFirst = false;
  }
}

const BLOCK_TAGS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "BLOCKQUOTE"]);

/** Word writes list items as paragraphs that carry their number as text and their place as a style. */
function flattenWordParagraphs(body: Element): void {
  const paragraphs = [...body.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, h5, h6")];
  const items = paragraphs.map(wordItem);
  const isOther = paragraphs.map(
    (paragraph, index) => items[index] === null && paragraph.textContent?.trim() !== "",
  );
  const numbered = new Set<string>();
  const last = new Map<string, number>();
  items.forEach((item, index) => {
    if (item === null) return;
    const before = last.get(item.list);
    // The same list on both sides of other text, or (a) at its second level: numbered paragraphs.
    if (before !== undefined && isOther.slice(before + 1, index).includes(true))
      numbered.add(item.list);
    if (item.legal) numbered.add(item.list);
    last.set(item.list, index);
  });
  paragraphs.forEach((paragraph, index) => {
    const item = items[index] ?? null;
    if (item === null) return;
    // A numbered heading stays a heading; its number was text that the marker held.
    item.marker?.remove();
    if (paragraph.tagName !== "P") return;
    const kind = item.bullet ? "bullet" : numbered.has(item.list) ? "numbered" : "ordered";
    const block = itemBlock(paragraph.ownerDocument, kind, item.level);
    block.append(...paragraph.childNodes);
    paragraph.replaceWith(block);
  });
}

function itemBlock(page: Document, kind: BlockKind, level: number): Element {
  const block = page.createElement("p");
  block.setAttribute("data-kind", kind);
  block.setAttribute("data-level", String(Math.min(level, DEEPEST_LEVEL[kind])));
  return block;
}

function flattenQuote(quote: Element): void {
  const paragraphs = [...quote.querySelectorAll("p")];
  if (paragraphs.length === 0) return;
  for (const paragraph of paragraphs) paragraph.setAttribute("data-kind", "quote");
  quote.replaceWith(...quote.childNodes);
}

/** A cell holds blocks and no table: the words of an inner table become paragraphs. */
function unwrapTable(table: Element): void {
  const paragraphs = [...table.querySelectorAll("td, th")].map((cell) => {
    const paragraph = table.ownerDocument.createElement("p");
    paragraph.append(cell.textContent ?? "");
    return paragraph;
  });
  table.replaceWith(...paragraphs);
}

function isElement(node: globalThis.Node): node is Element {
  return node.nodeType === 1;
}
