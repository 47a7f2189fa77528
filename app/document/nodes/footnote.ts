import { Node } from "@tiptap/core";
import { element } from "#app/document/rendering/element.ts";
import { idAttribute, ownId, refusedId } from "./node-id.ts";
import type {
  AttributeChecks,
  HtmlRenderers,
  PlainTextRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";

/** What a footnote may hold: everything of a line but another footnote. */
const FOOTNOTE_CONTENT = "(text | hardBreak | field | crossReference)*";

/** How a footnote is drawn, by the editor and in the first paint alike. */
function footnoteAttributes(id: string | null): Record<string, string> {
  return { "data-footnote": "", ...(id === null ? {} : { "data-id": id }) };
}

/**
 * The box of its words within it. Styles put it beside the line or below, and the number where the
 * footnote stands; and only a box that has a height takes a caret while it is empty.
 */
const NOTE_ATTRIBUTES = { class: "note" } as const;

/**
 * What stands before and behind that box. Without something between that is no text, a place just
 * inside of a footnote and the one just outside count as the same, and what is typed inside goes out.
 */
const NOTE_EDGE_ATTRIBUTES = { class: "note-edge", contenteditable: "false" } as const;

/**
 * A footnote: its words stand in the paragraph at the place that they belong to, so that they are
 * written, found, undone and merged as all words are. Styles draw them as a note with its number.
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
  // A redline draws a footnote in several parts, of which the first carries the number.
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

/** Its words stand at the foot of the page, wherever its number is. */
export const toTypst: TypstInlineRenderers["footnote"] = ({ content }, { runs, place }) => [
  { k: "fn", r: runs(content, place, null) },
];
