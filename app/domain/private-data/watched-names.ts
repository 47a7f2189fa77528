import { EVERYDAY, folded, PARTICLES, TITLES } from "./name-words.ts";
import { NO_PERSON } from "./names.ts";
import { plainText } from "./plain-text.ts";
import { WATCH_LIMITS } from "./watch-limits.ts";
import type { Detector, FoundInWindow, TextWindow } from "./windows.ts";

/**
 * Finds the names that a matter watches for (L68), in time in proportion to the text, however many
 * names there are. A name counts
 *
 * - where two words of it follow each other in their order: two that stand side by side in the list,
 *   or the first and a later one, with initials or one further capitalized word between them. Of a
 *   name of four words or more the first two alone, which are given names, are not enough;
 * - where a later word stands before the first with a comma between, or in capitals: "Reyes, Maria";
 *   of a name of two words also without either;
 * - where one word of it stands behind a title that marks a person: "Ms. Reyes", "client Maria";
 * - a line of one word: wherever that word stands, capitalized.
 *
 * Accents, apostrophes, digits at the end, and the hyphens, spaces and lines between words make no
 * difference. Nor does case between the first word and a later one, unless one of the two is a word
 * of everyday English ("will may"); in file names and addresses not even then ("will_may.pdf").
 * There the words also count the other way round, and as one: "mariagomez@example.org".
 */

/** The names to watch for, made ready for searching. */
export interface WatchedNames {
  readonly detector: Detector<"watched-name">;
}

interface NamePair {
  /** Whether it tells enough in small letters, or turned round. */
  isWhole: boolean;
  /** Whether a third word of the name has to follow. */
  needsMore: boolean;
  /** Whether one further capitalized word may stand between. */
  mayHoldMore: boolean;
  /** Whether it stands the other way round, with a comma. */
  isTurned: boolean;
  /** All words of the names that it belongs to. */
  readonly words: Set<string>;
}

