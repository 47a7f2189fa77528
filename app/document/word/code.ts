/**
 * The one code of a Word file that is made here, and where it stands in it (word.md W6): what the writer
 * writes, the reader finds. Each program that opens and saves the file loses some of the four places. The
 * code means nothing by itself; the record of the export says what it stands for.
 */

/** The name of the custom document property. */
export const CODE_PROPERTY = "Return code";

/** The namespace of the custom XML part, whose root is `file` with an attribute `code`. */
export const CODE_NAMESPACE = "urn:coalition-desk:word:1";

/** How the visible line in the footer begins, which survives programs that drop everything hidden. */
export const CODE_LINE = "Return code: ";

/** The bookmark around the whole text begins with this; the code follows. */
export const CODE_BOOKMARK_PREFIX = "_cdf_";

/** Bookmarks at blocks begin with this; Word hides those that begin with an underscore. */
export const KEY_PREFIX = "_cd_";

/** A table's bookmark begins with this: it stands in the table's first paragraph, beside that one's own. */
export const TABLE_KEY_PREFIX = "_cdt_";

/** Whether it can be a code: letters and digits, which stay one word in every program. */
export function isFileCode(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{4,34}$/u.test(value);
}

/** The code in a footer's words; null for none, and for words of another program, such as an exit's code. */
export function codeInLine(words: string): string | null {
  const code = /Return code: *([A-Za-z0-9_-]{6,34})(?![A-Za-z0-9_-])/u.exec(words)?.[1];
  return code !== undefined && /\d/u.test(code) && /[A-Za-z]/u.test(code) ? code : null;
}
