import { HTML } from "#app/document/nodes/index.ts";
import {
  isLegalMark,
  LEGAL_MARKS,
  markElement,
  type LegalMark,
} from "#app/document/nodes/marks.ts";
import type { HtmlContext } from "#app/document/nodes/renderers.ts";
import type { MarkJSON, ProseJSON, ProseNode } from "#app/document/prose.ts";
import { drawnPage, type DrawingOptions, type DrawnPage } from "./drawn-page.ts";
import { element, startTag } from "./element.ts";
import { CANNOT_BE_SHOWN, placeholderIn } from "./placeholders.ts";
import { rendererOf } from "./renderer-of.ts";

/**
 * The prose as safe HTML: the same elements as the editor renders, with numbers and generated
 * content, so that nothing moves when the editor takes over from the first paint. Everything is
 * escaped; needs no browser.
 */
export function proseToHtml(prose: ProseJSON, options: HtmlOptions = {}): string {
  return contextFor(drawnPage(prose, options), options).blocks(prose.content);
}

interface HtmlOptions extends DrawingOptions {
  /**
   * Whether the words of footnotes stand below their block, too: styles show them there or beside the line
   * (prose.css). An editor has them once, and puts them there itself.
   */
  readonly notesBelow?: boolean;
}

/** Blocks that follow one another, rendered as on their page. */
export function blocksToHtml(
  blocks: readonly ProseNode[],
  page: DrawnPage,
  options: Pick<HtmlOptions, "notesBelow"> = {},
): string {
  return contextFor(page, options).blocks(blocks);
}

/** One block-level node, rendered as on its page. */
export function nodeHtml(node: ProseNode, page: DrawnPage): string {
  return contextFor(page).blocks([node]);
}

/** Inline content as safe HTML. Marks span adjacent nodes that share them, as in the editor. */
export function wordsHtml(nodes: readonly ProseNode[], page: DrawnPage): string {
  return contextFor(page).words(nodes);
}

/** The content of a block as safe HTML, with the line break that gives its last line a height. */
export function inlineHtml(nodes: readonly ProseNode[], page: DrawnPage): string {
  return contextFor(page).line(nodes);
}

function contextFor(page: DrawnPage, { notesBelow = false }: HtmlOptions = {}): HtmlContext {
  const context: HtmlContext = {
    page,
    blocks: (nodes = []) => nodes.map((node) => drawn(node, context)).join(""),
    words: (nodes = []) => inLine(nodes, context),
    line: (nodes = []) => {
      // The editor adds a line break where a line would have no height, and after anything but
      // text.
      const last = nodes.at(-1);
      const isOpen = last?.type !== "text" || last.text.endsWith("\n");
      return inLine(nodes, context) + (isOpen ? TRAILING_BREAK : "");
    },
    notes: (nodes = []) => (notesBelow ? notesOf(nodes, context) : ""),
  };
  return context;
}

function notesOf(nodes: readonly ProseNode[], { page, words }: HtmlContext): string {
  const notes = nodes
    .filter(({ type }) => type === "footnote")
    .map((node) => {
      const attributes = { class: "note", "data-number": page.numberOf(node) ?? "" };
      return element("span", attributes, words(node.content));
    });
  return notes.length === 0 ? "" : element("span", { class: "notes" }, notes.join(""));
}

function drawn(node: ProseNode, context: HtmlContext): string {
  const placeholder = placeholderIn(node);
  if (placeholder) {
    const { client, clock } = placeholder.attrs;
    const attributes = {
      class: "cannot-be-shown",
      "data-client": String(client),
      "data-clock": String(clock),
    };
    return element("span", attributes, CANNOT_BE_SHOWN);
  }
  // Of a node that only a newer release knows, the text is rendered.
  const render = rendererOf(HTML, node);
  return render ? render(node, context) : context.blocks(node.content);
}

function inLine(nodes: readonly ProseNode[], context: HtmlContext): string {
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
    html += drawn(node, context);
    open = marks;
  }
  return html + closing(open);
}

const TRAILING_BREAK = '<br class="ProseMirror-trailingBreak">';

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
