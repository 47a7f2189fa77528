import type { ExcerptPiece } from "./found.ts";
import type { SearchQuery, QueryPhrase } from "./query.ts";
import { wordsOf, type FoundWord } from "./words.ts";

/** A text in the form in which it is searched: its words between spaces, and where each begins. */
export interface IndexedText {
  readonly text: string;
  /** " usc § 552 a " */
  readonly words: string;
  /** The distances between the beginnings of words, seven bits a byte, the lowest first. */
  readonly starts: Uint8Array;
}

export interface Excerpt {
  readonly pieces: readonly ExcerptPiece[];
  /** Where in the text the first word begins that was asked for. */
  readonly at: number;
  readonly shown: ShownPart;
}

/** A part of a text, in UTF-16 units. */
export interface ShownPart {
  readonly from: number;
  readonly to: number;
}

/** Letters of an excerpt, and of it before the first word. */
const MOST = { letters: 220, before: 70 };
/** How often a phrase is looked for: behind that, a better place is not worth the time. */
const MOST_PLACES = 100;
/** How near words are, in letters, that are shown together. */
const NEAR = 150;

export function indexedText(text: string): IndexedText {
  const found = wordsOf(text);
  const bytes: number[] = [];
  let last = 0;
  for (const { from } of found) {
    let distance = from - last;
    last = from;
    for (; distance > 0x7f; distance >>>= 7) bytes.push((distance & 0x7f) | 0x80);
    bytes.push(distance);
  }
  return { text, words: joined(found.map(({ word }) => word)), starts: Uint8Array.from(bytes) };
}

/** Words between spaces, so that a phrase is found as a part of them. */
export function joined(words: readonly string[]): string {
  return words.length === 0 ? " " : ` ${words.join(" ")} `;
}

/** A phrase as it stands in what `joined` makes. */
export function needleOf({ words, isPrefix }: QueryPhrase): string {
  return ` ${words.join(" ")}${isPrefix ? "" : " "}`;
}

/** Whether words that are `joined` have each phrase of a query. */
export function hasPhrases(words: string, { phrases }: SearchQuery): boolean {
  return phrases.every((phrase) => words.includes(needleOf(phrase)));
}

/** The words in their sentence, where most of them stand together; null where none is there. */
export function excerptOf(
  { text, words, starts }: IndexedText,
  query: SearchQuery,
): Excerpt | null {
  const place = bestPlace(words, query.phrases);
  if (place === null) return null;
  const at = startOf(words, starts, place);
  const { from, to, isCut } = bounds(text, at);
  const shown = text.slice(from, to);
  const pieces = piecesOf(shown, query.phrases);
  const before = isCut ? "…" : "";
  // A sentence that is shown to its end needs no sign that there are others.
  const isEnded = /[.!?…]$/u.test(shown.trimEnd());
  const after = to < text.trimEnd().length && !isEnded ? "…" : "";
  return { pieces: withDots(pieces, before, after), at, shown: { from, to } };
}

/** Where in the words those begin that have the most phrases together, of these the nearest to each other. */
function bestPlace(words: string, phrases: readonly QueryPhrase[]): number | null {
  const places = phrases.flatMap((phrase, index) => {
    const needle = needleOf(phrase);
    const found: { at: number; index: number }[] = [];
    for (
      let at = words.indexOf(needle);
      at !== -1 && found.length < MOST_PLACES;
      at = words.indexOf(needle, at + 1)
    ) {
      found.push({ at, index });
    }
    return found;
  });
  places.sort((one, other) => one.at - other.at);
  let best: { readonly at: number; readonly count: number; readonly length: number } | null = null;
  for (const [first, { at }] of places.entries()) {
    const together = new Set<number>();
    let length = 0;
    for (let next = first; next < places.length; next += 1) {
      const place = places[next];
      if (!place || place.at - at > NEAR) break;
      if (!together.has(place.index)) length = place.at - at;
      together.add(place.index);
    }
    const count = together.size;
    const isBetter = !best || count > best.count || (count === best.count && length < best.length);
    if (isBetter) best = { at, count, length };
  }
  return best?.at ?? null;
}

