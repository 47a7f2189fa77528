import { Mapping } from "@tiptap/pm/transform";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { carriesOwnId, isBlockId } from "#app/document/nodes/node-id.ts";
import { changedChildren, isFromOthers } from "./changed-children.ts";
import { blocksBetween, holdsWords, type PlacedBlock } from "#app/document/nodes/block-ids.ts";

export const blockIdsKey = new PluginKey("blockIds");

/**
 * Keeps the ids of blocks unique and lasting. An id goes with the words: a split leaves it with the
 * block that was there, a copy gets a new one, and what was cut and is pasted keeps its own as long as
 * no other block with words has it.
 *
 * What this person does is put right in the same transaction. What others did is never answered: if
 * two people brought the same id in at the same moment, the flow is read so that the older one shows it
 * and the other is named after it, on every screen and without a word written (F3).
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

/** The blocks that these transactions brought in without an id of their own, and those they emptied. */
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
      holders.find((holder) => hasWords(holder) && unmoved.has(holder)) ??
      holders.find((holder) => hasWords(holder) && stayed.get(holder.position) === id) ??
      holders.find(hasWords) ??
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

function hasWords({ node }: PlacedBlock): boolean {
  return holdsWords(node);
}

/** Where blocks that were there before stand now, with the ids they had. */
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
