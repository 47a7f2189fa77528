import type { ProseNode } from "#app/document/prose.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import {
  type ComparedRun,
  comparedRuns,
  replaced,
  withoutChance,
} from "#app/document/comparison/runs.ts";
import type { WordChange, RedlinePiece } from "./redline.ts";
import {
  isMarkedAlike,
  nodesOf,
  noteIds,
  tokensOf,
  type Token,
} from "#app/document/comparison/tokens.ts";

/** The longest edit script within one block that is searched for, in tokens. */
const LONGEST_EDIT = 1_200;

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
  const runs = comparedRuns(old, now, effort, LONGEST_EDIT) ?? replaced(old, now);
  return piecesOf(withoutChance(runs));
}

/** All words of a block with the same fate. */
export function wholeWords(block: ProseNode, change: WordChange): RedlinePiece[] {
  const nodes = block.content ?? [];
  return nodes.length > 0 ? [{ change, nodes }] : [];
}

function piecesOf(runs: readonly ComparedRun<Token>[]): RedlinePiece[] {
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
