/** What the text on a page begins with. */
export interface PageStart {
  /** The id of the first block that begins on the page; null where none does. */
  readonly first: string | null;
  /** The id of the block that goes on from the page before; null where none does. */
  readonly continued: string | null;
}
