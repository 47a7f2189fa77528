import { Node } from "@tiptap/core";
import { element } from "#app/document/rendering/element.ts";
import { idAttribute, ownId, refusedId } from "./node-id.ts";
import type {
  AttributeChecks,
  HtmlRenderers,
  PlainTextRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";

/** The content of a footnote: everything inline except another footnote. */
const FOOTNOTE_CONTENT = "(text | hardBreak | field | crossReference)*";

/** How a footnote is rendered, by the editor and the first paint alike. */
function footnoteAttributes(id: string | null): Record<string, string> {
  return { "data-footnote": "", ...(id === null ? {} : { "data-id": id }) };
}

/**
 * The inner box with the footnote's text. Styles place it beside or below the line, and the number
 * at the footnote's place; only a box with a height can hold the caret while it is empty.
 */
const NOTE_ATTRIBUTES = { class: "note" } as const;

/**
 * The elements before and after that box. Without some non-text element between, browsers treat the
 * place just inside a footnote and the one just outside as the same, and typing inside ends up
 * outside.
 */
const NOTE_EDGE_ATTRIBUTES = { class: "note-edge", contenteditable: "false" } as const;

/**
 * A footnote: its text is part of the paragraph, at the place it belongs to, so that writing, find,
 * undo and merging work as for all text. Styles render it as a note with its number.
 */
export const schema = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  content: FOOTNOTE_CONTENT,
  isolating: true,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: "span[data-footnote]" }],
  renderHTML: ({ node }) => [
    "span",
    footnoteAttributes(ownId(node.attrs)),
    ["span", NOTE_EDGE_ATTRIBUTES],
    ["span", NOTE_ATTRIBUTES, 0],
    ["span", NOTE_EDGE_ATTRIBUTES],
  ],
});

export const refusedAttributes: AttributeChecks["footnote"] = ({ id }) => refusedId(id);

export const toHtml: HtmlRenderers["footnote"] = (node, { page, words }) => {
  // A redline renders a footnote in several parts; only the first has the number.
  const continued = node.attrs?.continued === true;
  const number = continued ? null : page.numberOf(node);
  const attributes = {
    ...footnoteAttributes(ownId(node.attrs)),
    ...(number === null ? {} : { "data-number": number }),
    ...(continued ? { "data-continued": "" } : {}),
  };
  const edge = element("span", NOTE_EDGE_ATTRIBUTES, "");
  const note = element("span", NOTE_ATTRIBUTES, words(node.content));
  return element("span", attributes, `${edge}${note}${edge}`);
};

/** In brackets at its place in the line. */
export const toPlainText: PlainTextRenderers["footnote"] = (node, { page, inside }) => {
  const number = page.numberOf(node);
  return ` [Footnote${number === null ? "" : ` ${number}`}: ${inside(node)}]`;
};

/** Its text is printed at the foot of the page. */
export const toTypst: TypstInlineRenderers["footnote"] = ({ content }, { runs, place }) => [
  { k: "fn", r: runs(content, place, null) },
];
