import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { plainSigns } from "#app/domain/search/asked.ts";

/** A search request. */
export interface Search {
  readonly words: string;
  readonly matchCase?: boolean;
  readonly wholeWords?: boolean;
  /** Whether accents that are not typed are not there: "ano" does not find "año". */
  readonly matchAccents?: boolean;
}

/** A match: positions in a document, or in the content of one line of text. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

/**
 * Replaces everything that is no letter, and occurs in no text: the edges of a footnote, a field, a
 * line break.
 */
const NO_LETTER = "\ufffc";
/** Characters of words: next to one of these, no whole word begins or ends. */
const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;

/**
 * Finds text in lines. Results are cached by line node, so that a text of 150 pages is searched
 * once, and after an edit only the changed lines are. The search text is literal; a match lies
 * within one block, cell or footnote.
 */
export class Query {
  private readonly pattern: RegExp | null;
  /** The same for lines whose letters may have accents. */
  private readonly accented: RegExp | null;
  private readonly known = new WeakMap<Node, readonly Match[]>();

  constructor(private readonly search: Search) {
    const { words } = search;
    const isEmpty = words === "" || words.includes(NO_LETTER);
    this.pattern = isEmpty ? null : patternOf(search);
    this.accented = isEmpty
      ? null
      : patternOf(search, search.matchAccents ? ACCENTS_AS_TYPED : ANY_ACCENTS);
  }

  /** The same search for the accents as they are typed, and no others. */
  withAccents(): Query {
    return new Query({ ...this.search, matchAccents: true });
  }

  /** Whether the search text is empty. */
  get isEmpty(): boolean {
    return this.pattern === null;
  }

  /** The matches in a line of text, in order, as offsets from the start of its content. */
  inLine(line: Node): readonly Match[] {
    const known = this.known.get(line);
    if (known || !this.pattern || !this.accented) return known ?? [];
    const found: Match[] = [];
    const { letters, begins, ends } = foldedLetters(signsFor(this.search, lettersOf(line)));
    for (const { index, 0: match } of letters.matchAll(begins ? this.accented : this.pattern)) {
      const last = index + match.length - 1;
      found.push({ from: begins?.[index] ?? index, to: ends?.[last] ?? last + 1 });
    }
    this.known.set(line, found);
    return found;
  }

  /** Whether a line's result is cached. */
  knows(line: Node): boolean {
    return this.pattern === null || this.known.has(line);
  }
}

/** A letter with the accents on it. */
const CLUSTER = /\P{M}\p{M}*/gu;
/** Signs without a picture, which end no word: a soft hyphen from a PDF, a place where a line may break. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/gu;

/** The typed letters behind which something is added to a pattern, and that. */
type Accents = readonly [letters: RegExp, behind: string];
/** Accents that are not typed are not asked for: "cafe" finds "café", and "café" does not find "cafe". */
const ANY_ACCENTS: Accents = [/\p{L}(?!\p{M})/gu, String.raw`$&\p{M}*`];
/** No letter has another accent than is typed. */
const ACCENTS_AS_TYPED: Accents = [/\p{L}\p{M}*/gu, String.raw`$&(?!\p{M})`];

/** @param accents null for lines in which no letter has an accent. */
function patternOf(
  { words, matchCase = false, wholeWords = false }: Search,
  accents: Accents | null = null,
): RegExp {
  const typed = signsFor({ words }, words.replaceAll(UNSEEN, "") || words);
  const escaped = apart(typed).replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  const literal = accents ? escaped.replaceAll(...accents) : escaped;
  const before = wholeWords && /^[\p{L}\p{N}\p{M}]/u.test(words) ? `(?<!${LETTER})` : "";
  const behind = wholeWords && /[\p{L}\p{N}\p{M}]$/u.test(words) ? `(?!${LETTER})` : "";
  return new RegExp(before + literal + behind, matchCase ? "gu" : "giu");
}

/**
 * A text, as long as before, in which straight and curly apostrophes and quotation marks, dashes and spaces
 * are alike: nobody knows which a draft has. Whoever looks for signs alone means these.
 */
function signsFor({ words }: Search, text: string): string {
  return /[\p{L}\p{N}]/u.test(words) ? plainSigns(text) : text;
}

/** The text with accents behind their letters; signs that are made of other letters stay whole. */
function apart(text: string): string {
  return text.replaceAll(CLUSTER, (cluster) => {
    const decomposed = cluster.normalize("NFD");
    return /^\P{M}\p{M}*$/u.test(decomposed) ? decomposed : cluster.normalize("NFC");
  });
}

/** The letters in which matches are looked for; where they begin and end, if not where they stand. */
interface FoldedLetters {
  readonly letters: string;
  readonly begins: readonly number[] | null;
  readonly ends: readonly number[] | null;
}

/** Letters that may have accents, accents, and signs without a picture. */
const FOLDS = /[\u00ad\u00c0-\u024f\u0370-\u1fff\u200b\u2060\ufeff\uac00-\ud7a3\p{M}]/u;

/** The letters of a line without signs that have no picture, and with accents behind their letters. */
function foldedLetters(text: string): FoldedLetters {
  if (!FOLDS.test(text)) return { letters: text, begins: null, ends: null };
  const letters: string[] = [];
  const begins: number[] = [];
  const ends: number[] = [];
  for (const { index, 0: cluster } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const isPlain = apart(cluster) === cluster;
    const seen = cluster.replaceAll(UNSEEN, "");
    if (seen === "") continue;
    const folded = isPlain ? cluster : apart(cluster);
    letters.push(folded);
    for (let at = 0; at < folded.length; at += 1) {
      begins.push(isPlain ? index + at : index);
      ends.push(isPlain ? index + at + 1 : index + cluster.length);
    }
  }
  return { letters: letters.join(""), begins, ends };
}

