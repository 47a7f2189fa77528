import type { Effort } from "./effort.ts";
import { longestRising } from "./rising.ts";
import { boundedRuns, type ComparedToken, lettersOf, onlyPlaces, STRAY_LETTERS } from "./runs.ts";

/** The same text three times: as it was, as the draft has it now, and as somebody suggests it. */
interface ThreeWays<T> {
  readonly base: readonly T[];
  readonly draft: readonly T[];
  readonly suggested: readonly T[];
}

/** A stretch of the merged text: agreed, or changed by both. */
export type MergedStretch<T> = { readonly agreed: readonly T[] } | ThreeWays<T>;

/** The longest edit of either side that is searched for, in tokens. */
const LONGEST_EDIT = 400;

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
    const decided = decide(block, opens);
    return decided ? [{ agreed: decided }] : mergedByWords(block, opens, effort);
  });
}

/** Cuts the three where all of them begin the same block. */
function inBlocks<T extends ComparedToken>(
  { base, draft, suggested }: ThreeWays<T>,
  opens: (token: T) => boolean,
): ThreeWays<T>[] {
  const [inDraft, inSuggested] = [onlyPlaces(draft), onlyPlaces(suggested)];
  const common = base.flatMap((token, b) => {
    if (!opens(token)) return [];
    const [d, s] = [inDraft.get(token.key) ?? null, inSuggested.get(token.key) ?? null];
    return d === null || s === null ? [] : [{ b, d, s }];
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

/** A stretch between what all three have alike, in parts that few letters separate. */
interface DecidedSpan<T> {
  readonly whole: ThreeWays<T>;
  /** One by one, with what all three have alike between them. */
  readonly parts: readonly ThreeWays<T>[];
}

/** Runs that both comparisons with the base have alike stand between the merged ones. */
function mergedByWords<T extends ComparedToken>(
  sides: ThreeWays<T>,
  opens: (token: T) => boolean,
  effort: Effort,
): MergedStretch<T>[] {
  const merged: MergedStretch<T>[] = [];
  let agreed: T[] = [];
  for (const part of withoutChance(changedParts(sides, effort), opens)) {
    const decided = "alike" in part ? part.alike : decideSpan(part, opens);
    if (decided) {
      addTo(agreed, decided);
      continue;
    }
    if (agreed.length > 0) merged.push({ agreed });
    if ("whole" in part) merged.push(part.whole);
    agreed = [];
  }
  if (agreed.length > 0) merged.push({ agreed });
  return merged;
}

type WaysPart<T> = { readonly alike: readonly T[] } | ThreeWays<T>;

/** The runs that all three have alike and those between them, in turns. */
function changedParts<T extends ComparedToken>(
  { base, draft, suggested }: ThreeWays<T>,
  effort: Effort,
): WaysPart<T>[] {
  const inDraft = placesOf(base, draft, effort);
  const inSuggested = placesOf(base, suggested, effort);
  const parts: WaysPart<T>[] = [];
  let alike: T[] = [];
  let [b, d, s] = [0, 0, 0];
  for (let at = 0; at <= base.length; at += 1) {
    const ends = at === base.length;
    const [toDraft, toSuggested] = [
      ends ? draft.length : inDraft.get(at),
      ends ? suggested.length : inSuggested.get(at),
    ];
    if (toDraft === undefined || toSuggested === undefined) continue;
    if (at > b || toDraft > d || toSuggested > s) {
      if (alike.length > 0) parts.push({ alike });
      alike = [];
      parts.push({
        base: base.slice(b, at),
        draft: draft.slice(d, toDraft),
        suggested: suggested.slice(s, toSuggested),
      });
    }
    addTo(alike, base.slice(at, at + 1));
    [b, d, s] = [at + 1, toDraft + 1, toSuggested + 1];
  }
  if (alike.length > 0) parts.push({ alike });
  return parts;
}

/**
 * Joins what only few letters within one block separate, as a redline does: of "thirty days", one
 * side's "sixty" and the other's "months" make a term that nobody wrote.
 */
function withoutChance<T extends ComparedToken>(
  parts: readonly WaysPart<T>[],
  opens: (token: T) => boolean,
): ({ readonly alike: readonly T[] } | DecidedSpan<T>)[] {
  const out: ({ readonly alike: readonly T[] } | DecidedSpan<T>)[] = [];
  let open: ThreeWays<T>[] = [];
  const end = () => {
    if (open.length === 0) return;
    const all = (side: keyof ThreeWays<T>) => open.flatMap((part) => part[side]);
    const whole = { base: all("base"), draft: all("draft"), suggested: all("suggested") };
    out.push({ whole, parts: open });
    open = [];
  };
  for (const [index, part] of parts.entries()) {
    if (!("alike" in part)) {
      open.push(part);
      continue;
    }
    const { alike } = part;
    const [last, next] = [open.at(-1), parts[index + 1]];
    const isBetween = last && next && !("alike" in next) && isOfWords(last) && isOfWords(next);
    if (isBetween && lettersOf(alike) <= STRAY_LETTERS && !alike.some(opens)) {
      open.push({ base: alike, draft: alike, suggested: alike });
    } else {
      end();
      out.push(part);
    }
  }
  end();
  return out;
}

/** A changed footnote or mark behind a word is no part of its term. */
function isOfWords<T extends ComparedToken>({ base, draft, suggested }: ThreeWays<T>): boolean {
  return [base, draft, suggested].some((side) => lettersOf(side) > 0);
}

/** The decision on a stretch: part by part only where one side has written all of it so. */
function decideSpan<T extends ComparedToken>(
  { whole, parts }: DecidedSpan<T>,
  opens: (token: T) => boolean,
): readonly T[] | null {
  const decided = decide(whole, opens);
  if (decided || parts.length === 1) return decided;
  const each = parts.map((part) => decide(part, opens));
  if (each.includes(null)) return null;
  const all = each.flatMap((part) => part ?? []);
  return isAlike(all, whole.draft) || isAlike(all, whole.suggested) ? all : null;
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

/** The decision on a stretch; null where both changed it against each other. */
function decide<T extends ComparedToken>(
  { base, draft, suggested }: ThreeWays<T>,
  opens: (token: T) => boolean,
): readonly T[] | null {
  if (isAlike(base, draft) || isAlike(draft, suggested)) return suggested;
  if (isAlike(base, suggested)) return draft;
  return base.length === 0 ? bothAdded(draft, suggested, opens) : null;
}

/**
 * Both only added something between the same words: both stay, the draft's first, and what goes on
 * with the block before stands before the blocks that either began. Null where both added the same
 * block, or one the same words as the other and more, or most of them, or where two words would run
 * into one.
 */
function bothAdded<T extends ComparedToken>(
  draft: readonly T[],
  suggested: readonly T[],
  opens: (token: T) => boolean,
): readonly T[] | null {
  const begun = new Set(draft.filter(opens).map(({ key }) => key));
  if (suggested.some((token) => opens(token) && begun.has(token.key))) return null;
  const [one, other] = [inBlockBefore(draft, opens), inBlockBefore(suggested, opens)];
  const common = Math.min(one.length, other.length);
  if (common > 0 && isAlike(one.slice(0, common), other.slice(0, common))) {
    // A blank that one typed, with which the other's words begin, is no word of both: it stands once.
    if (lettersOf(one.slice(0, common)) > 0) return null;
    const longer = one.length > common ? one : other;
    return [...longer, ...draft.slice(one.length), ...suggested.slice(other.length)];
  }
  if (lettersOf(one.slice(-1)) > 0 && lettersOf(other.slice(0, 1)) > 0) return null;
  if (isNearlyAlike(one, other)) return null;
  return [...one, ...other, ...draft.slice(one.length), ...suggested.slice(other.length)];
}

/** Whether two say most of the same: one was written after the other, and both would say it twice. */
function isNearlyAlike(one: readonly ComparedToken[], other: readonly ComparedToken[]): boolean {
  const counts = new Map<string, number>();
  for (const { key } of one) counts.set(key, (counts.get(key) ?? 0) + 1);
  const common = other.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0;
  });
  const letters = Math.min(lettersOf(one), lettersOf(other));
  return letters > STRAY_LETTERS && lettersOf(common) * 4 > letters * 3;
}

function inBlockBefore<T>(tokens: readonly T[], opens: (token: T) => boolean): readonly T[] {
  const end = tokens.findIndex(opens);
  return end < 0 ? tokens : tokens.slice(0, end);
}

function isAlike(one: readonly ComparedToken[], other: readonly ComparedToken[]): boolean {
  return one.length === other.length && one.every(({ key }, at) => key === other[at]?.key);
}
