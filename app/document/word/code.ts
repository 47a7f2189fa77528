/**
 * The one code of a Word file that is made here, and where it stands in it (word.md W6): what the writer
 * writes, the reader finds. It means nothing by itself; the record of the export says what it stands for.
 */

/** The name of the custom document property. */
export const CODE_PROPERTY = "Coalition Desk code";

/** The namespace of the custom XML part, `<file xmlns="…" code="…"/>`; item ids change on each save. */
export const CODE_NAMESPACE = "urn:coalition-desk:word-file";

/** Bookmarks at blocks begin with this; Word hides those that begin with an underscore. */
export const KEY_PREFIX = "_cd_";

/** A table's bookmark begins with this: it stands in the table's first paragraph, beside that one's own. */
export const TABLE_KEY_PREFIX = "_cdt_";

/** The bookmark around a file's code begins with this; the code follows, and is in no other place of it. */
export const CODE_BOOKMARK_PREFIX = "_cdcode_";

/** The most characters of a code: a bookmark's name has at most 40. */
export const LONGEST_CODE = 30;

/** Whether it can be a code: letters and digits, which stay one word in every program. */
export function isFileCode(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9]{8,30}$/u.test(value);
}

/** The visible line of the footer, which survives programs that drop everything hidden. */
export function codeLine(code: string): string {
  return `File code ${code}`;
}

/** The code in a footer's words; null for none. */
export function codeInLine(words: string): string | null {
  const code = /File code ([A-Za-z0-9]{8,30})(?![A-Za-z0-9])/u.exec(words)?.[1];
  return code ?? null;
}
