import { Mapping } from "@tiptap/pm/transform";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { carriesOwnId, isBlockId } from "#app/document/nodes/node-id.ts";
import { changedChildren, isFromOthers } from "./changed-children.ts";
import { blocksBetween, holdsText, type PlacedBlock } from "#app/document/nodes/block-ids.ts";

const blockIdsKey = new PluginKey("blockIds");

/**
 * Keeps block ids unique and stable. The id stays with the text: a split leaves it with the
 * existing block, a copy gets a new one, and text that was cut and pasted keeps its own unless
 * another block with text has it.
 *
 * Duplicates made by this person are fixed in the same transaction. Those made by others are not:
 * if two people inserted the same id at the same time, the reader shows it on the older block and a
 * derived id on the other, on every screen and without a write (F3).
 */
export function blockIds(newBlockId: () => string): Plugin {
  return new Plugin({
    key: blockIdsKey,
    appendTransaction(transactions, oldState, newState) {
      if (!transactions.some((transaction) => transaction.docChanged)) return null;
      if (transactions.some(isFromOthers)) return null;
      return giveIds(
        newState,
        blocksToRename(transactions, oldState.doc, newState.doc),
        newBlockId,
      );
    },
  });
}

function giveIds(
  state: EditorState,
  blocks: readonly PlacedBlock[],
  newBlockId: () => string,
): Transaction | null {
  if (blocks.length === 0) return null;
  const { storedMarks } = state;
  const transaction = state.tr;
  for (const { position } of blocks) transaction.setNodeAttribute(position, "id", newBlockId());
  return transaction.setStoredMarks(storedMarks);
}

/**
 * The blocks that these transactions added without an id of their own, and the ones they emptied.
 */
function blocksToRename(
  transactions: readonly Transaction[],
  before: Node,
  after: Node,
): PlacedBlock[] {
  const { start, oldEnd, newEnd } = changedChildren(before, after);
  const only = newEnd - start === 1 && oldEnd - start === 1 ? after.child(start) : null;
  // Typing in one block, the case of nearly every key.
  if (only?.type.name === "block" && idsWithin(only) === idsWithin(before.child(start))) {
    return isBlockId(only.attrs.id) ? [] : blocksBetween(after, start, newEnd);
  }

  const changed = blocksBetween(after, start, newEnd);
  const claimed = changed.filter(({ node }) => isBlockId(node.attrs.id));
  const rename = changed.filter(({ node }) => !isBlockId(node.attrs.id));
  if (claimed.length === 0) return rename;

  const byId = new Map<string, PlacedBlock[]>();
  for (const block of claimed) {
    const id: string = block.node.attrs.id;
    byId.set(id, [...(byId.get(id) ?? []), block]);
  }
  const outside = [
    ...blocksBetween(after, 0, start),
    ...blocksBetween(after, newEnd, after.childCount),
  ];
  const unmoved = new Set(outside);
  for (const block of outside) byId.get(block.node.attrs.id as string)?.unshift(block);

  const stayed = stayedPositions(transactions, before, start, oldEnd);
  for (const [id, holders] of byId) {
    if (holders.length === 1) continue;
    const keeper =
      holders.find((holder) => hasText(holder) && unmoved.has(holder)) ??
      holders.find((holder) => hasText(holder) && stayed.get(holder.position) === id) ??
      holders.find(hasText) ??
      holders.find((holder) => unmoved.has(holder) || stayed.get(holder.position) === id) ??
      holders[0];
    rename.push(...holders.filter((holder) => holder !== keeper));
  }
  return rename;
}

/** The ids of a block and of its footnotes. */
function idsWithin(block: Node): string {
  let ids = String(block.attrs.id);
  block.forEach((child) => {
    if (carriesOwnId(child.type.name)) ids += ` ${String(child.attrs.id)}`;
  });
  return ids;
}

function hasText({ node }: PlacedBlock): boolean {
  return holdsText(node);
}

/** The current positions of blocks that existed before, with their ids. */
function stayedPositions(
  transactions: readonly Transaction[],
  before: Node,
  start: number,
  oldEnd: number,
): Map<number, unknown> {
  const mapping = new Mapping();
  for (const transaction of transactions) mapping.appendMapping(transaction.mapping);
  const stayed = new Map<number, unknown>();
  for (const { node, position } of blocksBetween(before, start, oldEnd)) {
    const result = mapping.mapResult(position, 1);
    if (!result.deletedAfter) stayed.set(result.pos, node.attrs.id);
  }
  return stayed;
}
