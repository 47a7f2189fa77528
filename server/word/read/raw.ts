import type { BlockShape } from "#app/document/nodes/kinds.ts";
import type { RevisedInline, Tracked } from "#app/document/word/revised.ts";
import type { XmlElement } from "./xml.ts";

/** Inline content while a file is read: what becomes ours, and what stands between it. */
export type RawItem =
  | {
      readonly type: "inline";
      readonly inline: RevisedInline;
      /** Whether it is part of a reference that was written here. */
      readonly isOfReference: boolean;
    }
  | RawNote
  | RawReference
  | { readonly type: "page-break"; readonly tracked: Tracked }
  | { readonly type: "bookmark"; readonly name: string }
  | { readonly type: "comment"; readonly end: "from" | "to" | "at"; readonly id: number };

/** A footnote, or an endnote that becomes one. */
interface RawNote {
  readonly type: "note";
  readonly tracked: Tracked;
  readonly items: readonly RawItem[];
}

/** A field that prints the number of another paragraph. */
export interface RawReference {
  readonly type: "reference";
  readonly bookmark: string;
  /** Kept where it turns out to lead to no numbered paragraph. */
  readonly cached: readonly RawItem[];
  readonly tracked: Tracked;
  /** Where somebody changed a part of what it shows. */
  readonly typed: TypedOver | null;
  readonly isOfReference: boolean;
}

/** A tracked change of the words that a field shows. */
export interface TypedOver {
  /** The fate of the field itself. */
  readonly tracked: Tracked;
  /** The change that does it. */
  readonly revision: number;
  /** Stands in its place, where all is taken. */
  readonly instead: readonly RawItem[];
}

export interface RawParagraph {
  readonly type: "paragraph";
  readonly id: string;
  readonly items: RawItem[];
  readonly properties: XmlElement | null;
  /** Its properties before a tracked change of them. */
  readonly formerly: { readonly properties: XmlElement | null; readonly revision: number } | null;
  /** The revision that put it into its list. */
  readonly listed: number | null;
  readonly style: string | null;
  readonly isInCell: boolean;
  mark: Tracked;
  shape: BlockShape;
  reshaped: { readonly shape: BlockShape; readonly revision: number } | null;
  /** The number that the file prints. */
  label: string;
  /** Whether it is a line of a table of contents. */
  isOfContents: boolean;
}

export interface RawCell {
  readonly column: number;
  readonly colspan: number;
  rowspan: number;
  readonly isHeader: boolean;
  readonly paragraphs: RawParagraph[];
}

export interface RawTableRow {
  readonly tracked: Tracked;
  readonly cells: RawCell[];
}

export interface RawTable {
  readonly type: "table";
  readonly bookmarks: readonly string[];
  readonly rows: RawTableRow[];
}

interface RawPageBreak {
  readonly type: "page-break";
  readonly tracked: Tracked;
  readonly bookmarks: readonly string[];
}

export type RawBlock = RawParagraph | RawTable | RawPageBreak;

/** Whether it only marks a place between what is read. */
export function isAnchor({ type }: RawItem): boolean {
  return type === "bookmark" || type === "comment";
}

/** Adds all to a list: a call takes fewer arguments than a file may have parts. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}

export const UNTOUCHED: Tracked = { inserted: null, deleted: null };

export function isTouched({ inserted, deleted }: Tracked): boolean {
  return inserted !== null || deleted !== null;
}

export function sameFate(one: Tracked, other: Tracked): boolean {
  return one.inserted === other.inserted && one.deleted === other.deleted;
}

/** The words of items; those of notes too, so that none is lost unsaid. */
export function textOfItems(items: readonly RawItem[]): string {
  let words = "";
  for (const item of items) {
    if (item.type === "reference") words += textOfItems(item.cached);
    else if (item.type === "note") words += ` [${textOfItems(item.items)}] `;
    else if (item.type === "inline") {
      const { node } = item.inline;
      words += node.type === "hardBreak" ? "\n" : (node.text ?? "");
    }
  }
  return words;
}

/** All paragraphs in reading order. */
export function paragraphsOf(blocks: readonly RawBlock[]): RawParagraph[] {
  return blocks.flatMap((block) => {
    if (block.type === "paragraph") return [block];
    if (block.type === "page-break") return [];
    return block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs));
  });
}
