import { Node } from "@tiptap/core";
import { isBlockId } from "./block.ts";
import { specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { FIELD_LABEL, fieldValue, isFieldName } from "#app/document/details/filing-fields.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";

/**
 * How a field is drawn: what it prints, or its name in brackets where that is not recorded yet. A
 * field that is not known, which only another release can have put there, says so.
 */
export function fieldDrawing(name: unknown, { facts }: Pick<PageDetails, "facts">): Drawing {
  const known = isFieldName(name) ? name : null;
  const value = known === null || facts === null ? null : fieldValue(known, facts, null);
  return {
    tag: "span",
    attributes: {
      "data-field": typeof name === "string" ? name : "",
      ...(value === null ? { [known === null ? "data-lost" : "data-blank"]: "" } : {}),
    },
    content: [value ?? `[${known === null ? "field that is not known" : FIELD_LABEL[known]}]`],
  };
}

/** The words of a field as plain text has them. */
export function fieldWords(name: unknown, page: Pick<PageDetails, "facts">): string {
  return fieldDrawing(name, page).content.join("");
}

/** A fact that the text names: addressee, tracking number, date of filing and the like. */
export const Field = Node.create({
  name: "field",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    name: {
      default: null,
      parseHTML: (element: HTMLElement) => element.getAttribute("data-field"),
    },
  }),
  parseHTML: () => [
    {
      tag: "span[data-field]",
      getAttrs: (element) => (isBlockId(element.getAttribute("data-field")) ? null : false),
    },
  ],
  renderHTML: ({ node }) => specOf(fieldDrawing(node.attrs.name, { facts: null })),
  renderText: ({ node }) => fieldWords(node.attrs.name, { facts: null }),
});