/** The letters of a line, each at its offset in the line's content. */
function lettersOf(line: Node): string {
  let letters = "";
  line.forEach((child) => {
    if (child.isText) letters += child.text ?? "";
    else if (child.isLeaf) letters += NO_LETTER.repeat(child.nodeSize);
    else letters += NO_LETTER + lettersOf(child) + NO_LETTER;
  });
  return letters;
}

/** Calls back with each line of text that overlaps a range, and where its content begins. */
function eachLine(
  doc: Node,
  from: number,
  to: number,
  act: (line: Node, start: number) => void,
): void {
  doc.nodesBetween(from, to, (node, position) => {
    if (!node.isTextblock) return true;
    act(node, position + 1);
    return false;
  });
}

/** The matches that touch a range, in order, up to a maximum. */
export function matchesBetween(
  doc: Node,
  query: Query,
  range: Match,
  limit = Infinity,
): readonly Match[] {
  const found: Match[] = [];
  if (query.isEmpty) return found;
  eachLine(doc, range.from, range.to, (line, start) => {
    const matches = query.inLine(line);
    for (let at = firstAt(matches, range.from - start, "to"); at < matches.length; at += 1) {
      const match = matches[at];
      if (!match || start + match.from > range.to || found.length >= limit) return;
      found.push({ from: start + match.from, to: start + match.to });
    }
  });
  return found;
}

/** The first match that begins at or after a position, else the first of all; null for none. */
export function nextMatch(doc: Node, query: Query, position: number): Match | null {
  return firstFrom(doc, query, position) ?? firstFrom(doc, query, 0);
}

function firstFrom(doc: Node, query: Query, position: number): Match | null {
  let next: Match | null = null;
  const { size } = doc.content;
  if (query.isEmpty) return null;
  doc.nodesBetween(Math.min(position, size), size, (node, at) => {
    if (next) return false;
    if (!node.isTextblock) return true;
    const matches = query.inLine(node);
    const match = matches[firstAt(matches, position - at - 1, "from")];
    if (match) next = { from: at + 1 + match.from, to: at + 1 + match.to };
    return false;
  });
  return next;
}

/** The last match that ends at or before a position, else the last of all; null for none. */
export function previousMatch(doc: Node, query: Query, position: number): Match | null {
  return lastTo(doc, query, position) ?? lastTo(doc, query, doc.content.size);
}

function lastTo(doc: Node, query: Query, position: number): Match | null {
  if (query.isEmpty) return null;
  const back = (parent: Node, start: number): Match | null => {
    let at = start + parent.content.size;
    for (let index = parent.childCount - 1; index >= 0; index -= 1) {
      const child = parent.child(index);
      at -= child.nodeSize;
      if (at >= position || child.isLeaf) continue;
      const inside = child.isTextblock ? lastIn(child, at + 1) : back(child, at + 1);
      if (inside) return inside;
    }
    return null;
  };
  const lastIn = (line: Node, start: number): Match | null => {
    const matches = query.inLine(line);
    const match = matches[firstAt(matches, position - start + 1, "to") - 1];
    return match ? { from: start + match.from, to: start + match.to } : null;
  };
  return back(doc, 0);
}

/** The match with exactly this range; null if there is none. */
export function matchAt(doc: Node, query: Query, { from, to }: Match): Match | null {
  if (query.isEmpty || from === to) return null;
  const line = lineAround(doc.resolve(from));
  if (!line) return null;
  const matches = query.inLine(line.node);
  const match = matches[firstAt(matches, from - line.start, "from")];
  return match && line.start + match.from === from && line.start + match.to === to
    ? { from, to }
    : null;
}

/** The block that contains a place, also for a place in one of its footnotes. */
function lineAround(place: ResolvedPos): { readonly node: Node; readonly start: number } | null {
  for (let depth = 1; depth <= place.depth; depth += 1) {
    const node = place.node(depth);
    if (node.isTextblock) return { node, start: place.start(depth) };
  }
  return null;
}

/** The index of the first match whose edge is at or after `offset`. */
function firstAt(matches: readonly Match[], offset: number, edge: keyof Match): number {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.[edge] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number of matches, and which is selected (from 1; 0 for none). */
export interface MatchCount {
  readonly count: number;
  readonly at: number;
}

/**
 * Counts the matches of a document; null where time ran out first. Called again, it continues,
 * since results are cached by line.
 * @param isTimeOver called before each line that is not cached.
 */
export function countMatches(
  doc: Node,
  query: Query,
  selected: Match,
  isTimeOver: () => boolean,
): MatchCount | null {
  const current = matchAt(doc, query, selected);
  let [count, at, isWhole] = [0, 0, true];
  eachLine(doc, 0, doc.content.size, (line, start) => {
    if (!isWhole) return;
    if (!query.knows(line) && isTimeOver()) {
      isWhole = false;
      return;
    }
    const matches = query.inLine(line);
    const isHere = current && start <= current.from && current.from <= start + line.content.size;
    if (isHere) at = count + firstAt(matches, current.from - start, "from") + 1;
    count += matches.length;
  });
  return isWhole ? { count, at } : null;
}
