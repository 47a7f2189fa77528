import type { Tracked } from "#app/document/word/revised.ts";
import { KEY_PREFIX, TABLE_KEY_PREFIX } from "#app/document/word/code.ts";
import type { RawPlace } from "./context.ts";
import {
  append,
  paragraphsOf,
  UNTOUCHED,
  textOfItems,
  type RawBlock,
  type RawParagraph,
  type RawTable,
} from "./raw.ts";
import { otherOfStyle, OWN_STYLES } from "./styles.ts";

/** Details as a file of ours prints them: one node of the text, or none. */
export interface OwnAtom {
  readonly type: "atom";
  readonly kind: "caption" | "signatureBlock" | "exhibit" | "letterOpening";
  readonly paragraphs: RawParagraph[];
  readonly places: RawPlace[];
  words: string;
  readonly tracked: Tracked;
  readonly bookmarks: readonly string[];
}

/**
 * Finds captions, signature blocks and exhibits by their styles, and drops what parts tables. Where blocks
 * have keys, a paragraph of such a style without one is what somebody typed beside it.
 */
export function ownAtoms(blocks: readonly RawBlock[]): (RawBlock | OwnAtom)[] {
  const areKeyed = blocks.some(isKeyed);
  const found: (RawBlock | OwnAtom)[] = [];
  for (const block of blocks) {
    if (block.type === "page-break") {
      found.push(block);
      continue;
    }
    if (isGap(block)) continue;
    const kind = kindOf(block);
    if (kind === null || (areKeyed && isTyped(block, kind))) {
      found.push(block);
      continue;
    }
    if (block.type === "table" && kind === "signatureBlock") {
      append(found, signaturesIn(block));
      continue;
    }
    const atom = atomOf(block, kind);
    const last = found.at(-1);
    const goesOn =
      last?.type === "atom" &&
      last.kind === kind &&
      block.type === "paragraph" &&
      kind === "letterOpening";
    if (goesOn) {
      append(last.paragraphs, atom.paragraphs);
      append(last.places, atom.places);
      last.words += `\n${atom.words}`;
    } else found.push(atom);
  }
  return found;
}

/**
 * Whether somebody typed a paragraph of such a style: our captions and signature blocks are tables, and a
 * slip says which exhibit it is.
 */
function isTyped(block: RawBlock, kind: OwnAtom["kind"]): boolean {
  if (block.type !== "paragraph" || kind === "letterOpening" || isKeyed(block)) return false;
  return kind !== "exhibit" || !/^\s*Exhibit\b/u.test(textOfItems(block.items));
}

/** Whether a caption, a signature block or an exhibit has its key. */
function isKeyed(block: RawBlock): boolean {
  if (block.type === "page-break") return false;
  const kind = kindOf(block);
  if (kind === null || kind === "letterOpening") return false;
  return hasKey({
    paragraphs: paragraphsOf([block]),
    bookmarks: block.type === "table" ? block.bookmarks : [],
  });
}

/** Word needs a paragraph behind each table; ours has no key and no words. */
function isGap(block: RawBlock): boolean {
  if (
    block.type !== "paragraph" ||
    block.items.some(({ type }) => type !== "comment" && type !== "bookmark")
  )
    return false;
  if (block.style === OWN_STYLES.tableGap) return true;
  return block.properties === null && !block.items.some((item) => item.type === "bookmark");
}

function kindOf(block: RawBlock): OwnAtom["kind"] | null {
  const paragraphs = paragraphsOf([block]);
  const kinds = new Set(
    paragraphs.map(({ style }) =>
      style === OWN_STYLES.letterOpening ? "letterOpening" : otherOfStyle(style),
    ),
  );
  const [kind] = kinds;
  return kinds.size === 1 ? (kind ?? null) : null;
}

function atomOf(block: RawBlock, kind: OwnAtom["kind"]): OwnAtom {
  const paragraphs = paragraphsOf([block]);
  const words = paragraphs.map(({ items }) => textOfItems(items)).join("\n");
  const isTable = block.type === "table";
  return {
    type: "atom",
    kind,
    paragraphs,
    places: isTable ? [block] : [],
    words,
    tracked: isTable ? (block.rows[0]?.tracked ?? UNTOUCHED) : (paragraphs[0]?.mark ?? UNTOUCHED),
    bookmarks: isTable ? block.bookmarks : [],
  };
}

/** Blocks of signatures stand beside each other in the cells of a table; a cell without words fills a row up. */
function signaturesIn(table: RawTable): OwnAtom[] {
  const found = table.rows.flatMap(({ tracked, cells }) =>
    cells.flatMap(({ paragraphs }): OwnAtom[] => {
      const words = paragraphs.map(({ items }) => textOfItems(items)).join("\n");
      const atom = { type: "atom", kind: "signatureBlock", paragraphs, places: [] } as const;
      const own: OwnAtom = { ...atom, places: [], words, tracked, bookmarks: [] };
      return words.trim() === "" && !hasKey(own) ? [] : [own];
    }),
  );
  found[0]?.places.push(table);
  return found;
}

function hasKey({ paragraphs, bookmarks }: Pick<OwnAtom, "paragraphs" | "bookmarks">): boolean {
  return (
    bookmarks.some(isKeyName) ||
    paragraphs.some(({ items }) =>
      items.some((item) => item.type === "bookmark" && isKeyName(item.name)),
    )
  );
}

function isKeyName(name: string): boolean {
  return name.startsWith(KEY_PREFIX) || name.startsWith(TABLE_KEY_PREFIX);
}
