/**
 * Finds private data that a public filing must not contain: Social Security, taxpayer and
 * financial-account numbers, full birth dates and names of minors (FRCP 5.2(a)), and A-numbers and
 * what else leads to one person, which the rule does not name but immigration coalitions never publish. It finds candidates, and a
 * person decides. Nothing here keeps or returns a whole number: a finding shows its last
 * characters.
 */

import type { PrivateDataKind } from "./private-data/kinds.ts";
import { BIRTH_DATES } from "./private-data/birth-dates.ts";
import { MINORS } from "./private-data/minors.ts";
import { NUMBERS } from "./private-data/numbers.ts";
import { PERSONS } from "./private-data/persons.ts";
import { plainText } from "./private-data/plain-text.ts";
import { watchedNames, type WatchedNames } from "./private-data/watched-names.ts";
import { TextWindow, type Detector } from "./private-data/windows.ts";

/** A piece of text to search, such as a block or a field. */
export interface Passage {
  /** The caller's name for the place: a block's id, a field's name; null where it has none. */
  readonly place: string | null;
  readonly text: string;
  /**
   * Labels around the text, such as the cell before it or its column's head; not searched
   * themselves.
   */
  readonly labels?: readonly string[];
}

export interface PrivateDatum {
  readonly kind: PrivateDataKind;
  readonly place: string | null;
  /** Offsets in the passage's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The part that may be shown: "ending in 6789", "J.P.". */
  readonly shown: string;
}

/**
 * The findings in these passages, in their order.
 * @param watched the names that the matter watches for (L68).
 */
export function privateDataIn(
  passages: readonly Passage[],
  watched: readonly string[] = [],
): PrivateDatum[] {
  const names = watchedNames(watched);
  return passages.flatMap(({ place, text, labels }) => {
    const search = new PrivateDataSearch({ labels, names });
    return [...search.add(text), ...search.end()].map((found) => ({ ...found, place }));
  });
}

type UnplacedDatum = Omit<PrivateDatum, "place">;

interface RankedDatum extends UnplacedDatum {
  /** Lower ones win. */
  readonly rank: number;
}

/** In the order of precedence. */
const DETECTORS: readonly Detector<PrivateDataKind>[] = [
  ...NUMBERS,
  ...PERSONS,
  ...BIRTH_DATES,
  ...MINORS,
];

/** Only the last characters of a label are read: a column's head is a few words. */
const LABEL_LETTERS = 80;

/** The characters that are read at once. */
const PART = 65_536;

/**
 * A search in one text that may come in pieces, however long: in time in proportion to its length,
 * with memory for a part of it. It finds the same at the same places, whatever the pieces and parts.
 */
export class PrivateDataSearch {
  /** The text alone, and the text behind each of its labels. */
  readonly #windows: readonly TextWindow[];
  readonly #names: WatchedNames | null;
  readonly #part: number;
  /** The part of the text that was added and not read yet. */
  #unread = "";
  #read = 0;
  #candidates: RankedDatum[] = [];