/** A word: letters with their marks and digits; an apostrophe between letters belongs to it. */
const WORD = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ`´][\p{L}\p{M}]+)*/gu;
const WORD_HERE = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,60}(?:['’ʼ`´][\p{L}\p{M}]{1,60})*/uy;
const GAP = /(?:[ _-]{0,8}["“”«»()]{1,2} {0,4}|[ _-]{1,8}|[.](?! )|[+/]|%20)/uy;
/** A word that a line ends inside of: "Her- nandez". */
const REST = /- {1,4}(?=\p{Ll})/uy;
/** Between the words of a file name or an address. */
const JOINED = /^(?:[._+-]+|%20)$/u;
/** Behind a word that belongs to a file name or an address. */
const GOES_ON = /[@._-][\p{L}\p{N}]/uy;
/** Behind an initial or a short form: "G. ", "Ma. ". */
const SHORT_GAP = /[.]?[ _-]{0,8}/uy;
const COMMA = / {0,2}, {0,4}/uy;
/** The most that stands between two words of a name. */
const MOST_BETWEEN = 4;
/** Two words of fewer letters tell nobody apart, or only where they are one word of a file name. */
const FEW_LETTERS = 6;
const MANY_LETTERS = 9;

/** The names of a list, ready for searching; null where there are none. */
export function watchedNames(list: readonly string[]): WatchedNames | null {
  const pairs = new Map<string, NamePair>();
  const singles = new Set<string>();
  const together = new Set<string>();
  const parts = new Set<string>();
  const index = { pairs, singles, together, parts };
  for (const name of list) {
    addName(name, index);
    // "Abdul-Rahman" as "Abdulrahman".
    const glued = plainText(name).text.replaceAll(/(?<=\p{L})-(?=\p{L})/gu, "");
    if (glued !== plainText(name).text) addName(glued, index);
  }
  if (pairs.size === 0 && singles.size === 0) return null;
  const starts = new Set([...pairs.keys()].map((key) => key.slice(0, key.indexOf(" "))));
  return { detector: detectorOf({ ...index, starts }) };
}

interface NameIndex {
  readonly pairs: Map<string, NamePair>;
  /** Names of one word. */
  readonly singles: Set<string>;
  /** Names written as one word. */
  readonly together: Set<string>;
  /** The words that count behind a title. */
  readonly parts: Set<string>;
}

function addName(written: string, { pairs, singles, together, parts }: NameIndex): void {
  const ordered = inOrder(written);
  const all = wordsOf(ordered).slice(0, WATCH_LIMITS.words);
  const words = contentOf(all);
  const [only] = words;
  if (words.length === 1 && only !== undefined && all.length === 1) {
    singles.add(only.word);
    return;
  }
  const known = new Set(all);
  for (const { word, glued } of words) known.add(word).add(glued);
  const put = (one: string, other: string, as: Omit<NamePair, "words">) => {
    const key = `${one} ${other}`;
    const before = pairs.get(key);
    if (!before) {
      pairs.set(key, { ...as, words: new Set(known) });
      return;
    }
    before.isWhole ||= as.isWhole;
    before.needsMore &&= as.needsMore;
    before.mayHoldMore ||= as.mayHoldMore;
    before.isTurned &&= as.isTurned;
    for (const word of known) before.words.add(word);
  };
  const tells = (one: string, other: string) => {
    const letters = one.length + other.length;
    if (words.length === 2 && letters >= 8) return true;
    return letters >= FEW_LETTERS && !EVERYDAY.has(one) && !EVERYDAY.has(other);
  };
  words.forEach((one, at) => {
    if (one.word.length > 2) parts.add(one.word).add(one.glued);
    for (const [later, other] of words.entries()) {
      if (later <= at || (at > 0 && later > at + 1)) continue;
      const needsMore = at === 0 && later === 1 && words.length >= 4;
      const isWhole = at === 0 && !needsMore && tells(one.word, other.word);
      for (const first of new Set([one.word, one.glued])) {
        for (const second of new Set([other.word, other.glued])) {
          put(first, second, { isWhole, needsMore, mayHoldMore: at === 0, isTurned: false });
          // "MariaGomez", as files are called.
          if (at === 0 && !needsMore) together.add(first + second).add(second + first);
        }
      }
    }
    if (at === 0) return;
    const first = words[0]?.word ?? "";
    const isWhole = words.length === 2 && tells(first, one.word);
    for (const last of new Set([one.word, one.glued])) {
      if (!pairs.has(`${last} ${first}`)) {
        put(last, first, { isWhole, needsMore: false, mayHoldMore: false, isTurned: true });
      }
    }
  });
  together.add(words.map(({ word }) => word).join(""));
}

/** "Gomez Reyes, Maria" as "Maria Gomez Reyes". */
function inOrder(written: string): string {
  const plain = plainText(written).text;
  const comma = plain.indexOf(",");
  return comma < 0 ? plain : `${plain.slice(comma + 1)} ${plain.slice(0, comma)}`;
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => folded(word));
}

/** The words that tell somebody apart, each also with the small words before it: "delacruz". */
function contentOf(all: readonly string[]): { readonly word: string; readonly glued: string }[] {
  const found: { word: string; glued: string }[] = [];
  let before = "";
  for (const word of all) {
    if (PARTICLES.has(word) || word.length === 1) {
      before += word.length === 1 ? "" : word;
      continue;
    }
    found.push({ word, glued: before + word });
    before = "";
  }
  // "Al Gore", "Maria de la O": what stands there is the name.
  return found.length > 1 || all.length < 2
    ? found.length > 0
      ? found
      : all.map((word) => ({ word, glued: word }))
    : all.map((word) => ({ word, glued: word }));
}

interface NameWord {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly isCapital: boolean;
  readonly isAllCapitals: boolean;
}

function tokenAt(text: string, start: number): NameWord | null {
  WORD_HERE.lastIndex = start;
  const [word] = WORD_HERE.exec(text) ?? [];
  return word === undefined ? null : tokenOf(text, start, start + word.length);
}

/** The word at that place, with its rest on the next line. */
function tokenOf(text: string, start: number, until: number): NameWord {
  const rest = text.charAt(until) === "-" ? over(REST, text, until) : null;
  WORD_HERE.lastIndex = rest ?? 0;
  const more = rest === null ? "" : (WORD_HERE.exec(text)?.[0] ?? "");
  const word = text.slice(start, until) + more;
  return {
    start,
    end: rest === null ? until : rest + more.length,
    word: folded(word),
    isCapital: /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(word),
    isAllCapitals: word.length > 1 && !/\p{Ll}/u.test(word),
  };
}

/** The offset of the next word of the same name; null where something else stands between. */
function over(gap: RegExp, text: string, at: number): number | null {
  gap.lastIndex = at;
  return gap.test(text) && gap.lastIndex > at ? gap.lastIndex : null;
}

function next(text: string, token: NameWord): NameWord | null {
  const at =
    over(GAP, text, token.end) ??
    (token.end - token.start <= 2 ? over(SHORT_GAP, text, token.end) : null);
  return at === null ? null : tokenAt(text, at);
}

function detectorOf(
  index: NameIndex & { readonly starts: ReadonlySet<string> },
): Detector<"watched-name"> {
  const { starts, singles, together } = index;
  return function* (window: TextWindow): Generator<FoundInWindow<"watched-name">> {
    const { text } = window;
    let until = 0;
    for (const { start, end } of window.matches(WORD)) {
      if (start < until) continue;
      const token = tokenOf(text, start, end);
      const { word } = token;
      const found = starts.has(word)
        ? pairAt(text, token, index)
        : TITLES.has(word)
          ? behindTitle(text, token, index)
          : null;
      const isSingle =
        (token.isCapital && singles.has(word)) || (together.has(word) && isOneWord(text, token));
      const place = found ?? (isSingle ? token : null);
      if (place === null) continue;
      until = place.end;
      yield { kind: "watched-name", start: place.start, end: place.end };
    }
  };
}

/** Whether a name that is written as one word is long enough, or stands in a file name or address. */
function isOneWord(text: string, { word, end }: NameWord): boolean {
  if (word.length >= MANY_LETTERS) return true;
  return word.length >= FEW_LETTERS && over(GOES_ON, text, end) !== null;
}

interface NameSpan {
  readonly start: number;
  readonly end: number;
}

/** A name whose first word is this one, and its end as far as the text goes on with it. */
function pairAt(text: string, first: NameWord, { pairs }: NameIndex): NameSpan | null {
  let isMore = false;
  let isJoined = true;
  let end = first.end;
  for (
    let token = next(text, first), steps = 0;
    token && steps < MOST_BETWEEN;
    token = next(text, token), steps += 1
  ) {
    isJoined &&= JOINED.test(text.slice(end, token.start));
    end = token.end;
    const pair = pairs.get(`${first.word} ${token.word}`);
    if (pair && (!isMore || pair.mayHoldMore)) {
      const isBoth = first.isCapital && token.isCapital;
      const isCaps = first.isAllCapitals && token.isAllCapitals;
      if (pair.isTurned) {
        const isName = steps === 0 && (isCaps || isJoined || (isBoth && pair.isWhole));
        return isName ? grown(text, first, token, pair).place : null;
      }
      const { place, words } = grown(text, first, token, pair);
      const isNamed = isBoth || pair.isWhole || isJoined || words >= 3;
      if (isNamed && (words >= 3 || !pair.needsMore)) return place;
    }
    if (PARTICLES.has(token.word) || token.word.length === 1) continue;
    // One further word, such as a second given name that the list leaves out.
    if (
      isMore ||
      !token.isCapital ||
      !first.isCapital ||
      NO_PERSON.test(text.slice(token.start, token.end))
    )
      break;
    isMore = true;
  }
  return turnedAt(text, first, pairs);
}

/** "Reyes, Maria". */
function turnedAt(text: string, last: NameWord, pairs: NameIndex["pairs"]): NameSpan | null {
  const at = over(COMMA, text, last.end);
  const given = at === null ? null : tokenAt(text, at);
  const pair = given && pairs.get(`${last.word} ${given.word}`);
  if (!given || !pair?.isTurned || !last.isCapital || !given.isCapital) return null;
  return grown(text, last, given, pair).place;
}

/** The given name in "Gomez Reyes, Maria". */
function behindComma(text: string, token: NameWord, words: ReadonlySet<string>): NameWord | null {
  const at = over(COMMA, text, token.end);
  const given = at === null ? null : tokenAt(text, at);
  return given?.isCapital && words.has(given.word) ? given : null;
}

/** The place of a pair with the words of the same name that follow, and how many words it has. */
function grown(text: string, first: NameWord, second: NameWord, { words }: NamePair) {
  let end = second.end;
  let count = 2;
  const follows = (token: NameWord) => next(text, token) ?? behindComma(text, token, words);
  let token = follows(second);
  for (let steps = 0; token && steps < WATCH_LIMITS.words; token = follows(token), steps += 1) {
    if (!words.has(token.word)) {
      if (PARTICLES.has(token.word) || token.word.length === 1) continue;
      break;
    }
    end = token.end;
    count += 1;
  }
  return { place: { start: first.start, end }, words: count };
}

/** "Ms. Reyes": the word behind the title. */
function behindTitle(text: string, title: NameWord, index: NameIndex): NameSpan | null {
  const at = over(title.word.length <= 4 ? SHORT_GAP : GAP, text, title.end);
  let token = at === null ? null : tokenAt(text, at);
  for (let steps = 0; token && steps < MOST_BETWEEN; token = next(text, token), steps += 1) {
    if (index.parts.has(token.word) && token.isCapital) {
      return pairAt(text, token, index) ?? token;
    }
    if (!PARTICLES.has(token.word) && token.word.length > 1) return null;
  }
  return null;
}
