import type { CitablePlace } from "#app/document/numbering/references.ts";

/**
 * The places that are looked for, in the order of the text. Numbers find by number: "12" what begins
 * with 12, "3-7, 9" exactly those. Anything else finds by words: each begins a word of the place.
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
 * number can be that of a paragraph and of a record; then those that a sign before it names, or else
 * those of the first kind in the text. Null for what is no list and no range.
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

/** "3-7, 9" as numbers from and to; null for what is no list and no range. */
function spansIn(asked: string): (readonly [number, number])[] | null {
  if (!/[-–,]/u.test(asked)) return null;
  const spans: (readonly [number, number])[] = [];
  for (const part of asked.split(",").map((piece) => piece.trim())) {
    const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/u.exec(part);
    // "3-" on the way to "3-7".
    if (!found && !/^(?:\d{1,5}\s*[-–]?)?$/u.test(part)) return null;
    const from = Number(found?.[1] ?? Number.parseInt(part, 10));
    if (Number.isNaN(from)) continue;
    spans.push([from, Number(found?.[2] ?? from)]);
  }
  return spans;
}

/** The number of a place at the top level; null below it and for letters. */
function numberOf({ name }: CitablePlace): number | null {
  let from = name.length;
  while (from > 0 && /\d/u.test(name[from - 1] ?? "")) from -= 1;
  return from === name.length ? null : Number(name.slice(from));
}

/** What begins with its first digit; nothing where it has none. */
function fromFirstDigit(name: string): string {
  const from = name.search(/\d/u);
  return from === -1 ? "" : name.slice(from);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** All places from one to the other, both included, whichever comes first. */
export function spanOf(places: readonly CitablePlace[], one: number, other: number): string[] {
  const [from, to] = one < other ? [one, other] : [other, one];
  return places.slice(from, to + 1).map(({ id }) => id);
}
