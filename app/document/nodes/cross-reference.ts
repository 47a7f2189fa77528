import { Node } from "@tiptap/core";
import type { Places } from "#app/document/numbering/references.ts";
import { specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { fitted } from "#app/document/rendering/typst/printable-text.ts";
import { isBlockId } from "./node-id.ts";
import type { ParsedElement } from "./parsed-element.ts";
import {
  isRangeEnds,
  MOST_RANGES,
  MOST_TARGETS,
  partsOf,
  referenceOf,
  referenceToPart,
  type RangeEnds,
  type Reference,
} from "./reference.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";

/** Shown for a cross-reference whose target is gone. */
export const LOST_REFERENCE = "[reference to a paragraph that is gone]";

/**
 * How a cross-reference is rendered.
 * @param words its text, such as "
 *
 * 1–3, 7"; null where a target is gone.
 * @param isShortened whether an end of a range is gone and nobody has reviewed the rest.
 */
function drawingAs(
  { targets, ranges }: Reference,
  words: string | null,
  isShortened: boolean,
): Drawing {
  return {
    tag: "span",
    attributes: {
      "data-reference": targets.join(" "),
      ...(ranges.length > 0
        ? { "data-ranges": ranges.map((ends) => ends.join("/")).join(" ") }
        : {}),
      ...(words === null ? { "data-lost": "" } : {}),
      ...(isShortened ? { "data-shortened": "", title: SHORTENED } : {}),
    },
    content: [words ?? LOST_REFERENCE],
  };
}

/** How a cross-reference is rendered on a page with these places. */
export function drawing(
  attributes: Readonly<Record<string, unknown>> | undefined,
  places: Places,
): Drawing {
  const reference = referenceOf(attributes);
  return drawingAs(reference, places.citationOf(reference), places.isShortened(reference));
}

/** The tooltip of a reference whose range lost an end. */
const SHORTENED =
  "The first or last paragraph of this range is gone. It now names what is left of the range.";

/** Refers to other places of the text by their current numbers. */
export const schema = Node.create({
  name: "crossReference",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    targets: {
      default: [],
      parseHTML: (element: ParsedElement) => idsIn(element).slice(0, MOST_TARGETS),
    },
    ranges: {
      default: [],
      parseHTML: (element: ParsedElement) => rangesIn(element).slice(0, MOST_RANGES),
    },
  }),
  parseHTML: () => [
    {
      tag: "span[data-reference]",
      getAttrs: (element) => (idsIn(element).length > 0 ? null : false),
    },
  ],
  renderHTML: ({ node }) => specOf(drawingAs(referenceOf(node.attrs), "[reference]", false)),
});

function idsIn(element: ParsedElement): string[] {
  return (element.getAttribute("data-reference") ?? "").split(" ").filter(isBlockId);
}

function rangesIn(element: ParsedElement): RangeEnds[] {
  const written = (element.getAttribute("data-ranges") ?? "").split(" ");
  return written.flatMap((ends): RangeEnds[] => {
    const pair: readonly string[] = ends.split("/");
    return isRangeEnds(pair) ? [pair] : [];
  });
}

export const refusedAttributes: AttributeChecks["crossReference"] = ({ targets, ranges }) =>
  isListOf(targets, MOST_TARGETS, isBlockId) && isListOf(ranges, MOST_RANGES, isRangeEnds)
    ? null
    : "a cross-reference in it is malformed";

function isListOf(value: unknown, most: number, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isOne);
}

export const toHtml: HtmlRenderers["crossReference"] = ({ attrs }, { page }) =>
  drawingHtml(drawing(attrs, page.places));

export const toPlainText: PlainTextRenderers["crossReference"] = ({ attrs }, { page }) =>
  page.places.citationOf(referenceOf(attrs)) ?? LOST_REFERENCE;

export const toTypst: TypstInlineRenderers["crossReference"] = ({ attrs }, context) => {
  const { references, print, gapsAllowed, room, place } = context;
  const reference = references.to(referenceOf(attrs));
  if (reference !== null) {
    return [{ k: "ref", s: fitted(print(reference.words, place), room), to: reference.label }];
  }
  if (gapsAllowed) return [{ k: "lost", s: "reference to a place that is gone" }];
  throw new TypesetError(
    "A cross-reference leads to a place that is gone.",
    place,
    "point it to another place and try again.",
  );
};

export const whatIsMissing: CompletenessRules["crossReference"] = (
  { attrs },
  { places, where },
) => {
  const reference = referenceOf(attrs);
  if (places.isShortened(reference)) {
    return `the first or last paragraph of a range that a cross-reference${where} names is gone`;
  }
  if (places.citationOf(reference) !== null) return null;
  const parts = partsOf(reference);
  const each = parts.every((part) => places.citationOf(referenceToPart(part)) !== null);
  return each && parts.length > 0
    ? `a cross-reference${where} names places of different kinds at once`
    : `a cross-reference${where} leads to a place that is gone`;
};
