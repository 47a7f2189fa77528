import type { Node } from "@tiptap/pm/model";
import { partsOf, type Reference, type ReferencePart } from "#app/document/nodes/reference.ts";
import { countThrough, type BlockNumber, type NumberingOptions } from "./number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/**
 * The kinds of places that a cross-reference can name: a paragraph of a complaint, a requested
 * record, an exhibit.
 */
type PlaceKind = "paragraph" | "item" | "exhibit";

/** A citable place of the text. */
export interface CitablePlace {
  /** The id of the block, or of the exhibit. */
  readonly id: string;
  readonly kind: PlaceKind;
  /**
   * As cited: "
   * 12(a)", "Request No. 2", "Exhibit B".
   */
  readonly name: string;
  /** 1 for a paragraph, 2 for its (a), 3 for its (i). */
  readonly depth: number;
  /** Its first words, for recognition; empty for an exhibit, whose title is in the details. */
  readonly words: string;
}

/** Looks up citable places for the text of references. */
export interface Places {
  /**
   * The text of a reference: "
   * 12", "
   *
   * 1–3, 7", "Request No. 2", "Exhibit B". In document order, without duplicates. A range runs from
   * its first to its last place with everything now between them; where an end is gone, over what
   * remains. Null where a single place or a whole range is gone, where a place can't be cited or
   * kinds are mixed, and for an empty reference.
   */
  citationOf(reference: Reference): string | null;
  /** The id of the first place in document order, to link to; null where `citationOf` is null. */
  firstOf(reference: Reference): string | null;
  /** Whether it still has a text, but one of its ranges lost an end. */
  isShortened(reference: Reference): boolean;
  /** Every place it now covers, in document order; empty where `citationOf` is null. */
  idsIn(reference: Reference): string[];
}

interface CountedPlace {
  readonly id: string;
  readonly kind: PlaceKind;
  /** "12", "12(a)" or "B". */
  readonly name: string;
  /**
   * Its count among its siblings, and its depth: consecutive top-level places collapse into a
   * range.
   */
  readonly position: number;
  readonly depth: number;
  /** Its rank among all places in document order. */
  readonly rank: number;
}

/** Collects places while a document is traversed. */
export class PlaceList implements Places {
  readonly #places = new Map<string, CountedPlace>();
  readonly #names = new Map<string, string>();

