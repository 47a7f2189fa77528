import type { Tracked } from "#app/document/word/revised.ts";
import type { RunReader } from "./marks.ts";
import type { NotKeptList } from "./not-kept.ts";
import type { Relationships } from "./package.ts";
import type { RawBlock, RawParagraph, RawTable } from "./raw.ts";
import type { ReadRevisions } from "./revisions.ts";
import type { StyleSheet } from "./styles.ts";
import type { XmlElement } from "./xml.ts";
import type { ReadingClock } from "./limits.ts";

/** The place of what is not kept: the paragraph or table that it was in or beside. */
export type RawPlace = RawParagraph | RawTable;

/** Shared by all parts of the reading of one file. */
export interface FileContext {
  readonly styles: StyleSheet;
  readonly runs: RunReader;
  readonly revisions: ReadRevisions;
  readonly notKept: NotKeptList<RawPlace>;
  /** Words our fields show, as they are read. */
  readonly shown: RawShown[];
  readonly clock: ReadingClock;
  readonly isOurs: boolean;
  /** The text of a note, with the links of its part. */
  noteOf(of: "footnote" | "endnote", id: string): NoteSource | null;
  nextId(): string;
}

/** The words that a field of ours shows, where it stands in the text. */
interface RawShown {
  readonly place: RawPlace | null;
  /** The name of a field; null for a reference. */
  readonly field: string | null;
  readonly words: string;
}

export interface NoteSource {
  readonly element: XmlElement;
  readonly links: Relationships;
}

/** Tracked changes and link around content. */
export interface Around {
  readonly tracked: Tracked;
  /** The address of the link it is in. */
  readonly link: string | null;
}

/** The fate of what a tracked change holds; null for an element that is none. */
export function fateWithin(
  element: XmlElement,
  around: Tracked,
  revisions: ReadRevisions,
): Tracked | null {
  switch (element.name) {
    case "w:ins":
    case "w:moveTo":
      return { ...around, inserted: revisions.of(element) };
    case "w:del":
    case "w:moveFrom":
      return { ...around, deleted: revisions.of(element) };
    default:
      return null;
  }
}

/** Where blocks are read to. */
export interface BlockList {
  readonly blocks: RawBlock[];
  readonly isCell: boolean;
}

/** Reads blocks wherever they stand: what a table asks of the reader of its text. */
export interface BlockSource {
  readonly file: FileContext;
  blocks(element: XmlElement | null, around: Around, list: BlockList): void;
  /** Keeps an anchor between rows and cells for the next paragraph. */
  wait(element: XmlElement): void;
  /** The names of waiting bookmarks that are a table's. */
  takeTableBookmarks(): readonly string[];
}
