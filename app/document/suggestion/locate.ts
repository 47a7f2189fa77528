import type { ProseNode } from "#app/document/prose.ts";
import { streamOf } from "./stream.ts";

/** Consecutive blocks: the index of the first, and of the one after the last. */
interface BlockPlaces {
  readonly from: number;
  readonly to: number;
}

/** How many blocks behind the last one may be what somebody split off from it. */
const SPLIT_OFF = 6;

/**
 * The blocks of a draft that a suggestion is about: those with its ids and what stands between them, and
 * behind them what was split off. Null where none of them is left.
 * @param ids the id of each block of the draft, in order; null for one without.
 * @param blockAt a block of the draft.
 * @param proposed what they are to become: paragraphs that it adds and the draft has already, beside
 * them, belong to it.
 */
export function locateBase(
  base: readonly ProseNode[],
  ids: readonly (string | null)[],
  blockAt: (index: number) => ProseNode | null,
  proposed: readonly ProseNode[] = [],
): BlockPlaces | null {
  const wanted = new Set(base.map(idOf).filter((id) => id !== null));
  let [from, to] = [-1, -1];
  ids.forEach((id, index) => {
    if (id === null || !wanted.has(id)) return;
    if (from < 0) from = index;
    to = index + 1;
  });
  if (from < 0) return null;
  // A page break has no id: it is the base's where it still stands beside the others.
  const isBreak = (node: ProseNode | null | undefined) => node?.type === "pageBreak";
  const first = base.findIndex((node) => !isBreak(node));
  for (let left = first; left > 0 && from > 0 && isBreak(blockAt(from - 1)); left -= 1) from -= 1;
  const last = base.length - 1 - base.findLastIndex((node) => !isBreak(node));
  for (let left = last; left > 0 && to < ids.length && isBreak(blockAt(to)); left -= 1) to += 1;
  const added = new Set(proposed.map(idOf).filter((id) => id !== null && !wanted.has(id)));
  while (from > 0 && added.has(ids[from - 1] ?? null)) from -= 1;
  while (to < ids.length && added.has(ids[to] ?? null)) to += 1;
  return { from, to: endOfSplitOff({ base, proposed, ids, blockAt }, { from, to }) };
}

interface SearchedDraft {
  readonly base: readonly ProseNode[];
  readonly proposed: readonly ProseNode[];
  readonly ids: readonly (string | null)[];
  readonly blockAt: (index: number) => ProseNode | null;
}

/**
 * Where what was split off behind the last block ends. Only words that this block misses can have gone
 * there: of paragraphs that say nearly the same, the next one is none of the base's.
 */
function endOfSplitOff({ base, proposed, ids, blockAt }: SearchedDraft, found: BlockPlaces) {
  const places = new Map(
    ids.slice(found.from, found.to).map((id, index) => [id, found.from + index]),
  );
  const placeOf = (node: ProseNode) => places.get(idOf(node) ?? "") ?? -1;
  let last: { readonly node: ProseNode; readonly place: number } | null = null;
  for (const node of base) {
    const place = placeOf(node);
    if (place > (last?.place ?? -1)) last = { node, place };
  }
  if (!last) return found.to;
  const words = new Set(wordsOfBlock(last.node));
  let missing: Map<string, number> | null = null;
  let { to } = found;
  for (let end = to; end < Math.min(ids.length, found.to + SPLIT_OFF); end += 1) {
    const block = blockAt(end);
    if (!block || block.type !== "block") break;
    const own = wordsOfBlock(block);
    const isLike = (known: number, share: number) => own.length >= 2 && known / own.length >= share;
    if (!isLike(own.filter((key) => words.has(key)).length, MOST)) break;
    const standing = blocksBetween(last.place, found.to, blockAt);
    missing ??= missingIn(wordsOfBlock(last.node), standing);
    // Where the draft says what is proposed, the others may be gone for good.
    const isDone = proposed.length > 0 && missingIn(wordsOfAll(proposed), standing).size === 0;
    if (!isLike(taken(missing, own), isDone ? 1 : MOST)) break;
    to = end + 1;
  }
  return to;
}

/** How much of a block comes from the base where somebody pressed Enter in it. */
const MOST = 0.75;

function blocksBetween(
  from: number,
  to: number,
  blockAt: (index: number) => ProseNode | null,
): ProseNode[] {
  return Array.from({ length: to - from }, (_, index) => blockAt(from + index) ?? []).flat();
}

/** How often each word is missing in some blocks. */
function missingIn(words: readonly string[], some: readonly ProseNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of words) counts.set(key, (counts.get(key) ?? 0) + 1);
  taken(counts, wordsOfAll(some));
  return counts;
}

/** Takes words out of counts of them; how many there were. */
function taken(counts: Map<string, number>, words: readonly string[]): number {
  let found = 0;
  for (const key of words) {
    const count = counts.get(key);
    if (count === undefined) continue;
    found += 1;
    if (count > 1) counts.set(key, count - 1);
    else counts.delete(key);
  }
  return found;
}

/** The id by which a node is found again; a table has that of its first block. */
export function idOf(node: ProseNode): string | null {
  const { id } = node.attrs ?? {};
  if (typeof id === "string") return id;
  if (node.type !== "table" && node.type !== "tableRow" && !node.type.startsWith("tableC")) {
    return node.type === "tableHeader" ? firstId(node) : null;
  }
  return firstId(node);
}

function firstId(node: ProseNode): string | null {
  for (const child of node.content ?? []) {
    const id = idOf(child);
    if (id !== null) return id;
  }
  return null;
}

const blocks = new WeakMap<ProseNode, readonly string[]>();

function wordsOfAll(some: readonly ProseNode[]): string[] {
  return some.flatMap(wordsOfBlock);
}

/** Read once: the same suggestions are looked for again at each pause. */
function wordsOfBlock(block: ProseNode): readonly string[] {
  const known =
    blocks.get(block) ??
    streamOf([block])
      .filter(({ opens, key }) => !opens && key.trim() !== "")
      .map(({ key }) => key);
  blocks.set(block, known);
  return known;
}
