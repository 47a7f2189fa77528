import { Node } from "@tiptap/core";
import { idAttribute, ownId } from "./node-id.ts";

/** What a footnote may hold: everything of a line but another footnote. */
export const FOOTNOTE_CONTENT = "(text | hardBreak | field | crossReference)*";

/** How a footnote is drawn, by the editor and in the first paint alike. */
export function footnoteAttributes(id: string | null): Record<string, string> {
  return { "data-footnote": "", ...(id === null ? {} : { "data-id": id }) };
}

/**
 * The box of its words within it. Styles put it beside the line or below, and the number where the
 * footnote stands; and only a box that has a height takes a caret while it is empty.
 */
export const NOTE_ATTRIBUTES = { class: "note" } as const;

/**
 * What stands before and behind that box. Without something between that is no text, a place just
 * inside of a footnote and the one just outside count as the same, and what is typed inside goes out.
 */
export const NOTE_EDGE_ATTRIBUTES = { class: "note-edge", contenteditable: "false" } as const;

/**
 * A footnote: its words stand in the paragraph at the place that they belong to, so that they are
 * written, found, undone and merged as all words are. Styles draw them as a note with its number.
 */
export const Footnote = Node.create({
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
