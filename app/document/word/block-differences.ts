import { alignUnits } from "#app/document/comparison/align.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { unitsOf } from "#app/document/comparison/units.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/locate.ts";

/** A block of both sides, or of one, by its index there. */
export interface ComparedBlock {
  readonly left: number | null;
  readonly back: number | null;
  readonly isChanged: boolean;
  /** Whether it stands elsewhere on the other side: it is listed at both places. */
  readonly isMoved: boolean;
}

/** Over so few blocks a move is one change; farther, something goes here and comes there. */
const NEAR = 30;

/** The blocks of what left and of what came back, paired by id, then by words, in order. */
export function comparedBlocks(
  left: readonly ProseNode[],
  back: readonly ProseNode[],
  effort: Effort,
): ComparedBlock[] {
  const [old, now] = [left, back].map((content) =>
    unitsOf({ type: "doc", content }).map((unit) => ({ ...unit, id: idOf(unit.node) })),
  );
  return alignUnits(old ?? [], now ?? [], effort).map((pair) => {
    const isBoth = pair.old !== null && pair.now !== null && !pair.moved;
    const isSame =
      isBoth && stable(left[pair.old ?? 0] ?? null) === stable(back[pair.now ?? 0] ?? null);
    return {
      left: pair.moved && pair.now !== null ? null : pair.old,
      back: pair.now,
      isChanged: !isSame,
      isMoved: pair.moved,
    };
  });
}

/**
 * The stretches of changed blocks. Two paragraphs that only changed in themselves are two; what came or
 * went belongs to the changes beside it, and a short move is one with what stands between.
 * @param isSameBack whether two blocks, one that left and one that came back, are the same one.
 * @param isNamed whether a block that left has an id: what follows one without is found by what is before.
 */
export function changedStretches(
  blocks: readonly ComparedBlock[],
  isSameBack: (left: number, back: number) => boolean,
  isNamed: (left: number) => boolean,
): ComparedBlock[][] {
  const isWithin = nearMoves(blocks, isSameBack);
  const stretches: ComparedBlock[][] = [];
  let open: ComparedBlock[] = [];
  // Whether a place can be found: by a block within, or by one before it that did not change.
  let isFound = false;
  const end = () => {
    const last = open.findLastIndex(({ isChanged }) => isChanged);
    if (last >= 0) stretches.push(open.slice(0, last + 1));
    open = [];
  };
  blocks.forEach((block, index) => {
    const last = open.at(-1);
    const isOwn = last !== undefined && isBoth(last) && isBoth(block) && isWithin[index] !== true;
    if (isOwn && block.isChanged && isFound) {
      end();
      isFound = false;
    }
    const hasName = block.left !== null && isNamed(block.left);
    const isUnnamed = open.length > 0 && block.left !== null && !hasName;
    if (block.isChanged || isWithin[index] === true || isUnnamed) {
      open.push(block);
      isFound ||= hasName;
    } else {
      // It does not change: a place behind it is found by it.
      isFound = hasName || (open.length === 0 && isFound);
      end();
    }
  });
  end();
  return stretches;
}

function isBoth({ left, back }: ComparedBlock): boolean {
  return left !== null && back !== null;
}

/** Which blocks stand between the two places of a short move, or are one of them. */
function nearMoves(
  blocks: readonly ComparedBlock[],
  isSameBack: (left: number, back: number) => boolean,
): boolean[] {
  const isWithin = blocks.map(() => false);
  blocks.forEach(({ left, isMoved }, from) => {
    if (!isMoved || left === null) return;
    for (
      let to = Math.max(0, from - NEAR);
      to <= Math.min(blocks.length - 1, from + NEAR);
      to += 1
    ) {
      const other = blocks[to];
      if (other?.isMoved !== true || other.back === null || !isSameBack(left, other.back)) continue;
      for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) isWithin[at] = true;
    }
  });
  return isWithin;
}
