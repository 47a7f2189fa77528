/** Words in square brackets: prompts that nobody has filled in, or what an editor put into a quotation. */
export interface Bracketed {
  /** With its brackets. */
  readonly words: string;
  /** Whether it stands between quotation marks, where brackets mark a change to what is quoted. */
  readonly isQuoted: boolean;
}

/** Brackets that legal writing uses for itself (The Bluebook, rules 5.2 and 5.3), without their own. */
const OF_LEGAL_WRITING =
  /^(?:sic|redacted|\.{3,4}|(?:\. ?){3,4}|…|emphasis (?:added|in original|omitted)|(?:internal )?(?:quotation marks|citations?|footnotes?|alterations?)(?:,? (?:and )?(?:quotation marks|citations?|footnotes?|alterations?))* omitted|(?:alterations?|brackets|emphasis) in original|\d{1,4}|\(b\)\(\d\)(?:\([A-F]\))?(?:[,;] ?\(b\)\(\d\)(?:\([A-F]\))?)*)$/iu;

/** The longest prompt; what is longer between two brackets is text that happens to stand between them. */
const LONGEST = 600;

/**
 * What stands in square brackets in a paragraph and is no usage of legal writing: not `[T]he`,
 * `reveal[ed]`, `[sic]`, `[citations omitted]`, a note's number. Linear in the text.
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
      if (start === undefined || at - start > LONGEST) continue;
      // Of brackets in brackets only the outermost count; one that is never closed hides none.
      while ((found.at(-1)?.start ?? -1) > start) found.pop();
      const inside = text.slice(start + 1, at).trim();
      if (inside === "" || isOfLegalWriting(inside, text[start - 1], text[at + 1])) continue;
      found.push({ start, words: text.slice(start, at + 1), isQuoted: quotes > 0 });
    }
  }
  return found.map(({ words, isQuoted }) => ({ words, isQuoted }));
}

function isOfLegalWriting(inside: string, before: string | undefined, after: string | undefined) {
  if (OF_LEGAL_WRITING.test(inside)) return true;
  // A letter or an ending that was changed: "[T]he", "reveal[ed]".
  const isWordPart = /^[\p{L}’'-]{1,12}$/u.test(inside);
  const touches = /\p{L}/u.test(before ?? "") || /\p{L}/u.test(after ?? "");
  return isWordPart && touches;
}
