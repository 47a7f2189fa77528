/**
 * Capitalized words that are no part of a person's name: organizations, courts, places, months, and
 * words that start sentences.
 */
export const NO_PERSON =
  /(?<!\p{L})(?:circuit|court|cent(?:er|re)|council|committee|association|coalition|project|foundation|union|league|department|office|agency|bureau|services?|enforcement|customs|united|states|university|institute|society|company|corporation|act|rules?|code|county|city|district|division|section|title|exhibits?|operation|freedom|information|privacy|immigration|national|federal|homeland|administrati(?:on|ve)|action|arrivals|childhood|presidential|executive|order|parole|migrants?|refugees?|border|patrol|security|detention|deportation|removal|famil(?:y|ies)|separation|directives?|memorand(?:um|a)|memo|requests?|complaint|reports?|regulations?|guidance|handbook|facility|database|appeal|contract|agreement|settlement|decree|lawsuit|system|initiative|statute|treaty|convention|protocols?|standards?|government|congress|policy|program|unit|use|permit|january|february|march|april|june|july|august|september|october|november|december|plaintiffs?|defendants?|respondents?|petitioners?|the|this|that|these|those|an?|in|on|at|by|for|no|not|any|each|every|his|her|their|our|when|if|ice|dhs|uscis|cbp|foia|law|legal|justice|mijente|texas|california|mexico|guatemala|honduras)(?!\p{L})/iu;

const WORD = /\p{Lu}[\p{L}\p{M}'’-]{1,40}/uy;
const BETWEEN = / (?:(?:de|la|del|los|da|dos|van|DE|LA|DEL|LOS|\p{Lu}\.) ){0,3}/uy;
const JOIN = /,? (?:and|y|&) |, /uy;

/** One name, or several that share words: "Mateo and Ana Pérez". */
interface Names {
  readonly end: number;
  /** The number of words of the last name. */
  readonly words: number;
}

const MAX_WORDS = 5;
const MAX_NAMES = 6;

/** The names that start at that offset; null where there are none. */
export function namesAt(text: string, start: number): Names | null {
  let names = nameAt(text, start);
  for (let count = 1; names && count < MAX_NAMES; count += 1) {
    const join = endOf(JOIN, text, names.end);
    const next = join === null ? null : nameAt(text, join);
    if (!next || NO_PERSON.test(text.slice(join ?? 0, next.end))) break;
    names = next;
  }
  return names && !NO_PERSON.test(text.slice(start, names.end)) ? names : null;
}

/**
 * The offset at which the names start that end with the text, the last of at least `least` words;
 * null where there are none.
 */
export function namesBefore(text: string, least: number): number | null {
  const near = Math.max(0, text.length - 160);
  for (let start = near; start < text.length; start += 1) {
    if (start > 0 && /[\p{L}\p{M}\d'’-]/u.test(text.charAt(start - 1))) continue;
    const names = namesAt(text, start);
    if (names && names.end === text.length && names.words >= least) return start;
  }
  return null;
}

function nameAt(text: string, start: number): Names | null {
  let end = endOf(WORD, text, start);
  if (end === null) return null;
  let words = 1;
  for (; words < MAX_WORDS; words += 1) {
    const gap = endOf(BETWEEN, text, end);
    const next = gap === null ? null : endOf(WORD, text, gap);
    if (next === null) break;
    end = next;
  }
  return { end, words };
}

function endOf(sticky: RegExp, text: string, at: number): number | null {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : null;
}
