import type { Node } from "@tiptap/pm/model";
import { targetIds } from "./cross-reference";
import { countThrough, type BlockNumber, type NumberingOptions } from "./number";
import type { ProseJSON, ProseNode } from "./prose";

/** What a cross-reference can name: a paragraph of a complaint, a requested record, an exhibit. */
export type PlaceKind = "paragraph" | "item" | "exhibit";

/** A place of the text that can be cited. */
export interface CitablePlace {
  /** The block's id, or which exhibit it is. */
  readonly id: string;
  readonly kind: PlaceKind;
  /** As a citation names it: "¶ 12(a)", "Request No. 2", "Exhibit B". */
  readonly name: string;
  /** Its first words, to know it by; of an exhibit none, its title is one of the facts. */
  readonly words: string;
}

/** Where everything citable stands, for the words of references. */
export interface Places {
  /**
   * How places are cited: "¶ 12", "¶¶ 1–3, 7", "Request No. 2", "Exhibit B". In the order of the
   * document, each once. Null where one of them is gone, can't be cited, or is of another kind than
   * the others, and where none is named.
   */
  wordsOf(ids: readonly string[]): string | null;
  /** The first of them in the document, to lead there; null where there are no words. */
  firstOf(ids: readonly string[]): string | null;
}

interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  /** As it is named: "12", "12(a)", "B". */
  readonly name: string;
  /** Its count among its siblings, and its depth: neighbours at the top level collapse. */
  readonly position: number;
  readonly depth: number;
  /** Its rank among all places in the order of the document. */
  readonly rank: number;
}

/** Gathers places while a document is counted through. */
export class PlaceList implements Places {
  readonly #places = new Map<string, Place>();
  readonly #names = new Map<string, string>();

  /** Takes note of a node with its number; of one that can't be cited, nothing. */
  add(id: unknown, number: BlockNumber | null): Place | null {
    const kind = number === null ? undefined : CITABLE[number.kind];
    if (number === null || kind === undefined) return null;
    const depth = number.value.length;
    // 12(a)(ii): the number at the top without its full stop, then the labels below it.
    const above = depth > 1 ? (this.#names.get(`${kind}-${depth - 1}`) ?? "") : "";
    const name = `${above}${number.label.replace(/\.$/u, "")}`;
    this.#names.set(`${kind}-${depth}`, name);
    if (typeof id !== "string" || this.#places.has(id)) return null;
    const position = number.value.at(-1) ?? 0;
    const place = { id, kind, name, position, depth, rank: this.#places.size };
    this.#places.set(id, place);
    return place;
  }

  wordsOf(ids: readonly string[]): string | null {
    const places = this.#find(ids);
    const kind = places?.[0]?.kind;
    return places === null || kind === undefined ? null : citation(kind, places);
  }

  firstOf(ids: readonly string[]): string | null {
    return this.#find(ids)?.[0]?.id ?? null;
  }

  #find(ids: readonly string[]): Place[] | null {
    const found = [...new Set(ids)].map((id) => this.#places.get(id) ?? null);
    const places = found.filter((place) => place !== null);
    if (places.length === 0 || places.length < found.length) return null;
    if (places.some(({ kind }) => kind !== places[0]?.kind)) return null;
    return places.toSorted((one, other) => one.rank - other.rank);
  }
}

/** The citable places of a document. */
export function placesOf(document: ProseJSON | Node, options: NumberingOptions = {}): Places {
  const places = new PlaceList();
  countThrough<ProseNode | Node>(document, options, ({ attrs, number }) =>
    places.add(attrs?.id, number),
  );
  return places;
}

/**
 * Everything that a cross-reference may name, in the order of the document, for looking one up while
 * typing. Of an editor's document or of JSON.
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
    const { id, kind } = place;
    places.push({ id, kind, name: citation(kind, [place]), words: firstWords(node) });
  });
  return places;
}

/** The ids that cross-references of the document name and that are no citable place in it. */
export function danglingTargets(prose: ProseJSON): string[] {
  const places = placesOf(prose);
  const dangling: string[] = [];
  countThrough<ProseNode>(prose, {}, ({ type, attrs }) => {
    if (type !== "crossReference") return;
    dangling.push(...targetIds(attrs).filter((id) => places.wordsOf([id]) === null));
  });
  return dangling;
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

function citation(kind: PlaceKind, places: readonly Place[]): string {
  const [one, several] = SIGNS[kind];
  return `${places.length === 1 ? one : several}${listed(kind, ranges(places))}`;
}

/** Exhibits are few and named one by one, as a sentence names them. */
function listed(kind: PlaceKind, names: readonly string[]): string {
  return kind === "exhibit" && names.length === 2 ? names.join(" and ") : names.join(", ");
}

/** Neighbours at the top level collapse into a range: 1–3, 7; two exhibits don't. */
function ranges(places: readonly Place[]): string[] {
  const spans: { readonly from: Place; to: Place }[] = [];
  for (const place of places) {
    const last = spans.at(-1);
    const top = last?.to.depth === 1 && place.depth === 1;
    if (last && top && place.position === last.to.position + 1) last.to = place;
    else spans.push({ from: place, to: place });
  }
  return spans.flatMap(({ from, to }) => {
    if (from === to) return [from.name];
    const isPair = from.kind === "exhibit" && to.position === from.position + 1;
    return isPair ? [from.name, to.name] : [`${from.name}–${to.name}`];
  });
}

/** Letters that the words of a place have at most. */
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
