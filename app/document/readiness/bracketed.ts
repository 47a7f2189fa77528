/** Words in square brackets: an unfilled prompt, or an editor's change to a quotation. */
interface Bracketed {
  /** Including the brackets. */
  readonly words: string;
  /** Whether it stands between quotation marks, where brackets mark a change to the quoted text. */
  readonly isQuoted: boolean;
}

/**
 * Bracketed words that are a usage of legal writing (The Bluebook, rules 5.2 and 5.3), without the
 * brackets.
 */
const LEGAL_USAGES =
  /^(?:sic|redacted|\.{3,4}|(?:\. ?){3,4}|…|emphasis (?:added|in original|omitted)|(?:internal )?(?:quotation marks|citations?|footnotes?|alterations?)(?:,? (?:and )?(?:quotation marks|citations?|footnotes?|alterations?))* omitted|(?:alterations?|brackets|emphasis) in original|\d{1,4}|\(b\)\(\d\)(?:\([A-F]\))?(?:[,;] ?\(b\)\(\d\)(?:\([A-F]\))?)*)$/iu;

/** The longest prompt in characters; longer text between two brackets is ordinary text. */
const MAX_PROMPT_LENGTH = 600;

/**
 * The bracketed words of a paragraph, except for usages of legal writing: `[T]he`, `reveal[ed]`,
 * `[sic]`, `[citations omitted]`, the number of a note. Linear in the length of the text.
 */
export function bracketedIn(text: string): Bracketed[] {
  const found: (Bracketed & { readonly start: number })[] = [];
  const opened: number[] = [];
  let quotes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "“") quotes += 1;
    else if (sign === "”") quotes = Math.max(0, quotes - 1);
    else if (sign === '"') quotes = quotes > 0 ? quotes - 1 : 1;
    else if (sign === "[") opened.push(at);
    else if (sign === "]") {
      const start = opened.pop();
      if (start === undefined || at - start > MAX_PROMPT_LENGTH) continue;
      // Of nested brackets only the outermost count; an unclosed bracket hides none.
      while ((found.at(-1)?.start ?? -1) > start) found.pop();
      const inside = text.slice(start + 1, at).trim();
      if (inside === "" || isOfLegalWriting(inside, text[start - 1], text[at + 1])) continue;
      found.push({ start, words: text.slice(start, at + 1), isQuoted: quotes > 0 });
    }
  }
  return found.map(({ words, isQuoted }) => ({ words, isQuoted }));
}

function isOfLegalWriting(inside: string, before: string | undefined, after: string | undefined) {
  if (LEGAL_USAGES.test(inside)) return true;
  // A changed letter or ending: "[T]he", "reveal[ed]".
  const isWordPart = /^[\p{L}’'-]{1,12}$/u.test(inside);
  const touches = /\p{L}/u.test(before ?? "") || /\p{L}/u.test(after ?? "");
  return isWordPart && touches;
}
