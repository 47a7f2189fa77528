import { Node } from "@tiptap/core";
import { startTag } from "#app/document/rendering/element.ts";
import type { TypstBlockRenderers } from "./renderers.ts";

const ATTRIBUTES = { "data-page-break": "", "aria-label": "Page break" } as const;

/** What follows begins on a new page. */
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
  renderHTML: () => ["hr", { ...ATTRIBUTES }],
});

export const toHtml = () => startTag("hr", ATTRIBUTES);
export const toPlainText = () => "\f";
export const toTypst: TypstBlockRenderers["pageBreak"] = (_node, { before }) => {
  before.push({ k: "break" });
};
