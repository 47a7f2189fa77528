import type { FoundItem, FoundKind } from "./found.ts";

/** The most letters of a query that are looked at; the rest is cut off. */
export const MOST_LETTERS = 200;
/** The most letters of the words that a page marks where it is opened. */
export const MOST_MARKED = 100;

/** Text as a part of an address, where half of a pair, as cutting leaves it, can't stand. */
function inAddress(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ""));
}

/** The address of the page with everything that a query finds, or everything of one kind. */
export function searchPath(query: string, kind?: FoundKind): string {
  const asked = inAddress(query.trim().slice(0, MOST_LETTERS));
  return `/search?q=${asked}${kind ? `&kind=${kind}` : ""}`;
}

/**
 * The address of a thing that was found, at its spot, with the words that the page marks there: a query
 * finds words far from each other, so they are the longest run of hits in the excerpt.
 */
export function spotPath({ path, excerpt }: Pick<FoundItem, "path" | "excerpt">): string {
  const words = longestHit(excerpt);
  const hash = path.indexOf("#");
  // Without a place of its own there is nothing to mark: the words are the page's.
  if (words === "" || hash === -1) return path;
  const before = path.slice(0, hash);
  const join = before.includes("?") ? "&" : "?";
  return `${before}${join}find=${inAddress(words)}${path.slice(hash)}`;
}

/** The words that an address asks to be marked; empty for none. */
export function wordsToMark(search: string): string {
  return (new URLSearchParams(search).get("find") ?? "").slice(0, MOST_MARKED).trim();
}

/** The space between two words of one run. */
const BETWEEN = /^[ \u00a0]$/u;

function longestHit(excerpt: FoundItem["excerpt"]): string {
  let [longest, run] = ["", ""];
  const isAll = excerpt.length === 1;
  excerpt.forEach(({ words, isHit }, index) => {
    if (isHit) run += words;
    else if (run !== "" && BETWEEN.test(words) && excerpt[index + 1]?.isHit) run += words;
    else run = "";
    const whole = run.trim();
    const isLonger = whole.length > longest.length && run.length <= MOST_MARKED;
    if (isLonger && (isAll || !isSmall(whole))) longest = whole;
  });
  return longest;
}

/** Words of which every text is full: marked, they would show no place. */
const SMALL: ReadonlySet<string> = new Set(
  "a an and are as at be by for from in is it no not of on or that the this to was were with".split(
    " ",
  ),
);

function isSmall(words: string): boolean {
  return words
    .toLowerCase()
    .split(/[ \u00a0]/u)
    .every((word) => SMALL.has(word));
}

/** Signs of which nobody knows which they typed: each with those that stand for it. */
const ALIKE: readonly (readonly [sign: string, those: RegExp])[] = [
  ["'", /[\u2018-\u201B\u2032\u02B9-\u02BF\u02C8\uA78B\uA78C`\u00B4]/gu],
  ['"', /[\u201C-\u201F\u2033\u00AB\u00BB\u02BA\u301D\u301E\uFF02]/gu],
  ["-", /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu],
  [" ", /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu],
];

/** The text with plain apostrophes, quotation marks, dashes and spaces; as long as it was. */
export function plainSigns(text: string): string {
  return ALIKE.reduce((plain, [sign, those]) => plain.replace(those, sign), text);
}
