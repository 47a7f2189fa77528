import { blockElement } from "#app/document/nodes/block.ts";
import type { DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { element } from "#app/document/rendering/element.ts";
import { inlineHtml, nodeHtml, wordsHtml } from "#app/document/rendering/html.ts";
import { blockShape, isItemKind, type BlockKind } from "#app/document/nodes/kinds.ts";
import type { BlockNumber } from "#app/document/numbering/number.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** The input for writing a copied text. */
export interface CopiedPage {
  readonly page: DrawnPage;
  /** The number of a block in the whole text; null for unnumbered ones. */
  numberOf(node: ProseNode): BlockNumber | null;
}

/** Marks a number written as text, because HTML has no heading numbers. */
export const COPIED_NUMBER = "data-copied-number";

/**
 * Copied nodes as HTML for other programs: items as nested lists with start numbers, headings at
 * their level, generated content as text. Every block carries its kind, level and id, so that
 * pasting it here restores it exactly (see `copied-here.ts`).
 * @param isPart whether the first block was copied without its beginning, so that its number was
 * not copied.
 */
export function copiedHtml(nodes: readonly ProseNode[], from: CopiedPage, isPart: boolean): string {
  const [first, ...rest] = nodes;
  if (isPart && first?.type === "block") return htmlOfBlock(first, from) + nodesHtml(rest, from);
  return nodesHtml(nodes, from);
}

function nodesHtml(nodes: readonly ProseNode[], from: CopiedPage): string {
  let html = "";
  for (let index = 0; index < nodes.length;) {
    const items = itemsFrom(nodes, index);
    const node = nodes[index];
    if (items.length > 0) html += new ListWriter(items, from).write(1);
    else if (node) html += nodeAsHtml(node, from);
    index += Math.max(1, items.length);
  }
  return html;
}

function nodeAsHtml(node: ProseNode, from: CopiedPage): string {
  const inside = () => nodesHtml(node.content ?? [], from);
  switch (node.type) {
    case "block":
      return htmlOfBlock(node, from);
    case "table":
      return `<table><tbody>${inside()}</tbody></table>`;
    case "tableRow":
      return `<tr>${inside()}</tr>`;
    case "tableCell":
    case "tableHeader": {
      // The cell as rendered elsewhere, but with lists in other programs' form.
      const drawn = nodeHtml({ ...node, content: [] }, from.page);
      const end = drawn.lastIndexOf("</");
      return drawn.slice(0, end) + inside() + drawn.slice(end);
    }
    case "text":
    case "hardBreak":
    case "footnote":
    case "field":
    case "crossReference":
      return wordsHtml([node], from.page);
    default:
      return nodeHtml(node, from.page);
  }
}

/** A block that is no list item, or an item without its number. */
function htmlOfBlock(node: ProseNode, from: CopiedPage): string {
  const shape = blockShape(node.attrs ?? {});
  const { attributes } = blockElement(shape, ownId(node.attrs));
  const { role: _, ...own } = attributes;
  const words = inlineHtml(node.content ?? [], from.page);
  if (shape.kind === "heading") {
    const label = from.page.numberOf(node);
    const number = label === null ? "" : element("span", { [COPIED_NUMBER]: "" }, `${label} `);
    return element(`h${shape.level}`, own, number + words);
  }
  return element(shape.kind === "quote" ? "blockquote" : "p", own, words);
}

interface Item {
  readonly node: ProseNode;
  readonly kind: BlockKind;
  readonly level: number;
}

/** The consecutive items from that index on. */
function itemsFrom(nodes: readonly ProseNode[], start: number): Item[] {
  const items: Item[] = [];
  for (let index = start; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node?.type !== "block") break;
    const shape = blockShape(node.attrs ?? {});
    if (!isItemKind(shape.kind)) break;
    items.push({ node, ...shape });
  }
  return items;
}

/** Writes consecutive items as nested lists. */
class ListWriter {
  #at = 0;

  constructor(
    readonly items: readonly Item[],
    readonly from: CopiedPage,
  ) {}

  /** Writes the items of this level and below, as far as they go. */
  write(level: number): string {
    let html = "";
    for (let item = this.#next(level); item; item = this.#next(level)) {
      html += this.#list(item.kind, level);
    }
    return html;
  }

  #next(level: number): Item | null {
    const item = this.items[this.#at];
    return item !== undefined && item.level >= level ? item : null;
  }

  #list(kind: BlockKind, level: number): string {
    const start = this.items[this.#at];
    let html = "";
    const isOfList = (item: Item) => item.level > level || item.kind === kind;
    for (let item = this.#next(level); item && isOfList(item); item = this.#next(level)) {
      if (item.level > level) {
        html += this.write(level + 1);
        continue;
      }
      this.#at += 1;
      const below = this.#next(level + 1) === null ? "" : this.write(level + 1);
      html += element("li", this.#attributes(item), this.#words(item) + below);
    }
    if (kind === "bullet") return element("ul", {}, html);
    const number = start?.level === level ? this.from.numberOf(start.node)?.value.at(-1) : 1;
    const format = { type: TYPES[(level - 1) % TYPES.length] ?? "1" };
    return element("ol", { ...format, start: String(number ?? 1) }, html);
  }

  #words({ node }: Item): string {
    return inlineHtml(node.content ?? [], this.from.page);
  }

  #attributes({ node, kind, level }: Item): Record<string, string> {
    const { attributes } = blockElement({ kind, level }, ownId(node.attrs));
    const { role: _, ...own } = attributes;
    const number = this.from.numberOf(node);
    if (number === null) return own;
    const value = { ...own, value: String(number.value.at(-1)) };
    if (!number.label.startsWith("(")) return value;
    // (a) and (i): a list's type has no parentheses. Programs that ignore this style show a. and i.
    return { ...value, style: `list-style-type:"${number.label} "` };
  }
}

/** The list types by level, see `number.ts`: 1, a, i, repeating from the fourth on. */
const TYPES = ["1", "a", "i"];