  /** Adds a numbered node; ignores nodes that can't be cited. */
  add(id: unknown, number: BlockNumber | null): CountedPlace | null {
    const kind = number === null ? undefined : CITABLE[number.kind];
    if (number === null || kind === undefined) return null;
    const depth = number.value.length;
    // 12(a)(ii): the top-level number without its period, then the labels below it.
    const above = depth > 1 ? (this.#names.get(`${kind}-${depth - 1}`) ?? "") : "";
    const name = `${above}${number.label.replace(/\.$/u, "")}`;
    this.#names.set(`${kind}-${depth}`, name);
    if (typeof id !== "string" || this.#places.has(id)) return null;
    const position = number.value.at(-1) ?? 0;
    const place = { id, kind, name, position, depth, rank: this.#places.size };
    this.#places.set(id, place);
    return place;
  }

  citationOf(reference: Reference): string | null {
    const spans = this.#spans(reference);
    return spans === null ? null : citation(spans);
  }

  firstOf(reference: Reference): string | null {
    return this.#spans(reference)?.[0]?.from.id ?? null;
  }

  isShortened(reference: Reference): boolean {
    return this.#spans(reference)?.some(({ isShortened }) => isShortened) ?? false;
  }

  idsIn(reference: Reference): string[] {
    const spans = this.#spans(reference) ?? [];
    const within = ({ kind, rank }: CountedPlace) =>
      spans.some(({ from, to }) => kind === from.kind && rank >= from.rank && rank <= to.rank);
    return [...this.#places.values()].filter(within).map(({ id }) => id);
  }

  #spans(reference: Reference): Span[] | null {
    const found = partsOf(reference).map((part) => this.#spanOf(part));
    const spans = found.filter((span) => span !== null);
    const kind = spans[0]?.from.kind;
    if (kind === undefined || spans.length < found.length) return null;
    if (spans.some(({ from, to }) => from.kind !== kind || to.kind !== kind)) return null;
    return spans.toSorted((one, other) => one.from.rank - other.from.rank);
  }

  /** Where a part now is; null where nothing of it remains. */
  #spanOf(part: ReferencePart): Span | null {
    if (part.kind === "place") {
      const place = this.#places.get(part.id);
      return place === undefined ? null : { from: place, to: place, isShortened: false };
    }
    const { known } = part;
    const [first, last] = [known[0] ?? "", known.at(-1) ?? ""];
    const kind = (this.#places.get(first) ?? this.#places.get(last))?.kind;
    const left = known.flatMap((id) => {
      const place = this.#places.get(id);
      return place === undefined || (kind !== undefined && place.kind !== kind) ? [] : [place];
    });
    // A missing end is replaced by the nearest known place of the range that still exists.
    const one = this.#places.get(first) ?? left[0];
    const other = this.#places.get(last) ?? left.at(-1);
    if (one === undefined || other === undefined) return null;
    const isShortened = one.id !== first || other.id !== last;
    // Ends that were moved past each other are swapped.
    return one.rank <= other.rank
      ? { from: one, to: other, isShortened }
      : { from: other, to: one, isShortened };
  }
}

/** From one place to another, both included; the same twice for a single place. */
interface Span {
  readonly from: CountedPlace;
  readonly to: CountedPlace;
  readonly isShortened: boolean;
}

export function placesOf(document: ProseJSON | Node, options: NumberingOptions = {}): Places {
  const places = new PlaceList();
  countThrough<ProseNode | Node>(document, options, ({ attrs, number }) =>
    places.add(attrs?.id, number),
  );
  return places;
}

/**
 * Everything that a cross-reference may name, in document order, for the menu that looks places up.
 * Accepts an editor's document or JSON.
 */
export function citablePlaces(
  document: ProseJSON | Node,
  options: NumberingOptions = {},
): CitablePlace[] {
  const list = new PlaceList();
  const places: CitablePlace[] = [];
  countThrough<ProseNode | Node>(document, options, ({ node, attrs, number }) => {
    const place = list.add(attrs?.id, number);
    if (place === null) return;
    const { id, kind, depth } = place;
    const name = citation([{ from: place, to: place, isShortened: false }]);
    places.push({ id, kind, depth, name, words: firstWords(node) });
  });
  return places;
}

const CITABLE: Partial<Readonly<Record<BlockNumber["kind"], PlaceKind>>> = {
  numbered: "paragraph",
  requestItem: "item",
  exhibit: "exhibit",
};

const SIGNS: Readonly<Record<PlaceKind, readonly [one: string, several: string]>> = {
  paragraph: ["¶ ", "¶¶ "],
  item: ["Request No. ", "Request Nos. "],
  exhibit: ["Exhibit ", "Exhibits "],
};

function citation(spans: readonly Span[]): string {
  const joined = joinedSpans(spans);
  const [only] = joined;
  if (only === undefined) return "";
  const { kind } = only.from;
  const [one, several] = SIGNS[kind];
  const isOne = joined.length === 1 && only.from === only.to;
  return `${isOne ? one : several}${listed(kind, joined.flatMap(namesOf))}`;
}

/** Exhibits are few, and listed one by one as in a sentence. */
function listed(kind: PlaceKind, names: readonly string[]): string {
  return kind === "exhibit" && names.length === 2 ? names.join(" and ") : names.join(", ");
}

/** Joins spans that overlap or are consecutive at the top level: 1–3, 7. */
function joinedSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const top = last?.to.depth === 1 && span.from.depth === 1;
    const follows = top && span.from.position === last.to.position + 1;
    if (last && (follows || span.from.rank <= last.to.rank)) {
      const to = span.to.rank > last.to.rank ? span.to : last.to;
      joined[joined.length - 1] = { ...last, to };
    } else joined.push(span);
  }
  return joined;
}

/** Two consecutive exhibits are named one by one. */
function namesOf({ from, to }: Span): string[] {
  if (from === to) return [from.name];
  const isPair = from.kind === "exhibit" && to.position === from.position + 1;
  return isPair ? [from.name, to.name] : [`${from.name}–${to.name}`];
}

/** The most characters of a place's `words`. */
const LONGEST_WORDS = 120;

function firstWords(node: ProseNode | Node): string {
  const text = textOf(node).trim().replaceAll(/\s+/gu, " ");
  return text.length <= LONGEST_WORDS ? text : `${text.slice(0, LONGEST_WORDS - 1).trimEnd()}…`;
}

/** The text of a block without its footnotes. */
function textOf(node: ProseNode | Node): string {
  if (node.text !== undefined) return node.text;
  let text = "";
  const add = (child: ProseNode | Node) => {
    const type = typeof child.type === "string" ? child.type : child.type.name;
    if (type === "hardBreak") text += " ";
    else if (type !== "footnote") text += textOf(child);
  };
  if (Array.isArray(node.content)) node.content.forEach(add);
  else if (node.content) (node as Node).forEach(add);
  return text;
}
