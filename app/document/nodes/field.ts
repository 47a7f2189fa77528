import { Node } from "@tiptap/core";
import { specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { fitted } from "#app/document/rendering/typst/printable-text.ts";
import {
  fieldLabel,
  fieldValue,
  isKnownField,
  type FieldName,
} from "#app/document/details/filing-fields.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import { isBlockId } from "./node-id.ts";
import type { ParsedElement } from "./parsed-element.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";

/**
 * How a field is rendered: its value, or its name in brackets where that is not recorded yet. An
 * unknown field, which only another release can have inserted, is shown as such.
 */
export function drawing(name: unknown, { facts: details }: Pick<PageDetails, "facts">): Drawing {
  const known = isKnownField(name) ? name : null;
  const value = known === null || details === null ? null : fieldValue(known, details, null);
  return {
    tag: "span",
    attributes: {
      "data-field": typeof name === "string" ? name : "",
      ...(value === null ? { [known === null ? "data-lost" : "data-blank"]: "" } : {}),
    },
    content: [value ?? `[${known === null ? "field that is not known" : fieldLabel(known)}]`],
  };
}

function fieldText(name: unknown, page: Pick<PageDetails, "facts">): string {
  return drawing(name, page).content.join("");
}

/** A detail printed within the text: addressee, tracking number, date of filing and so on. */
export const schema = Node.create({
  name: "field",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    name: {
      default: null,
      parseHTML: (element: ParsedElement) => element.getAttribute("data-field"),
    },
  }),
  parseHTML: () => [
    {
      tag: "span[data-field]",
      getAttrs: (element) => (isBlockId(element.getAttribute("data-field")) ? null : false),
    },
  ],
  renderHTML: ({ node }) => specOf(drawing(node.attrs.name, { facts: null })),
  renderText: ({ node }) => fieldText(node.attrs.name, { facts: null }),
});

// An unknown field is rendered as such, and a version with one can't be submitted.
export const refusedAttributes: AttributeChecks["field"] = ({ name }) =>
  isBlockId(name) ? null : "a field in it has no name";

export const toHtml: HtmlRenderers["field"] = ({ attrs }, { page }) =>
  drawingHtml(drawing(attrs?.name, page.page));

export const toPlainText: PlainTextRenderers["field"] = ({ attrs }, { page }) =>
  fieldText(attrs?.name, page.page);

export const toTypst: TypstInlineRenderers["field"] = ({ attrs }, context) => {
  const { details, filing, print, gapsAllowed, room, place } = context;
  const name = attrs?.name;
  if (!isKnownField(name)) {
    throw new TypesetError(
      `The text holds a field, “${String(name)}”, that is not known.`,
      place,
      "take it out and try again.",
    );
  }
  const value = fieldValue(name, details, filing);
  if (value !== null) return [fitted(print(value, place), room)];
  if (gapsAllowed) return [{ k: "blank", s: fieldLabel(name) }];
  // The court assigns it after the filing: until then papers leave room for it.
  if (name === "caseNumber") return [{ k: "blank", s: "" }];
  throw new TypesetError(
    `The ${fieldLabel(name)} is not recorded.`,
    place,
    "record it and try again.",
  );
};

/** Fields that belong to the filing and are filled in then: they are not missing before. */
const FILLED_IN_LATER: ReadonlySet<string> = new Set<FieldName>([
  "dateOfFiling",
  "caseNumber",
  "delivery",
]);

export const whatIsMissing: CompletenessRules["field"] = ({ attrs }, { details, where }) => {
  const name = attrs?.name;
  if (!isKnownField(name)) return `a field${where} is not known`;
  if (FILLED_IN_LATER.has(name) || fieldValue(name, details, null) !== null) return null;
  return `the ${fieldLabel(name)}${where} is not recorded`;
};
