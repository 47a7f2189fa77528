/** The blocks at the start of a page. */
export interface PageStart {
  /** The id of the first block that begins on the page; null for none. */
  readonly first: string | null;
  /** The id of the block that continues from the previous page; null for none. */
  readonly continued: string | null;
}
