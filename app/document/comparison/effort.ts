import { diffArrays } from "diff";

/** A run of two sequences: equal in both, only in the earlier, or only in the later. */
interface ComparedStretch {
  readonly in: "both" | "old" | "now";
  readonly count: number;
}

/**
 * The budget for comparing a redline, in steps. Independent of time, so that the same two texts
 * give the same redline on every machine.
 */
export interface Effort {
  /**
   * The common subsequence of two sequences (LCS); null where that exceeds the remaining budget, or
   * needs an edit longer than `longest`.
   */
  compare(
    old: readonly string[],
    now: readonly string[],
    longest: number,
  ): ComparedStretch[] | null;
  /** Spends that many steps; false where fewer are left. */
  spend(steps: number): boolean;
  /** Whether a comparison was given up for lack of budget. */
  readonly gaveUp: boolean;
}

export function createEffort(steps: number): Effort {
  let left = steps;
  let gaveUp = false;
  return {
    compare(old, now, longest) {
      left -= old.length + now.length;
      // Finding an edit of length D takes on the order of D × D steps (Myers).
      const affordable = Math.floor(Math.sqrt(Math.max(0, left)));
      const maxEditLength = Math.min(longest, affordable, old.length + now.length);
      const compared = diffArrays([...old], [...now], { maxEditLength });
      if (!compared) {
        left -= maxEditLength ** 2;
        gaveUp = true;
        return null;
      }
      const edits = compared.reduce(
        (sum, { count, added, removed }) => sum + (added || removed ? count : 0),
        0,
      );
      left -= edits ** 2;
      return compared.map(({ count, added, removed }) => ({
        in: added ? "now" : removed ? "old" : "both",
        count,
      }));
    },
    spend(cost) {
      if (cost > left) {
        gaveUp = true;
        return false;
      }
      left -= cost;
      return true;
    },
    get gaveUp() {
      return gaveUp;
    },
  };
}
