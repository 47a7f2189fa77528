import { Node } from "@tiptap/core";
import { startTag } from "#app/document/rendering/element.ts";
import type { TypstBlockRenderers } from "./renderers.ts";

/** Attributes of the element for a page break, in the editor and the first paint alike. */
export const PAGE_BREAK_ATTRIBUTES = { "data-page-break": "", "aria-label": "Page break" } as const;

/** A page break. */
export const schema = Node.create({
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

export const toHtml = () => startTag("hr", PAGE_BREAK_ATTRIBUTES);
export const toPlainText = () => "\f";
export const toTypst: TypstBlockRenderers["pageBreak"] = (_node, { before }) => {
  before.push({ k: "break" });
};
