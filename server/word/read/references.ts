import {
  keptOf,
  MOST_RANGES,
  MOST_TARGETS,
  type RangeEnds,
} from "#app/document/nodes/reference.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import type { Tracked } from "#app/document/word/revised.ts";
import type { FileContext } from "./context.ts";
import {
  append,
  sameFate,
  UNTOUCHED,
  textOfItems,
  type RawItem,
  type RawParagraph,
  type RawReference,
} from "./raw.ts";
import { comeBy } from "./typed-over.ts";

/** The places that references can name, by the bookmarks in them. */
export interface CitedPlaces {
  readonly byBookmark: ReadonlyMap<string, CitedBookmark>;
  /** The ids of all places of a kind, in reading order. */
  readonly order: ReadonlyMap<CitedBookmark["kind"], readonly string[]>;
}

export interface CitedBookmark {
  readonly id: string;
  readonly kind: "numbered" | "requestItem" | "exhibit";
  /** Its index among those of its kind. */
  readonly rank: number;
}

/** Words before a reference that ours prints itself. */
const SIGNS: Readonly<Record<CitedBookmark["kind"], RegExp>> = {
  numbered: /(?:¶¶|¶|\b[Pp]aragraphs?|\b[Pp]aras?\.)[ \u00a0]*$/u,
  requestItem: /\bRequest Nos?\.[ \u00a0]*$/u,
  exhibit: /\bExhibits?[ \u00a0]*$/u,
};

const IS_SEVERAL = /^(?:¶¶|[Pp]aragraphs|[Pp]aras|Request Nos|Exhibits)/u;
const OWN_SIGN = /^(?:¶{1,2}|Request Nos?\.|Exhibits?)[ \u00a0]?$/u;
const NAME = /^[\p{L}\p{N}().]{1,16}$/u;
const RANGE = /^[ \u00a0]?(?:–|—|-|to|through)[ \u00a0]?$/u;
const LIST = /^(?:, and |, | and | & )$/u;
/** A number is shorter than this; other words that a field shows are told. */
const LONGEST_NUMBER = 16;

/** References of a paragraph or a note as ours; those that lead to no numbered place keep their words. */
export class ReferenceReader {
  readonly #places: CitedPlaces;
  readonly #file: FileContext;

  constructor(places: CitedPlaces, file: FileContext) {
    this.#places = places;
    this.#file = file;
  }

  read(written: readonly RawItem[], place: RawParagraph): RawItem[] {
    if (!written.some((item) => item.type === "note" || isPart(item))) return [...written];
    const items = written.flatMap(lostApart);
    const read: RawItem[] = [];
    for (let index = 0; index < items.length;) {
      const item = items[index];
      if (item === undefined) break;
      const end = this.#endOfOwn(items, index);
      if (end > index) {
        append(read, this.#own(items.slice(index, end), place));
        index = end;
      } else if (item.type === "reference") {
        index = this.#foreign(items, index, read, place);
      } else {
        read.push(item.type === "note" ? { ...item, items: this.read(item.items, place) } : item);
        index += 1;
      }
    }
    return read;
  }

  /**
   * The end of one reference that was written here: a sign, and fields with words between them. What
   * somebody typed behind a field looks the same, and is text.
   */
  #endOfOwn(items: readonly RawItem[], start: number): number {
    const first = items[start];
    if (first === undefined || !isOwn(first)) return start;
    const fate = fateOf(first);
    const sign = ownText(first);
    if (sign === LOST_REFERENCE) return start + 1;
    if (sign !== null && !OWN_SIGN.test(sign)) return start;
    let isNameNext = sign !== null;
    let whole = isNameNext ? start : start + 1;
    for (let at = start + 1; at < items.length; at += 1) {
      const item = items[at];
      if (item === undefined) break;
      if (item.type === "bookmark" || item.type === "comment") continue;
      if (!isOwn(item) || !sameFate(fateOf(item), fate)) break;
      const words = ownText(item);
      const isName = words === null || NAME.test(words);
      const isBetween = words !== null && (RANGE.test(words) || LIST.test(words));
      if (isNameNext ? !isName : !isBetween) break;
      isNameNext = !isNameNext;
      if (!isNameNext) whole = at + 1;
    }
    return whole;
  }

