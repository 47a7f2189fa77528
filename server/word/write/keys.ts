/**
 * Where a file says which one it is (W6). The code stands in four places, of which each program that
 * opens and saves the file loses some: the custom property, the custom XML part, the footer's line, and
 * the bookmarks, which name each block too.
 */

/** The name of the custom property. */
export const CODE_PROPERTY = "Return code";

/** The namespace of the custom XML part, whose root is `file` with an attribute `code`. */
export const CODE_NAMESPACE = "urn:coalition-desk:word:1";

/** How the line in the footer begins; the code follows. */
export const CODE_LINE = "Return code: ";

/** The bookmark around the whole text ends in the code. */
const CODE_BOOKMARK = "_cdf_";
const BLOCK_BOOKMARK = "_cd_";
const TABLE_BOOKMARK = "_cdt_";

/** Word cuts longer names of bookmarks. */
export const LONGEST_BOOKMARK = 40;

/** What a key or code may be, so that a bookmark's name can hold it. */
const NAMEABLE = /^\w{1,34}$/u;

function nameOf(prefix: string, key: string): string {
  const name = prefix + key;
  if (!NAMEABLE.test(key) || name.length > LONGEST_BOOKMARK) {
    throw new RangeError("a key does not fit the name of a bookmark");
  }
  return name;
}

/**
 * The name of the hidden bookmark of a block. A table's has another beginning: it stands in the table's
 * first paragraph, beside that paragraph's own.
 */
export function blockBookmark(key: string, of: "table" | "block"): string {
  return nameOf(of === "table" ? TABLE_BOOKMARK : BLOCK_BOOKMARK, key);
}

/** The name of the hidden bookmark that holds the file's code. */
export function codeBookmark(code: string): string {
  return nameOf(CODE_BOOKMARK, code);
}

/** What a bookmark of ours names; null for any other bookmark. */
export function readBookmark(
  name: string,
): { readonly of: "file" | "table" | "block"; readonly key: string } | null {
  if (name.startsWith(CODE_BOOKMARK)) return { of: "file", key: name.slice(CODE_BOOKMARK.length) };
  if (name.startsWith(TABLE_BOOKMARK)) {
    return { of: "table", key: name.slice(TABLE_BOOKMARK.length) };
  }
  return name.startsWith(BLOCK_BOOKMARK)
    ? { of: "block", key: name.slice(BLOCK_BOOKMARK.length) }
    : null;
}
