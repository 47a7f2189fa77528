import { Node } from "@tiptap/core";
import type { Places } from "#app/document/numbering/references.ts";
import { specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { fitted } from "#app/document/rendering/typst/words.ts";
import { isBlockId } from "./node-id.ts";
import type { ParsedElement } from "./parsed-element.ts";
import type {
  AttributeRules,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";

/** The most places that one cross-reference may name, and the most ranges. */
export const MOST_TARGETS = 200;
export const MOST_RANGES = 100;

/** What stands where a cross-reference leads nowhere. */
export const LOST_REFERENCE = "[reference to a paragraph that is gone]";

/** The two ends of a range, both included. */
export type RangeEnds = readonly [first: string, last: string];

/**
 * What a cross-reference names. `targets` are all places that it was known to name when somebody last
 * chose them; `ranges` says which of them are the ends of a range. What stands between two ends in
 * `targets` is what the range held then: it tells how far the range reaches when an end is deleted,
 * and nothing else. What a range holds now is what stands between its ends in the text. A reader that
 * knows nothing of ranges still finds every place.
 */
export interface Reference {
  readonly targets: readonly string[];
  readonly ranges: readonly RangeEnds[];
}

/** One place, or a range with what it was known to hold, from its first to its last. */
export type ReferencePart =
  | { readonly kind: "place"; readonly id: string }
  | { readonly kind: "range"; readonly known: readonly string[] };

/** What the attributes of a cross-reference say; malformed ends and ids are left out. */
export function referenceOf(
  attributes: Readonly<Record<string, unknown>> | null | undefined,
): Reference {
  const { targets, ranges } = attributes ?? {};
  return {
    targets: Array.isArray(targets) ? targets.filter(isBlockId) : [],
    ranges: Array.isArray(ranges) ? ranges.filter(isRangeEnds) : [],
  };
}

export function isRangeEnds(value: unknown): value is RangeEnds {
  return Array.isArray(value) && value.length === 2 && value.every(isBlockId);
}

/**
 * The places and ranges of a reference in its order. Two people who change one at the same moment can
 * leave ends that are no targets, or stand there the wrong way round: those are a range of the two.
 */
export function partsOf(reference: Reference): ReferencePart[] {
  const targets = [...new Set(reference.targets)];
  const { ranges } = reference;
  const parts: ReferencePart[] = [];
  const left = new Map(ranges.map(([first, last]) => [first, last]));
  const at = new Map(targets.map((id, index) => [id, index]));
  const loose = ranges.filter(([first, last]) => {
    const [from, to] = [at.get(first), at.get(last)];
    return from === undefined || to === undefined || to < from;
  });
  for (const [first] of loose) left.delete(first);
  const looseEnds = new Set(loose.flat());
  for (let index = 0; index < targets.length; index += 1) {
    const id = targets[index] ?? "";
    const last = left.get(id);
    const end = last === undefined ? undefined : at.get(last);
    if (end !== undefined && end > index) {
      parts.push({ kind: "range", known: targets.slice(index, end + 1) });
      index = end;
    } else if (!looseEnds.has(id)) parts.push({ kind: "place", id });
  }
  for (const ends of loose) parts.push({ kind: "range", known: ends });
  return parts;
}

/** A reference to this part alone. */
export function referenceToPart(part: ReferencePart): Reference {
  if (part.kind === "place") return { targets: [part.id], ranges: [] };
  const [first, last] = [part.known[0], part.known.at(-1)];
  const ends: readonly RangeEnds[] = first && last ? [[first, last]] : [];
  return { targets: part.known, ranges: ends };
}

/**
 * How a cross-reference is drawn.
 * @param words what it reads, such as "¶¶ 1–3, 7"; null where one of its places is gone.
 * @param isShortened whether an end of a range is gone, and nobody has looked at what is left.
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

/** How a cross-reference is drawn on a page with these places. */
export function drawing(
  attributes: Readonly<Record<string, unknown>> | undefined,
  places: Places,
): Drawing {
  const reference = referenceOf(attributes);
  return drawingAs(reference, places.wordsOf(reference), places.isShortened(reference));
}

/** Stands over a reference whose range lost an end. */
export const SHORTENED =
  "The first or last paragraph of this range is gone. It now names what is left of the range.";

/** Names other places of the text by their numbers, wherever they stand by now. */
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

export const refusedAttributes: AttributeRules["crossReference"] = ({ targets, ranges }) =>
  isListOf(targets, MOST_TARGETS, isBlockId) && isListOf(ranges, MOST_RANGES, isRangeEnds)
    ? null
    : "a cross-reference in it is malformed";

function isListOf(value: unknown, most: number, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isOne);
}

export const toHtml: HtmlRenderers["crossReference"] = ({ attrs }, { page }) =>
  drawingHtml(drawing(attrs, page.places));

export const toPlainText: PlainTextRenderers["crossReference"] = ({ attrs }, { page }) =>
  page.places.wordsOf(referenceOf(attrs)) ?? LOST_REFERENCE;

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
  if (places.wordsOf(reference) !== null) return null;
  const parts = partsOf(reference);
  const each = parts.every((part) => places.wordsOf(referenceToPart(part)) !== null);
  return each && parts.length > 0
    ? `a cross-reference${where} names places of different kinds at once`
    : `a cross-reference${where} leads to a place that is gone`;
};
