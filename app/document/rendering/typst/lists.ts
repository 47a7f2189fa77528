import type { BlockData, ListData, ListItemData } from "./page-data.ts";

/** An item of the flat text. */
interface FlatItem {
  readonly ordered: boolean;
  /** Counts from 1. */
  readonly level: number;
  readonly item: ListItemData;
}

/**
 * Typst's time for a list grows quadratically (400 items take seconds), so a long list is set as
 * several consecutive ones, which look the same on the page.
 */
const LONGEST_LIST = 40;

/** Adds an item to the list at the end of the blocks, at its level, or starts a list. */
export function appendItem(blocks: BlockData[], flat: FlatItem): void {
  const last = blocks.at(-1);
  const list = last?.k === "list" ? withItem(last, flat, 1) : null;
  if (list === null) blocks.push(listOf(flat, 1));
  else blocks[blocks.length - 1] = list;
}

/** The list with the item added; null where the item starts another list. */
function withItem(list: ListData, flat: FlatItem, depth: number): ListData | null {
  const level = depth + list.skip;
  const last = list.items.at(-1);
  if (flat.level > level && last) {
    const inner = last.sub ?? [];
    const open = inner.at(-1);
    const grown = open ? withItem(open, flat, level + 1) : null;
    const sub = grown ? [...inner.slice(0, -1), grown] : [...inner, listOf(flat, level + 1)];
    return { ...list, items: [...list.items.slice(0, -1), { ...last, sub }] };
  }
  if (flat.level !== level || flat.ordered !== list.ordered) return null;
  if (list.items.length >= LONGEST_LIST) return null;
  return { ...list, items: [...list.items, flat.item] };
}

function listOf({ ordered, level, item }: FlatItem, depth: number): ListData {
  return { k: "list", ordered, skip: Math.max(0, level - depth), items: [item] };
}
