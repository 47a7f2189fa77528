import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/**
 * Puts a line break into the footnote that the caret stands in as long as it is empty: a browser
 * shows no caret in an inline element without anything in it, and types beside it.
 */
export function emptyNote(): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection: { $from } }) => {
        const { parent, pos } = $from;
        if (parent.type.name !== "footnote" || parent.content.size > 0) return null;
        return DecorationSet.create(doc, [Decoration.widget(pos, lineBreak, BEHIND)]);
      },
    },
  });
}

const lineBreak = () => document.createElement("br");

const BEHIND = { side: 1, raw: true, key: "empty-note" };
