import { PLAIN_TEXT } from "#app/document/nodes/index.ts";
import type { PlainTextContext } from "#app/document/nodes/renderers.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { drawnPage, type DrawingOptions, type DrawnPage } from "./drawn-page.ts";
import { rendererOf } from "./renderer-of.ts";
import { typedText } from "./typed-text.ts";

/**
 * The prose as plain text with its numbers: a blank line between blocks, table cells separated by
 * tabs, a form feed for a page break, footnotes in brackets at their place, and the lines of
 * generated content. Marks are dropped; the words and their order are kept.
 */
export function plainText(prose: ProseJSON, options: DrawingOptions = {}): string {
  return contextFor(drawnPage(prose, options)).inside(prose, "\n\n");
}

/** The number of words of the prose, without generated numbers. */
export function countWords(prose: ProseJSON): number {
  let words = 0;
  const visit = (node: ProseNode) => {
    if (node.type === "block") words += typedWords(node).match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    else node.content?.forEach(visit);
  };
  prose.content.forEach(visit);
  return words;
}

function typedWords(block: ProseNode): string {
  return typedText(block, { lineBreak: "\n", footnote: (words) => ` ${words} ` });
}

/**
 * The text of one block; a hard break is a line end, a footnote is in brackets. Without `page`,
 * footnotes have no number, and places and details are unknown.
 */
export function blockText(block: ProseNode, page: DrawnPage = NOWHERE): string {
  return contextFor(page).inside(block);
}

const NOWHERE = drawnPage({ type: "doc", content: [] });

function contextFor(page: DrawnPage): PlainTextContext {
  const context: PlainTextContext = {
    page,
    inside: ({ content = [] }, separator = "") =>
      content.map((node) => textOf(node, context)).join(separator),
  };
  return context;
}

/** One block-level node as plain text with its number. */
export function nodeText(node: ProseNode, page: DrawnPage): string {
  return textOf(node, contextFor(page));
}

/** Of a node that only a newer release knows, the text. */
function textOf(node: ProseNode, context: PlainTextContext): string {
  const render = rendererOf(PLAIN_TEXT, node);
  return render ? render(node, context) : context.inside(node);
}
