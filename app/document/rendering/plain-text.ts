import { PLAIN_TEXT } from "#app/document/nodes/index.ts";
import type { PlainTextContext } from "#app/document/nodes/renderers.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { drawnPage, type DrawnPage } from "./drawn-page.ts";
import { rendererOf } from "./renderer-of.ts";

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
