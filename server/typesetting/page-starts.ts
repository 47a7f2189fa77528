import type { PageStart } from "#app/document/page-starts.ts";

/** A block's id and a page, from 1, on which it begins or ends. */
export type BlockPlace = readonly [id: string, page: number];

/**
 * The blocks at the start of each page: a few words a page, where listing every block's page would
 * be as long as the text.
 * @param places each block twice, in the order of the text. Of a repeated one, such as a table's
 * header on its next page, the first two count.
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
