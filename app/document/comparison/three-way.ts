import type { Effort } from "./effort.ts";
import { longestRising } from "./rising.ts";
import { boundedRuns, type ComparedToken } from "./runs.ts";

/** The same text three times: as it was, as the draft has it now, and as somebody suggests it. */
export interface ThreeWays<T> {
  readonly base: readonly T[];
  readonly draft: readonly T[];
  readonly suggested: readonly T[];
}

/** A stretch of the merged text: agreed, or changed by both. */
export type MergedStretch<T> = { readonly agreed: readonly T[] } | ThreeWays<T>;

/** The longest edit of either side that is searched for, in tokens. */
const LONGEST_EDIT = 1_200;

/**
 * Merges what two changed of one text, block by block where all three have a block, then by words.
 * @param opens whether a block begins with a token; its key is that block's.
 */
export function mergedThreeWays<T extends ComparedToken>(
  sides: ThreeWays<T>,
  opens: (token: T) => boolean,
  effort: Effort,
): MergedStretch<T>[] {
  return inBlocks(sides, opens).flatMap((block) => {
    const decided = decide(block);
    return decided ? [{ agreed: decided }] : mergedByWords(block, effort);
  });
}

/** Cuts the three where all of them begin the same block. */
function inBlocks<T extends ComparedToken>(
  { base, draft, suggested }: ThreeWays<T>,
  opens: (token: T) => boolean,
): ThreeWays<T>[] {
  const places = (tokens: readonly T[]) =>
    new Map(tokens.flatMap((token, at) => (opens(token) ? [[token.key, at] as const] : [])));
  const [inDraft, inSuggested] = [places(draft), places(suggested)];
  const common = [...places(base)].flatMap(([key, at]) => {
    const [d, s] = [inDraft.get(key), inSuggested.get(key)];
    return d === undefined || s === undefined ? [] : [{ b: at, d, s }];
  });
  const rising = longestRising(
    longestRising(common, ({ d }) => d),
    ({ s }) => s,
  );
  const blocks: ThreeWays<T>[] = [];
  let from = { b: 0, d: 0, s: 0 };
  for (const to of [...rising, { b: base.length, d: draft.length, s: suggested.length }]) {
    blocks.push({
      base: base.slice(from.b, to.b),
      draft: draft.slice(from.d, to.d),
      suggested: suggested.slice(from.s, to.s),
    });
    from = to;
  }
  return blocks;
}

/** What both comparisons with the base have alike stands between what is merged. */
function mergedByWords<T extends ComparedToken>(
  { base, draft, suggested }: ThreeWays<T>,
  effort: Effort,
): MergedStretch<T>[] {
  const inDraft = placesOf(base, draft, effort);
  const inSuggested = placesOf(base, suggested, effort);
  const merged: MergedStretch<T>[] = [];
  let [b, d, s] = [0, 0, 0];
  let agreed: T[] = [];
  const clash = (stretch: ThreeWays<T>) => {
    if (agreed.length > 0) merged.push({ agreed });
    merged.push(stretch);
    agreed = [];
  };
  for (let at = 0; at <= base.length; at += 1) {
    const ends = at === base.length;
    const [toDraft, toSuggested] = [
      ends ? draft.length : inDraft.get(at),
      ends ? suggested.length : inSuggested.get(at),
    ];
    if (toDraft === undefined || toSuggested === undefined) continue;
    const between = {
      base: base.slice(b, at),
      draft: draft.slice(d, toDraft),
      suggested: suggested.slice(s, toSuggested),
    };
    const decided = decide(between);
    if (decided) addTo(agreed, decided);
    else clash(between);
    addTo(agreed, base.slice(at, at + 1));
    [b, d, s] = [at + 1, toDraft + 1, toSuggested + 1];
  }
  if (agreed.length > 0) merged.push({ agreed });
  return merged;
}

/** One by one: a paragraph may have more words than a call takes arguments. */
function addTo<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}

/** Where each token of the base stands in another text, of those that it has alike. */
function placesOf<T extends ComparedToken>(
  base: readonly T[],
  other: readonly T[],
  effort: Effort,
): Map<number, number> {
  const places = new Map<number, number>();
  let [from, to] = [0, 0];
  for (const { alike, before, after } of boundedRuns(base, other, effort, LONGEST_EDIT)) {
    if (alike) before.forEach((_, index) => places.set(from + index, to + index));
    from += before.length;
    to += after.length;
  }
  return places;
}

/** What becomes of a stretch; null where both changed it against each other. */
function decide<T extends ComparedToken>({
  base,
  draft,
  suggested,
}: ThreeWays<T>): readonly T[] | null {
  if (isAlike(base, draft) || isAlike(draft, suggested)) return suggested;
  if (isAlike(base, suggested)) return draft;
  // Both only added something between the same words: both stay, the draft's first.
  return base.length === 0 ? [...draft, ...suggested] : null;
}

function isAlike(one: readonly ComparedToken[], other: readonly ComparedToken[]): boolean {
  return one.length === other.length && one.every(({ key }, at) => key === other[at]?.key);
}
