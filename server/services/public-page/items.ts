import { numberedItems } from "#app/document/numbering/requested-items.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { FiledItem } from "#app/domain/public-page/record.ts";

/** The numbered items of a request in order, each with its top-level item. */
export function itemsOfRequest(prose: ProseJSON): FiledItem[] {
  let topId: string | null = null;
  return numberedItems(prose).map(({ id, label, words, level }) => {
    if (level === 1 || topId === null) topId = id;
    return { id, label, words, topId };
  });
}