  /**
   * @param labels as those of a Passage.
   * @param names to watch for.
   * @param part the characters that are read at once, at least 2.
   */
  constructor({
    labels = [],
    names = null,
    part = PART,
  }: {
    labels?: readonly string[] | undefined;
    names?: WatchedNames | null;
    part?: number;
  } = {}) {
    this.#part = part;
    this.#names = names;
    this.#windows = ["", ...labels].map((label) => {
      const window = new TextWindow();
      const before = label && `${label.slice(-LABEL_LETTERS)}: `;
      window.add(plainText(before, -before.length), false);
      return window;
    });
  }

  /** Adds a piece of the text. The findings that are certain by now, in order. */
  *add(piece: string): Generator<UnplacedDatum> {
    const text = this.#unread + piece;
    let from = 0;
    while (text.length - from >= this.#part) {
      let to = from + this.#part;
      // Not through the middle of a character of two units.
      if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to -= 1;
      yield* this.#look(text.slice(from, to), false);
      from = to;
    }
    this.#unread = text.slice(from);
  }

  /** Ends the text. The remaining findings. */
  *end(): Generator<UnplacedDatum> {
    yield* this.#look(this.#unread, true);
  }

  #look(part: string, isLast: boolean): UnplacedDatum[] {
    const plain = plainText(part, this.#read);
    this.#read += part.length;
    this.#windows.forEach((window, nth) => {
      window.add(plain, isLast);
      // No label makes a name. Before all others: who is protected counts more than what.
      if (nth === 0 && this.#names) this.#collect(window, this.#names.detector, -1);
      DETECTORS.forEach((detector, rank) => {
        this.#collect(window, detector, nth * DETECTORS.length + rank);
      });
    });
    return this.#settled(Math.min(...this.#windows.map(({ settledUntil }) => settledUntil)));
  }

  #collect(window: TextWindow, detector: Detector<PrivateDataKind>, rank: number): void {
    for (const { kind, start: from, end: to } of detector(window)) {
      const start = window.placeOf(from);
      // A label itself is not searched.
      if (start < 0) continue;
      const end = window.placeOf(to - 1) + 1;
      const shown = SHOW[kind](window.text.slice(from, to));
      this.#candidates.push({ kind, start, end, shown, rank });
    }
  }

  /**
   * Each place gets one finding: that of the first detector. Those that overlap are decided once
   * all of them are known.
   */
  #settled(until: number): UnplacedDatum[] {
    let known = 0;
    let reach = -1;
    for (const { start, end } of [...this.#candidates].sort(byStart)) {
      if (start >= reach && reach <= until) known = start;
      reach = Math.max(reach, end);
    }
    if (reach <= until) known = Infinity;
    const ready = this.#candidates.filter(({ start }) => start < known);
    this.#candidates = this.#candidates.filter(({ start }) => start >= known);

    const first = ready.reduce((least, { start }) => Math.min(least, start), reach);
    // A bitmap, since comparing all pairs took 32 s for a text of 280 KB.
    const taken = new Uint8Array(Math.max(0, reach - first));
    return ready
      .sort((one, other) => one.rank - other.rank)
      .filter(({ start, end }) => {
        if (taken.subarray(start - first, end - first).includes(1)) return false;
        taken.fill(1, start - first, end - first);
        return true;
      })
      .sort(byStart)
      .map(({ kind, start, end, shown }) => ({ kind, start, end, shown }));
  }
}

function byStart(one: { readonly start: number }, other: { readonly start: number }): number {
  return one.start - other.start;
}

/** The visible part of each kind: never all of it. */
const SHOW: Readonly<Record<PrivateDataKind, (words: string) => string>> = {
  "watched-name": firstLetters,
  "social-security-number": lastFour,
  "taxpayer-number": lastFour,
  "financial-account": lastFour,
  "a-number": lastFour,
  "immigration-record": lastFour,
  passport: lastFour,
  "drivers-license": lastFour,
  telephone: lastFour,
  "home-address": (address) => `beginning with “${[...address][0] ?? ""}”`,
  "birth-date": (date) => `in ${/(?:19|20)\d{2}/u.exec(date)?.[0] ?? "a year of two digits"}`,
  minor: initials,
};

function lastFour(number: string): string {
  return `ending in ${number.replace(/[^\p{L}\d]/gu, "").slice(-4)}`;
}

function initials(names: string): string {
  return names
    .split(/[ ,-]/u)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0] ?? ""}.`)
    .join("");
}

/** "M.G." of the words that stand in the text, which whoever sees it can read there anyway. */
function firstLetters(name: string): string {
  return name
    .split(/[ ,._+/-]+/u)
    .map((part) => [...part][0]?.toUpperCase() ?? "")
    .filter((letter) => letter !== "")
    .map((letter) => `${letter}.`)
    .join("");
}
