import { Node } from "@tiptap/core";

/** A line break inside a block, as Shift-Enter makes it. */
export const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [
    // What the editor puts into a line that would otherwise have no height.
    { tag: "br.ProseMirror-trailingBreak", ignore: true, priority: 60 },
    { tag: "br" },
  ],
  renderHTML: () => ["br"],
  renderText: () => "\n",
});

/** Attributes of the rule that stands for a page break, in the editor and in the first paint alike. */
export const PAGE_BREAK_ATTRIBUTES = { "data-page-break": "", "aria-label": "Page break" } as const;

/** What follows begins on a new page. */
export const PageBreak = Node.create({
  name: "pageBreak",
  atom: true,
  selectable: true,
  parseHTML: () => [
    { tag: "hr[data-page-break]" },
    {
      // Word's page break.
      tag: "br",
      priority: 60,
      getAttrs: (element) => (element.style.pageBreakBefore === "always" ? null : false),
    },
  ],
  renderHTML: () => ["hr", { ...PAGE_BREAK_ATTRIBUTES }],
});
