import type { PageStart } from "#app/document/page-starts.ts";

/** An id of a block and a page, from 1, where it begins or ends. */
export type BlockPlace = readonly [id: string, page: number];

/**
 * What each page begins with. A few words a page, where every block's page would be as long as the text.
 * @param places of each block twice, in the order of the text. Of one that is drawn again, such as the head
 *   of a table on its next page, the first two count.
 */
export function startsOf(pages: number, places: readonly BlockPlace[]): PageStart[] {
  const starts = Array.from(
    { length: pages },
    (): { -readonly [Key in keyof PageStart]: PageStart[Key] } => ({
      first: null,
      continued: null,
    }),
  );
  const begun = new Map<string, number | null>();
  for (const [id, page] of places) {
    const from = begun.get(id);
    if (from === undefined) {
      begun.set(id, page);
      const start = starts[page - 1];
      if (start) start.first ??= id;
    } else if (from !== null) {
      begun.set(id, null);
      for (const start of starts.slice(from, page)) start.continued = id;
    }
  }
  return starts;
}
