import { Node } from "@tiptap/core";

/** A line break inside a block, as Shift-Enter makes it. */
export const schema = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [
    // The editor inserts this into a line that would otherwise have no height.
    { tag: "br.ProseMirror-trailingBreak", ignore: true, priority: 60 },
    { tag: "br" },
  ],
  renderHTML: () => ["br"],
  renderText: () => "\n",
});

export const toHtml = () => "<br>";
export const toPlainText = () => "\n";
export const toTypst = () => [{ k: "br" as const }];