  #own(group: readonly RawItem[], place: RawParagraph): RawItem[] {
    const anchors = group.filter(({ type }) => type === "bookmark" || type === "comment");
    const parts = group.filter(isOwn);
    const [first] = parts;
    if (first === undefined) return [...group];
    const isLost = ownText(first) === LOST_REFERENCE;
    const named = parts.flatMap((item) => (item.type === "reference" ? [item] : []));
    // One whose number is gone would be missing among the others unsaid.
    if (!isLost && (named.length === 0 || named.some((item) => this.#placeOf(item) === null))) {
      const shown = parts.flatMap((item) => (item.type === "reference" ? item.cached : [item]));
      if (named.length > 0) this.#file.notKept.add("uncited", place, textOfItems(shown));
      return parts
        .flatMap((item) => (item.type === "reference" ? this.read(item.cached, place) : [item]))
        .concat(anchors);
    }
    const typed = parts.find((item) => item.type === "reference" && item.typed !== null);
    if (typed?.type !== "reference" || typed.typed === null)
      return [this.#node(parts, fateOf(first), place), ...anchors];
    const { tracked, revision } = typed.typed;
    const instead = parts.flatMap((item) => insteadOf(item, revision));
    return [this.#node(parts, tracked, place), ...instead, ...anchors];
  }

  /** A reference of another program, with the sign before it and, after "¶¶", those that follow. */
  #foreign(items: readonly RawItem[], index: number, read: RawItem[], place: RawParagraph): number {
    const item = items[index];
    if (item?.type !== "reference") return index + 1;
    const target = this.#placeOf(item);
    if (target === null) {
      append(read, this.#words(item, place));
      return index + 1;
    }
    const sign = this.#takeSign(read, item.tracked, target.kind, place);
    let end = index + 1;
    while (IS_SEVERAL.test(sign) && item.typed === null) {
      const [between, next] = [items[end], items[end + 1]];
      if (between?.type !== "inline" || next?.type !== "reference") break;
      const words = between.inline.node.text ?? "";
      const isJoined = RANGE.test(words) || LIST.test(words);
      if (!isJoined || !sameFate(between.inline, item.tracked)) break;
      if (!sameFate(next.tracked, item.tracked) || this.#placeOf(next)?.kind !== target.kind) break;
      end += 2;
    }
    const { typed } = item;
    read.push(this.#node(items.slice(index, end), typed?.tracked ?? item.tracked, place));
    append(read, typed?.instead ?? []);
    return end;
  }

  #takeSign(
    read: RawItem[],
    tracked: Tracked,
    kind: CitedBookmark["kind"],
    place: RawParagraph,
  ): string {
    const before = read.at(-1);
    if (before?.type !== "inline" || before.inline.node.type !== "text") return "";
    if (!sameFate(before.inline, tracked) || before.inline.restyled !== null) return "";
    const { node } = before.inline;
    const sign = SIGNS[kind].exec(node.text.slice(-LONGEST_SIGN))?.[0] ?? "";
    if (sign === "") return "";
    const text = node.text.slice(0, -sign.length);
    read.pop();
    if (text !== "")
      read.push({ ...before, inline: { ...before.inline, node: { ...node, text } } });
    if (/\p{L}/u.test(sign)) this.#file.notKept.add("reference-words", place, sign.trim());
    return sign;
  }

  #placeOf({ bookmark }: RawReference): CitedBookmark | null {
    return this.#places.byBookmark.get(bookmark) ?? null;
  }

  /** The words that a field showed last, told. */
  #words(item: RawItem, place: RawParagraph): RawItem[] {
    if (item.type !== "reference") return [item];
    this.#file.notKept.add("field", place, "REF");
    return this.read(item.cached, place);
  }

  #node(parts: readonly RawItem[], tracked: Tracked, place: RawParagraph): RawItem {
    const shown = parts.flatMap((part) =>
      part.type === "reference" ? [textOfItems(part.cached)] : [],
    );
    for (const words of shown) {
      if (this.#file.isOurs && tracked.deleted === null)
        this.#file.shown.push({ place, field: null, words });
      if (words.length > LONGEST_NUMBER) this.#file.notKept.add("reference-words", place, words);
    }
    const targets: string[] = [];
    const ranges: RangeEnds[] = [];
    let isRange = false;
    let last: CitedBookmark | null = null;
    for (const part of parts) {
      if (part.type === "inline") isRange = RANGE.test(part.inline.node.text ?? "");
      const target = part.type === "reference" ? this.#placeOf(part) : null;
      if (target === null) continue;
      const known = isRange && last !== null ? this.#between(last, target) : null;
      if (known !== null && last !== null && ranges.length < MOST_RANGES) {
        ranges.push([last.id, target.id]);
        targets.push(...known.slice(1));
      } else targets.push(target.id);
      isRange = false;
      last = target;
    }
    const attrs = { targets: [...new Set(targets)].slice(0, MOST_TARGETS), ranges };
    const inline = { node: { type: "crossReference", attrs } as const, ...tracked, restyled: null };
    return { type: "inline", inline, isOfReference: false };
  }

  /** The places from one to another, as a reference keeps them; null where they are in another order. */
  #between(from: CitedBookmark, to: CitedBookmark): readonly string[] | null {
    const order = this.#places.order.get(from.kind) ?? [];
    return to.rank <= from.rank ? null : keptOf(order.slice(from.rank, to.rank + 1));
  }
}

const LONGEST_SIGN = 20;

function isOwn(item: RawItem): boolean {
  return (item.type === "reference" || item.type === "inline") && item.isOfReference;
}

/** A part of a reference as the words that stand there, where somebody typed over another part. */
function insteadOf(item: RawItem, revision: number): RawItem[] {
  if (item.type === "reference")
    return item.typed === null
      ? item.cached.flatMap((one) => insteadOf(one, revision))
      : [...item.typed.instead];
  if (item.type !== "inline") return [];
  return [{ ...item, inline: comeBy(item.inline, revision), isOfReference: false }];
}

/** LibreOffice joins neighbors that look the same, and so two references that are lost. */
function lostApart(item: RawItem): RawItem[] {
  const words = isOwn(item) ? ownText(item) : null;
  if (item.type !== "inline" || item.inline.node.type !== "text") return [item];
  if (words === null || words === LOST_REFERENCE || !words.includes(LOST_REFERENCE)) return [item];
  const { node } = item.inline;
  return words
    .split(LOST_REFERENCE)
    .flatMap((between, index) => (index === 0 ? [between] : [LOST_REFERENCE, between]))
    .filter((text) => text !== "")
    .map((text) => ({ ...item, inline: { ...item.inline, node: { ...node, text } } }));
}

/** The words of a text; null for a field. */
function ownText(item: RawItem): string | null {
  return item.type === "inline" ? (item.inline.node.text ?? "") : null;
}

function isPart(item: RawItem): boolean {
  return item.type === "reference" || isOwn(item);
}

/** Its fate alone, without what else it has. */
function fateOf(item: RawItem): Tracked {
  const own = item.type === "inline" ? item.inline : "tracked" in item ? item.tracked : UNTOUCHED;
  return { inserted: own.inserted, deleted: own.deleted };
}
