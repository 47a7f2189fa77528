import { diff3MergeRegions } from "node-diff3";
import { longestRising } from "#app/document/redline/pairs.ts";
import type { StreamToken } from "./stream.ts";

/** A stretch of the merged text: agreed, or changed by both. */
export type MergedStretch =
  | { readonly agreed: readonly StreamToken[] }
  | {
      readonly base: readonly StreamToken[];
      readonly draft: readonly StreamToken[];
      readonly suggested: readonly StreamToken[];
    };

/** The same text three times: as it was, as the draft has it now, and as somebody suggests it. */
interface ThreeStreams {
  readonly base: readonly StreamToken[];
  readonly draft: readonly StreamToken[];
  readonly suggested: readonly StreamToken[];
}

/**
 * The most comparisons of equal words that one paragraph may cost: a tenth of a second. The library
 * looks at each pair of equal words, so that a paragraph of a book's length would stop the page.
 */
const MOST_PAIRS = 2_000_000;

/** Merges by words, block by block where all three have a block. */
export function mergeStreams(streams: ThreeStreams): MergedStretch[] {
  return inBlocks(streams).flatMap(mergeBlock);
}

/** Cuts the three where all of them begin the same block. */
function inBlocks({ base, draft, suggested }: ThreeStreams): ThreeStreams[] {
  const places = (tokens: readonly StreamToken[]) =>
    new Map(tokens.flatMap(({ key, opens }, at) => (opens ? [[key, at] as const] : [])));
  const [inDraft, inSuggested] = [places(draft), places(suggested)];
  const common = [...places(base)].flatMap(([key, at]) => {
    const [d, s] = [inDraft.get(key), inSuggested.get(key)];
    return d === undefined || s === undefined ? [] : [{ b: at, d, s }];
  });
  const rising = longestRising(
    longestRising(common, ({ d }) => d),
    ({ s }) => s,
  );
  const parts: ThreeStreams[] = [];
  let from = { b: 0, d: 0, s: 0 };
  for (const to of [...rising, { b: base.length, d: draft.length, s: suggested.length }]) {
    parts.push({
      base: base.slice(from.b, to.b),
      draft: draft.slice(from.d, to.d),
      suggested: suggested.slice(from.s, to.s),
    });
    from = to;
  }
  return parts;
}

function mergeBlock(streams: ThreeStreams): MergedStretch[] {
  const { base, draft, suggested } = streams;
  if (isEqual(base, draft) || isEqual(draft, suggested)) return [{ agreed: suggested }];
  if (isEqual(base, suggested)) return [{ agreed: draft }];
  const { head, middle, tail } = trimmed(streams);
  return [{ agreed: head }, ...mergeMiddle(middle), { agreed: tail }].filter(
    (stretch) => !("agreed" in stretch) || stretch.agreed.length > 0,
  );
}

/** Takes off what all three begin and end with. */
function trimmed({ base, draft, suggested }: ThreeStreams) {
  const shorter = Math.min(base.length, draft.length, suggested.length);
  const alike = (index: number) =>
    base.at(index)?.key === draft.at(index)?.key &&
    base.at(index)?.key === suggested.at(index)?.key;
  let head = 0;
  while (head < shorter && alike(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && alike(-1 - tail)) tail += 1;
  const cut = (tokens: readonly StreamToken[]) => tokens.slice(head, tokens.length - tail);
  return {
    head: base.slice(0, head),
    middle: { base: cut(base), draft: cut(draft), suggested: cut(suggested) },
    tail: base.slice(base.length - tail),
  };
}

function mergeMiddle(streams: ThreeStreams): MergedStretch[] {
  const { base, draft, suggested } = streams;
  const keys = (tokens: readonly StreamToken[]) => tokens.map(({ key }) => key);
  const [o, a, b] = [keys(base), keys(draft), keys(suggested)];
  if (pairsIn(o, a) + pairsIn(o, b) > MOST_PAIRS) return bothChanged(streams);
  return diff3MergeRegions(a, o, b).flatMap((region): MergedStretch[] => {
    if (region.stable) {
      const { buffer, bufferStart: start, bufferLength: length } = region;
      const from = { a: draft, o: base, b: suggested }[buffer];
      return [{ agreed: from.slice(start, start + length) }];
    }
    return bothChanged({
      base: base.slice(region.oStart, region.oStart + region.oLength),
      draft: draft.slice(region.aStart, region.aStart + region.aLength),
      suggested: suggested.slice(region.bStart, region.bStart + region.bLength),
    });
  });
}

/** A stretch that both changed: the same way, by adding at one place, or against each other. */
function bothChanged(streams: ThreeStreams): MergedStretch[] {
  const { base, draft, suggested } = streams;
  if (isEqual(base, draft) || isEqual(draft, suggested)) return [{ agreed: suggested }];
  if (isEqual(base, suggested)) return [{ agreed: draft }];
  // Both only added something between the same words: both stay, the draft's first.
  if (base.length === 0) return [{ agreed: [...draft, ...suggested] }];
  return [streams];
}

function isEqual(one: readonly StreamToken[], other: readonly StreamToken[]): boolean {
  return one.length === other.length && one.every(({ key }, at) => key === other[at]?.key);
}

/** The pairs of equal keys of two lists. */
function pairsIn(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const key of one) counts.set(key, (counts.get(key) ?? 0) + 1);
  return other.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);
}
