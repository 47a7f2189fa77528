import { Node } from "@tiptap/core";
import { idAttribute, ownId } from "./own-id";

/** What a footnote may hold: everything of a line but another footnote. */
export const FOOTNOTE_CONTENT = "(text | hardBreak | field | crossReference)*";

/** How a footnote is drawn, by the editor and in the first paint alike. */
export function footnoteAttributes(id: string | null): Record<string, string> {
  return { "data-footnote": "", ...(id === null ? {} : { "data-id": id }) };
}

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
  renderHTML: ({ node }) => ["span", footnoteAttributes(ownId(node.attrs)), 0],
});
