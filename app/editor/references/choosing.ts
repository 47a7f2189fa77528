import type { CitablePlace } from "#app/document/numbering/references.ts";

/**
 * The places that match a query, in the order of the text. Numbers match by number: "12" matches
 * those that begin with 12, "3-7, 9" exactly those. Other text matches words: each begins a word of
 * the place.
 */
export function placesFor(query: string, places: readonly CitablePlace[]): readonly CitablePlace[] {
  const asked = query.trim().replace(/^(?:¶+|nos?\.)\s*/iu, "");
  if (asked === "") return places;
  const spans = spansIn(asked);
  if (spans) {
    return places.filter((place) => {
      const number = numberOf(place);
      return number !== null && spans.some(([from, to]) => number >= from && number <= to);
    });
  }
  if (/^\d/u.test(asked)) {
    const start = asked.toLowerCase();
    return places.filter(({ name }) => fromFirstDigit(name).toLowerCase().startsWith(start));
  }
  const wanted = wordsOf(asked);
  return places.filter(({ name, words }) => {
    const known = wordsOf(`${name} ${words}`);
    return wanted.every((part) => known.some((word) => word.startsWith(part)));
  });
}

/**
 * The ids that Enter takes at once: all of a list or range of numbers, such as "5-7" or "3, 5-7". A
 * number may be that of a paragraph and of a record; a sign before it decides, else the first kind
 * in the text. Null for no list or range.
 */
export function takenAtOnce(
  query: string,
  found: readonly CitablePlace[],
): readonly string[] | null {
  const trimmed = query.trim();
  const [sign = ""] = /^¶{0,4}(?:nos?\.)?/iu.exec(trimmed) ?? [];
  const asked = trimmed.slice(sign.length).trim();
  if (asked === "" || spansIn(asked) === null) return null;
  const named = sign.startsWith("¶") ? "paragraph" : sign === "" ? undefined : "item";
  const kind = named ?? found[0]?.kind;
  return found.filter((place) => place.kind === kind).map(({ id }) => id);
}

/** "3-7, 9" as pairs of numbers; null for no list or range. */
function spansIn(asked: string): (readonly [number, number])[] | null {
  if (!/[-–,]/u.test(asked)) return null;
  const spans: (readonly [number, number])[] = [];
  for (const part of asked.split(",").map((piece) => piece.trim())) {
    const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/u.exec(part);
    // "3-" while "3-7" is being typed.
    if (!found && !/^(?:\d{1,5}\s*[-–]?)?$/u.test(part)) return null;
    const from = Number(found?.[1] ?? Number.parseInt(part, 10));
    if (Number.isNaN(from)) continue;
    spans.push([from, Number(found?.[2] ?? from)]);
  }
  return spans;
}

/** The top-level number of a place; null below the top level and for letters. */
function numberOf({ name }: CitablePlace): number | null {
  let from = name.length;
  while (from > 0 && /\d/u.test(name[from - 1] ?? "")) from -= 1;
  return from === name.length ? null : Number(name.slice(from));
}

/** The name from its first digit on; empty where it has none. */
function fromFirstDigit(name: string): string {
  const from = name.search(/\d/u);
  return from === -1 ? "" : name.slice(from);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** All places between two, both included, in either order. */
export function spanOf(places: readonly CitablePlace[], one: number, other: number): string[] {
  const [from, to] = one < other ? [one, other] : [other, one];
  return places.slice(from, to + 1).map(({ id }) => id);
}