/** Where in the text the word begins before which that space stands. */
function startOf(words: string, starts: Uint8Array, space: number): number {
  let count = 0;
  for (let at = words.indexOf(" "); at !== -1 && at < space; at = words.indexOf(" ", at + 1)) {
    count += 1;
  }
  let start = 0;
  let byte = 0;
  for (let word = 0; word <= count; word += 1) {
    for (let shift = 0; ; shift += 7) {
      const part = starts[byte] ?? 0;
      byte += 1;
      start += (part & 0x7f) << shift;
      if (part < 0x80) break;
    }
  }
  return start;
}

/** From the beginning of the sentence, where it is near, to the end of a word. */
function bounds(
  text: string,
  at: number,
): { readonly from: number; readonly to: number; readonly isCut: boolean } {
  const earliest = Math.max(0, at - MOST.before);
  const head = text.slice(earliest, at);
  const ends = [...head.matchAll(/[.!?]\s+(?=\p{Lu})|\n/gu)];
  const end = ends.at(-1);
  let from = earliest;
  if (end) from = earliest + end.index + end[0].length;
  else if (earliest > 0) {
    const space = head.search(/\s/u);
    from = space === -1 ? at : earliest + space + 1;
  }
  let to = Math.min(text.length, from + MOST.letters);
  const line = text.indexOf("\n", at);
  if (line !== -1 && line < to) to = line;
  else if (to < text.length) {
    const space = text.lastIndexOf(" ", to);
    if (space > at) to = space;
  }
  return { from, to: isHalf(text, to) ? to - 1 : to, isCut: !end && earliest > 0 };
}

function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Pieces of a short text, with what is one of the phrases marked. */
export function piecesOf(text: string, phrases: readonly QueryPhrase[]): ExcerptPiece[] {
  const words = wordsOf(text);
  const isHit = words.map(() => false);
  for (const phrase of phrases) {
    for (let first = 0; first + phrase.words.length <= words.length; first += 1) {
      if (stands(words, first, phrase)) isHit.fill(true, first, first + phrase.words.length);
    }
  }
  const pieces: ExcerptPiece[] = [];
  let at = 0;
  for (let first = 0; first < words.length; first += 1) {
    if (isHit[first] !== true) continue;
    let last = first;
    while (isHit[last + 1] === true) last += 1;
    const { from, to } = withParentheses(text, {
      from: words[first]?.from ?? at,
      to: words[last]?.to ?? at,
    });
    if (from > at) pieces.push({ words: plain(text.slice(at, from)), isHit: false });
    pieces.push({ words: plain(text.slice(from, to)), isHit: true });
    at = to;
    first = last;
  }
  if (at < text.length) pieces.push({ words: plain(text.slice(at)), isHit: false });
  return pieces;
}

/** With the parenthesis that was opened or closed among the words: "552(b)(7)(E)". */
function withParentheses(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } {
  let [opened, closed] = [0, 0];
  for (const letter of text.slice(from, to)) {
    if (letter === "(") opened += 1;
    else if (letter === ")" && opened > 0) opened -= 1;
    else if (letter === ")") closed += 1;
  }
  return {
    from: closed > 0 && text[from - 1] === "(" ? from - 1 : from,
    to: opened > 0 && text[to] === ")" ? to + 1 : to,
  };
}

function stands(words: readonly FoundWord[], first: number, phrase: QueryPhrase): boolean {
  return phrase.words.every((word, index) => {
    const there = words[first + index]?.word ?? "";
    const mayGoOn = phrase.isPrefix && index === phrase.words.length - 1;
    return mayGoOn ? there.startsWith(word) : there === word;
  });
}

function plain(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function withDots(pieces: readonly ExcerptPiece[], before: string, after: string): ExcerptPiece[] {
  const all = [...pieces];
  const [first] = all;
  if (before && first) {
    if (first.isHit) all.unshift({ words: before, isHit: false });
    else all[0] = { ...first, words: before + first.words };
  }
  const last = all.at(-1);
  // Words that end in dots of their own need no more.
  if (after && last && !/…[.\])]?$/u.test(last.words.trimEnd())) {
    if (last.isHit) all.push({ words: after, isHit: false });
    else all[all.length - 1] = { ...last, words: last.words.trimEnd() + after };
  }
  return all;
}
