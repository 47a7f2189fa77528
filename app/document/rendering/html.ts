import { CANNOT_BE_SHOWN, PLACEHOLDER } from "./placeholders.ts";
import { blockElement } from "#app/document/nodes/block.ts";
import { PAGE_BREAK_ATTRIBUTES } from "#app/document/nodes/breaks.ts";
import type { Drawing } from "./drawing.ts";
import { drawingOf, isDrawnNode } from "#app/document/nodes/drawn-nodes.ts";
import { drawnFrom, drawnPage, type DrawingOptions, type DrawnPage } from "./drawn-page.ts";
import {
  footnoteAttributes,
  NOTE_ATTRIBUTES,
  NOTE_EDGE_ATTRIBUTES,
} from "#app/document/nodes/footnote.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import {
  isLegalMark,
  markElement,
  LEGAL_MARKS,
  type LegalMark,
} from "#app/document/nodes/marks.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import type { MarkJSON, ProseJSON, ProseNode } from "#app/document/prose.ts";
import { drawnSpan } from "#app/document/nodes/table.ts";

/**
 * The prose as safe HTML: the elements that the editor draws, numbers and what follows from facts
 * included, so that the text of the first paint stays put when the editor wakes up. Everything is
 * escaped; no browser is needed.
 */
export function proseToHtml(prose: ProseJSON, options: DrawingOptions = {}): string {
  const page = drawnPage(prose, options);
  return prose.content.map((node) => nodeHtml(node, page)).join("");
}

/** One block, table or whatever else stands in a text, drawn as it is on its page. */
export function nodeHtml(node: ProseNode, page: DrawnPage): string {
  switch (node.type) {
    case "block":
      return blockHtml(node, page);
    case "table":
      return `<table><tbody>${childrenHtml(node, page)}</tbody></table>`;
    case "tableRow":
      return element("tr", {}, childrenHtml(node, page));
    case "tableCell":
    case "tableHeader": {
      const spans = {
        ...drawnSpan("colspan", node.attrs?.colspan),
        ...drawnSpan("rowspan", node.attrs?.rowspan),
      };
      const tag = node.type === "tableCell" ? "td" : "th";
      return element(tag, spans, childrenHtml(node, page));
    }
    case "pageBreak":
      return startTag("hr", PAGE_BREAK_ATTRIBUTES);
    case PLACEHOLDER:
      return placeholderHtml(node);
    default:
      if (isDrawnNode(node.type)) {
        return drawingHtml(drawingOf(node.type, node.attrs, drawnFrom(page, node)));
      }
      return childrenHtml(node, page);
  }
}

function childrenHtml(node: ProseNode, page: DrawnPage): string {
  return (node.content ?? []).map((child) => nodeHtml(child, page)).join("");
}

function blockHtml(node: ProseNode, page: DrawnPage): string {
  const shape = blockShape(node.attrs ?? {});
  const { tag, attributes, inner } = blockElement(shape, ownId(node.attrs));
  const label = page.numberOf(node);
  const outer = label === null ? attributes : { ...attributes, "data-number": label };
  const words = inlineHtml(node.content ?? [], page);
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
}

/** The words of a block as safe HTML, with the line break that gives its last line a height. */
export function inlineHtml(nodes: readonly ProseNode[], page: DrawnPage): string {
  const html = wordsHtml(nodes, page);
  // The editor puts a line break where a line would otherwise have no height, and behind all but text.
  const last = nodes.at(-1);
  return last?.type !== "text" || last.text?.endsWith("\n")
    ? `${html}<br class="ProseMirror-trailingBreak">`
    : html;
}

/**
 * Words and what stands between them as safe HTML. Marks stay open over neighbours that share them,
 * as the editor draws them.
 */
export function wordsHtml(nodes: readonly ProseNode[], page: DrawnPage): string {
  let html = "";
  let open: readonly OpenMark[] = [];
  for (const node of nodes) {
    const marks = legalMarks(node.marks ?? []);
    let shared = 0;
    while (shared < open.length && open[shared]?.start === marks[shared]?.start) shared += 1;
    html += closing(open.slice(shared));
    html += marks
      .slice(shared)
      .map(({ start }) => start)
      .join("");
    html += inlineNodeHtml(node, page);
    open = marks;
  }
  return html + closing(open);
}

function inlineNodeHtml(node: ProseNode, page: DrawnPage): string {
  if (node.type === "hardBreak") return "<br>";
  if (node.type === PLACEHOLDER) return placeholderHtml(node);
  if (node.type === "footnote") {
    // A redline draws a footnote in several parts, of which the first carries the number.
    const continued = node.attrs?.continued === true;
    const number = continued ? null : page.numberOf(node);
    const attributes = footnoteAttributes(ownId(node.attrs));
    const edge = element("span", NOTE_EDGE_ATTRIBUTES, "");
    return element(
      "span",
      {
        ...attributes,
        ...(number === null ? {} : { "data-number": number }),
        ...(continued ? { "data-continued": "" } : {}),
      },
      `${edge}${element("span", NOTE_ATTRIBUTES, wordsHtml(node.content ?? [], page))}${edge}`,
    );
  }
  if (isDrawnNode(node.type)) {
    return drawingHtml(drawingOf(node.type, node.attrs, drawnFrom(page, node)));
  }
  return escapeHtml(node.text ?? "");
}

/** What stands where something can't be shown; the editor draws the same. */
function placeholderHtml({ attrs }: ProseNode): string {
  const attributes = {
    class: "cannot-be-shown",
    "data-client": String(attrs?.client),
    "data-clock": String(attrs?.clock),
  };
  return element("span", attributes, CANNOT_BE_SHOWN);
}

/** What is drawn without being typed. */
function drawingHtml({ tag, attributes, content }: Drawing): string {
  const inner = content.map((part) =>
    typeof part === "string" ? escapeHtml(part) : drawingHtml(part),
  );
  return element(tag, attributes, inner.join(""));
}

interface OpenMark {
  readonly name: LegalMark;
  readonly tag: string;
  readonly start: string;
}

function closing(marks: readonly OpenMark[]): string {
  return marks
    .map(({ tag }) => `</${tag}>`)
    .reverse()
    .join("");
}

function legalMarks(marks: readonly MarkJSON[]): OpenMark[] {
  return marks
    .flatMap(({ type, attrs }) => {
      if (!isLegalMark(type)) return [];
      const { tag, attributes } = markElement(type, attrs);
      return [{ name: type, tag, start: startTag(tag, attributes) }];
    })
    .sort((one, other) => LEGAL_MARKS.indexOf(one.name) - LEGAL_MARKS.indexOf(other.name));
}

/** An element of HTML; `content` is HTML already, attributes are escaped. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  content: string,
): string {
  return `${startTag(tag, attributes)}${content}</${tag}>`;
}

function startTag(tag: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  return `<${tag}${written.join("")}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // The parser of HTML would drop it or turn it into another character.
  "\u0000": "\ufffd",
  "\r": "&#13;",
};

/** Text as it can stand in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- NUL is one of the characters that are escaped
  return text.replace(/[&<>"'\u0000\r]/g, (character) => ESCAPES[character] ?? "");
}
