import { drawnPage, type DrawingOptions, type DrawnPage } from "./drawn-page.ts";
import { inlineWords } from "#app/document/nodes/drawn-nodes.ts";
import { factBlockLines, isFactBlock } from "#app/document/nodes/fact-blocks.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/**
 * The prose as plain text with its numbers: a blank line between blocks, cells of a table separated
 * by tabs, a form feed for a page break, a footnote in brackets where it belongs, and what follows
 * from facts by its lines. Marks are left out; the words and their order are kept.
 */
export function plainText(prose: ProseJSON, options: DrawingOptions = {}): string {
  const page = drawnPage(prose, options);
  return prose.content.map((node) => nodeText(node, page)).join("\n\n");
}

/** How many words the prose has. Numbers that the program sets are not counted. */
export function countWords(prose: ProseJSON): number {
  let words = 0;
  const visit = (node: ProseNode) => {
    if (node.type === "block") words += typedWords(node).match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    else node.content?.forEach(visit);
  };
  prose.content.forEach(visit);
  return words;
}

/** One block, table or whatever else stands in a text, as plain text with its number. */
export function nodeText(node: ProseNode, page: DrawnPage): string {
  const children = (separator: string) =>
    (node.content ?? []).map((child) => nodeText(child, page)).join(separator);
  switch (node.type) {
    case "block": {
      const { kind, level } = blockShape(node.attrs ?? {});
      const label = kind === "bullet" ? "•" : page.numberOf(node);
      const words = blockText(node, page);
      return label === null ? words : `${"    ".repeat(level - 1)}${label} ${words}`;
    }
    case "table":
      return children("\n");
    case "tableRow":
      return children("\t");
    case "tableCell":
    case "tableHeader":
      return children("\n");
    case "pageBreak":
      return "\f";
    default:
      if (!isFactBlock(node.type)) return children("");
      return factBlockLines(node.type, node.attrs, page.page, page.numberOf(node)).join("\n");
  }
}

/**
 * The words of one block; a hard break is a line end, a footnote stands in brackets. Without its page
 * footnotes have no number and nothing is known of places and facts.
 */
export function blockText(block: ProseNode, page: DrawnPage = NOWHERE): string {
  return (block.content ?? []).map((node) => inlineText(node, page)).join("");
}

const NOWHERE = drawnPage({ type: "doc", content: [] });

function inlineText(node: ProseNode, page: DrawnPage): string {
  switch (node.type) {
    case "hardBreak":
      return "\n";
    case "footnote": {
      const number = page.numberOf(node);
      return ` [Footnote${number === null ? "" : ` ${number}`}: ${blockText(node, page)}]`;
    }
    case "field":
    case "crossReference":
      return inlineWords(node.type, node.attrs, page);
    default:
      return node.text ?? "";
  }
}

/** What somebody typed, and nothing that the program puts in. */
function typedWords(node: ProseNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hardBreak") return "\n";
  const words = (node.content ?? []).map(typedWords).join("");
  return node.type === "footnote" ? ` ${words} ` : words;
}
