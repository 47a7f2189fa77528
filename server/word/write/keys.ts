import { CODE_BOOKMARK_PREFIX, KEY_PREFIX, TABLE_KEY_PREFIX } from "#app/document/word/code.ts";

/** Word cuts longer names of bookmarks (W5). */
const LONGEST_BOOKMARK = 40;

/** The signs of a bookmark's name. */
const NAMEABLE = /^\w+$/u;

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
  return nameOf(of === "table" ? TABLE_KEY_PREFIX : KEY_PREFIX, key);
}

/** The name of the hidden bookmark around the whole text, which holds the file's code. */
export function codeBookmark(code: string): string {
  return nameOf(CODE_BOOKMARK_PREFIX, code);
}
