import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/**
 * Adds a line break to the footnote at the caret while it is empty: browsers show no caret in an
 * empty inline element, and type beside it.
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
