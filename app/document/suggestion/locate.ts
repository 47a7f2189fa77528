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
  const words = wordsOfBase(base);
  for (let end = to; end < Math.min(ids.length, to + SPLIT_OFF); end += 1) {
    const block = blockAt(end);
    const id = ids[end] ?? null;
    if (!block || block.type !== "block" || (id !== null && wanted.has(id))) break;
    if (isSplitOff(block, words)) to = end + 1;
    else break;
  }
  return { from, to };
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

/** Whether most of a block's words come from the base: somebody pressed Enter in it. */
function isSplitOff(block: ProseNode, words: ReadonlySet<string>): boolean {
  const own = wordsOfBlock(block);
  const known = own.filter((key) => words.has(key));
  return own.length >= 2 && known.length / own.length >= 0.75;
}

const bases = new WeakMap<readonly ProseNode[], ReadonlySet<string>>();
const blocks = new WeakMap<ProseNode, readonly string[]>();

/** Read once: the same suggestions are looked for again at each pause. */
function wordsOfBase(base: readonly ProseNode[]): ReadonlySet<string> {
  const known = bases.get(base) ?? new Set(streamOf(base).map(({ key }) => key));
  bases.set(base, known);
  return known;
}

function wordsOfBlock(block: ProseNode): readonly string[] {
  const known =
    blocks.get(block) ??
    streamOf([block])
      .filter(({ opens, key }) => !opens && key.trim() !== "")
      .map(({ key }) => key);
  blocks.set(block, known);
  return known;
}
