import type { ProseNode } from "#app/document/prose.ts";
import type { Effort } from "./effort.ts";
import type { WordChange, RedlinePiece } from "./redline.ts";
import { isMarkedAlike, nodesOf, noteIds, tokensOf, type Token } from "./tokens.ts";

/** The longest edit script within one block that is searched for, in tokens. */
const LONGEST_EDIT = 1_200;
/**
 * Below this share of common text, two versions of a block are easier to read one after the other.
 */
const TOO_LITTLE_IN_COMMON = 0.25;
/** So few common characters between two changes are chance, and count as part of the change. */
const STRAY_LETTERS = 3;

/** A run of both texts: equal, or what was there and what replaced it. */
interface TokenRun {
  readonly alike: boolean;
  readonly before: readonly Token[];
  readonly after: readonly Token[];
}

/** The words of a block with what happened to them. */
export function comparedWords(before: ProseNode, after: ProseNode, effort: Effort): RedlinePiece[] {
  // Most blocks of two versions are alike, and reading their words is most of the work.
  if (JSON.stringify(before.content) === JSON.stringify(after.content)) {
    return wholeWords(after, "same");
  }
  const noted = new Set(noteIds(before));
  const lasting = new Set(noteIds(after).filter((id) => noted.has(id)));
  const old = tokensOf(before, lasting);
  const now = tokensOf(after, lasting);
  return piecesOf(withoutStrays(runsOf(old, now, effort)));
}

/** All words of a block with the same fate. */
export function wholeWords(block: ProseNode, change: WordChange): RedlinePiece[] {
  const nodes = block.content ?? [];
  return nodes.length > 0 ? [{ change, nodes }] : [];
}

function runsOf(old: readonly Token[], now: readonly Token[], effort: Effort): TokenRun[] {
  const replaced: TokenRun[] = [{ alike: false, before: old, after: now }];
  if (old.length === 0 || now.length === 0) return replaced;
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  const compared = effort.compare(keys(old), keys(now), LONGEST_EDIT);
  if (!compared) return replaced;
  const runs: TokenRun[] = [];
  let oldPlace = 0;
  let newPlace = 0;
  for (const stretch of compared) {
    const before = stretch.in === "now" ? [] : old.slice(oldPlace, oldPlace + stretch.count);
    const after = stretch.in === "old" ? [] : now.slice(newPlace, newPlace + stretch.count);
    oldPlace += before.length;
    newPlace += after.length;
    pushRun(runs, { alike: stretch.in === "both", before, after });
  }
  const common = runs.filter(({ alike }) => alike).flatMap(({ after }) => after);
  const share = (2 * letters(common)) / Math.max(1, letters(old) + letters(now));
  return share < TOO_LITTLE_IN_COMMON ? replaced : runs;
}

/** Counts an equal run between two changes as changed where it is short enough to be chance. */
function withoutStrays(runs: readonly TokenRun[]): TokenRun[] {
  const kept: TokenRun[] = [];
  runs.forEach((run, index) => {
    const between = index > 0 && index < runs.length - 1;
    const stray = run.alike && between && letters(run.after) <= STRAY_LETTERS;
    pushRun(kept, stray ? { ...run, alike: false } : run);
  });
  return withoutSharedBlanks(kept);
}

/** Splits off blanks at the ends of a change that both sides have. */
function withoutSharedBlanks(runs: readonly TokenRun[]): TokenRun[] {
  const kept: TokenRun[] = [];
  for (const { alike, before, after } of runs) {
    const head = !alike && sharesBlank(before[0], after[0]) ? 1 : 0;
    const long = Math.min(before.length, after.length) > head;
    const tail = !alike && long && sharesBlank(before.at(-1), after.at(-1)) ? 1 : 0;
    const part = (same: boolean, cut: (tokens: readonly Token[]) => readonly Token[]) => {
      const run = { alike: same, before: cut(before), after: cut(after) };
      if (run.before.length + run.after.length > 0) pushRun(kept, run);
    };
    part(true, (tokens) => tokens.slice(0, head));
    part(alike, (tokens) => tokens.slice(head, tokens.length - tail));
    part(true, (tokens) => tokens.slice(tokens.length - tail));
  }
  return kept;
}

function sharesBlank(one: Token | undefined, other: Token | undefined): boolean {
  return one !== undefined && one.key === other?.key && one.key.trim() === "";
}

function pushRun(runs: TokenRun[], run: TokenRun): void {
  const last = runs.at(-1);
  if (last && last.alike === run.alike) {
    runs[runs.length - 1] = {
      alike: run.alike,
      before: [...last.before, ...run.before],
      after: [...last.after, ...run.after],
    };
  } else {
    runs.push(run);
  }
}

function letters(tokens: readonly Token[]): number {
  // Without the prefix of its footnote.
  const length = (key: string) => key.length - key.lastIndexOf("\u0001") - 1;
  return tokens.reduce((sum, { key, isWord }) => sum + (isWord ? length(key) : 0), 0);
}

function piecesOf(runs: readonly TokenRun[]): RedlinePiece[] {
  const pieces: RedlinePiece[] = [];
  const add = (change: WordChange, tokens: readonly Token[]) => {
    if (tokens.length > 0) pieces.push({ change, nodes: nodesOf(tokens) });
  };
  for (const { alike, before, after } of runs) {
    if (!alike) {
      add("deleted", before);
      add("inserted", after);
      continue;
    }
    let from = 0;
    const styled = (index: number) => {
      const one = before[index];
      const other = after[index];
      return one !== undefined && other !== undefined && !isMarkedAlike(one, other);
    };
    for (let index = 1; index <= after.length; index += 1) {
      if (index < after.length && styled(index) === styled(from)) continue;
      add(styled(from) ? "restyled" : "same", after.slice(from, index));
      from = index;
    }
  }
  return pieces;
}
