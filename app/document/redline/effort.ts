import { diffArrays } from "diff";

/** A stretch of two sequences: alike in both, only in the earlier, or only in the later. */
export interface ComparedStretch {
  readonly in: "both" | "old" | "now";
  readonly count: number;
}

/**
 * How much comparing a redline may cost, in steps. Time is not read: the same two texts give the same
 * redline on every machine.
 */
export interface Effort {
  /**
   * What two sequences have in common, in order (LCS); null where that would take more effort than is
   * left, or an edit longer than `longest`.
   */
  compare(
    old: readonly string[],
    now: readonly string[],
    longest: number,
  ): ComparedStretch[] | null;
  /** Whether that many steps are left; they are then spent. */
  spend(steps: number): boolean;
  /** Something was given up for want of effort. */
  readonly gaveUp: boolean;
}

export function createEffort(steps: number): Effort {
  let left = steps;
  let gaveUp = false;
  return {
    compare(old, now, longest) {
      left -= old.length + now.length;
      // Looking for an edit of length D takes in the order of D × D steps (Myers).
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
