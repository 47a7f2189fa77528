import { blockElement, isBlockId } from "./block";
import { PAGE_BREAK_ATTRIBUTES } from "./breaks";
import { blockShape } from "./kinds";
import { isLegalMark, markElement, LEGAL_MARKS, type LegalMark } from "./marks";
import { createNumberer, type Numberer, type NumberingOptions } from "./number";
import { referenceDrawing, targetIds } from "./cross-reference";
import type { Drawing } from "./drawing";
import { factBlockDrawing, isFactBlock } from "./fact-blocks";
import { fieldDrawing } from "./field";
import { footnoteAttributes } from "./footnote";
import { ownId } from "./own-id";
import { NO_PAGE_FACTS } from "./page-facts";
import { drawnSpan } from "./table";
import type { MarkJSON, ProseJSON, ProseNode } from "./prose";

/**
 * The prose as safe HTML: the elements that the editor draws, numbers included, so that the text of
 * the first paint stays put when the editor wakes up. Everything is escaped; no browser is needed.
 */
export function proseToHtml(prose: ProseJSON, options: NumberingOptions = {}): string {
  const numberer = createNumberer(options);
  return prose.content.map((node) => nodeHtml(node, numberer)).join("");
}

function nodeHtml(node: ProseNode, numberer: Numberer): string {
  switch (node.type) {
    case "block":
      return blockHtml(node, numberer);
    case "table":
      return `<table><tbody>${childrenHtml(node, numberer)}</tbody></table>`;
    case "tableRow":
      return element("tr", {}, childrenHtml(node, numberer));
    case "tableCell":
    case "tableHeader": {
      numberer.endLists();
      const content = childrenHtml(node, numberer);
      const spans = {
        ...drawnSpan("colspan", node.attrs?.colspan),
        ...drawnSpan("rowspan", node.attrs?.rowspan),
      };
      numberer.endLists();
      return element(node.type === "tableCell" ? "td" : "th", spans, content);
    }
    case "pageBreak":
      return startTag("hr", PAGE_BREAK_ATTRIBUTES);
    default:
      if (isFactBlock(node.type)) {
        return drawingHtml(factBlockDrawing(node.type, node.attrs, NO_PAGE_FACTS, null));
      }
      return childrenHtml(node, numberer);
  }
}

function childrenHtml(node: ProseNode, numberer: Numberer): string {
  return (node.content ?? []).map((child) => nodeHtml(child, numberer)).join("");
}

function blockHtml(node: ProseNode, numberer: Numberer): string {
  const shape = blockShape(node.attrs ?? {});
  const id = node.attrs?.id;
  const { tag, attributes, inner } = blockElement(shape, isBlockId(id) ? id : null);
  const label = numberer.next(shape)?.label;
  const outer = label === undefined ? attributes : { ...attributes, "data-number": label };
  const words = inlineHtml(node.content ?? []);
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
}

/** The words of a block. */
function inlineHtml(nodes: readonly ProseNode[]): string {
  const html = wordsHtml(nodes);
  // The editor puts a line break where a line would otherwise have no height.
  const last = nodes.at(-1);
  return last === undefined || last.type === "hardBreak" || last.text?.endsWith("\n")
    ? `${html}<br class="ProseMirror-trailingBreak">`
    : html;
}

/**
 * Words and what stands between them as safe HTML. Marks stay open over neighbours that share them,
 * as the editor draws them.
 */
export function wordsHtml(nodes: readonly ProseNode[]): string {
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
    html += inlineNodeHtml(node);
    open = marks;
  }
  return html + closing(open);
}

function inlineNodeHtml(node: ProseNode): string {
  switch (node.type) {
    case "hardBreak":
      return "<br>";
    case "footnote":
      return element("span", footnoteAttributes(ownId(node.attrs)), wordsHtml(node.content ?? []));
    case "field":
      return drawingHtml(fieldDrawing(node.attrs?.name, NO_PAGE_FACTS));
    case "crossReference":
      return drawingHtml(referenceDrawing(targetIds(node.attrs), "[reference]"));
    default:
      return escapeHtml(node.text ?? "");
  }
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
