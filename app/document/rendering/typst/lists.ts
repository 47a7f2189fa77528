import type { BlockData, ListData, ListItemData } from "./page-data.ts";

/** An item of the flat text. */
export interface FlatItem {
  readonly ordered: boolean;
  /** From 1. */
  readonly level: number;
  readonly item: ListItemData;
}

/**
 * Typst sets a list in a time that grows with the square of its items (400 take seconds), so a long
 * one is set as several that follow each other; on the page nothing shows of it.
 */
const LONGEST_LIST = 40;

/** Adds an item to the list that the blocks end with, as deep as its level says, or begins one. */
export function appendItem(blocks: BlockData[], flat: FlatItem): void {
  const last = blocks.at(-1);
  const list = last?.k === "list" ? withItem(last, flat, 1) : null;
  if (list === null) blocks.push(listOf(flat, 1));
  else blocks[blocks.length - 1] = list;
}

/** The list with the item in it, or null where the item begins another list. */
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
