import { Node } from "@tiptap/core";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { exhibitLine } from "#app/document/details/printed-lines.ts";
import type { Attributes } from "#app/document/prose.ts";
import { lineDrawing, specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import { placeMark, placeOf } from "#app/document/rendering/typst/place-of.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { isBlockId, ownId, refusedId } from "./node-id.ts";
import { attributeOf, type ParsedElement } from "./parsed-element.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
} from "./renderers.ts";

/** A named exhibit; its id refers to one of the document's exhibits. */
export const schema = Node.create({
  name: "exhibit",
  atom: true,
  selectable: true,
  addAttributes: () => ({
    id: {
      default: null,
      parseHTML: (element: ParsedElement) => attributeOf(element, "data-exhibit", isBlockId),
    },
  }),
  parseHTML: () => [{ tag: "div[data-exhibit]" }],
  renderHTML: ({ node }) => specOf(drawing(node.attrs, NO_PAGE_DETAILS, null)),
});

export const refusedAttributes: AttributeChecks["exhibit"] = ({ id }) => refusedId(id);

/** How an exhibit's line is rendered, by the editor and the first paint alike. */
export function drawing(
  attributes: Attributes | undefined,
  page: PageDetails,
  letter: string | null,
): Drawing {
  return {
    tag: "div",
    attributes: { "data-exhibit": ownId(attributes) ?? "" },
    content: lines(attributes, page, letter).map((line) => lineDrawing(line)),
  };
}

/** The line of an exhibit in plain text. */
export function lines(
  attributes: Attributes | undefined,
  { facts: details }: PageDetails,
  letter: string | null,
): string[] {
  return [
    details === null ? `Exhibit ${letter ?? ""}` : exhibitLine(attributes?.id, letter, details),
  ];
}

export const toHtml: HtmlRenderers["exhibit"] = (node, { page }) =>
  drawingHtml(drawing(node.attrs, page.page, page.numberOf(node)));

export const toPlainText: PlainTextRenderers["exhibit"] = (node, { page }) =>
  lines(node.attrs, page.page, page.numberOf(node)).join("\n");

export const toTypst: TypstBlockRenderers["exhibit"] = (node, context) => {
  const { details, references, gapsAllowed, print, before } = context;
  const place = placeOf(node);
  const exhibit = details.exhibits.find(({ id }) => id === node.attrs?.id);
  const n = `Exhibit ${references.numberOf(node) ?? ""}`;
  if (!exhibit && !gapsAllowed) {
    throw new TypesetError(
      `${n} is not among the document’s details.`,
      place,
      "add the exhibit or take its line out, and try again.",
    );
  }
  const title = exhibit ? print(exhibit.title, place) : "[exhibit that is not among the details]";
  before.push({ k: "exhibit", n, title, ...references.markOf(node), ...placeMark(node, context) });
};

export const whatIsMissing: CompletenessRules["exhibit"] = ({ attrs }, { details, letter }) =>
  details.exhibits.some(({ id }) => id === attrs?.id)
    ? null
    : `Exhibit ${letter} is not among the document’s details`;
