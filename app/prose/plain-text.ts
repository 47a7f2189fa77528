import { fieldWords } from "./field";
import { blockShape } from "./kinds";
import { NO_PAGE_FACTS } from "./page-facts";
import { createNumberer, type Numberer, type NumberingOptions } from "./number";
import type { ProseJSON, ProseNode } from "./prose";

/**
 * The prose as plain text with its numbers: a blank line between blocks, cells of a table separated
 * by tabs, a form feed for a page break. Marks are left out; the words and their order are kept.
 */
export function plainText(prose: ProseJSON, options: NumberingOptions = {}): string {
  const numberer = createNumberer(options);
  return prose.content.map((node) => nodeText(node, numberer)).join("\n\n");
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

function nodeText(node: ProseNode, numberer: Numberer): string {
  const children = (separator: string) =>
    (node.content ?? []).map((child) => nodeText(child, numberer)).join(separator);
  switch (node.type) {
    case "block": {
      const { kind, level } = blockShape(node.attrs ?? {});
      const label = kind === "bullet" ? "•" : numberer.next({ kind, level })?.label;
      if (kind === "bullet") numberer.next({ kind, level });
      const words = blockText(node);
      return label === undefined ? words : `${"    ".repeat(level - 1)}${label} ${words}`;
    }
    case "table":
      return children("\n");
    case "tableRow":
      return children("\t");
    case "tableCell":
    case "tableHeader": {
      numberer.endLists();
      const words = children("\n");
      numberer.endLists();
      return words;
    }
    case "pageBreak":
      return "\f";
    default:
      return children("");
  }
}

/** The words of one block; a hard break is a line end, a footnote stands in brackets. */
export function blockText(block: ProseNode): string {
  return (block.content ?? []).map(inlineText).join("");
}

function inlineText(node: ProseNode): string {
  switch (node.type) {
    case "hardBreak":
      return "\n";
    case "footnote":
      return ` [Footnote: ${blockText(node)}]`;
    case "field":
      return fieldWords(node.attrs?.name, NO_PAGE_FACTS);
    case "crossReference":
      return "[reference]";
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
