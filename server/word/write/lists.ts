import { FIRST_RESTARTED_NUM, ORDERED_NUM } from "./nums.ts";
import type { RevisedParagraph } from "#app/document/word/revised.ts";
import type { TextView } from "./views.ts";

/** Which list each ordered item is in, where that is not the one of its style. */
export interface OrderedLists {
  readonly numOf: ReadonlyMap<RevisedParagraph, number>;
  /** For each list after the styles' own, the level from which it starts again. */
  readonly restarts: readonly number[];
}

const LEVELS = 6;

/**
 * Follows how Word counts: all lists of one definition share their counts, an item starts the deeper
 * levels again, and a list with overrides starts again where it first occurs. Wherever our number is
 * another one, a new list begins. Items that are gone in the newer text have the lists of the older one.
 */
export function orderedLists(newer: TextView, older: TextView): OrderedLists {
  const numOf = new Map<RevisedParagraph, number>();
  const restarts: number[] = [];
  const follow = (view: TextView) => {
    const counts = Array.from({ length: LEVELS }, () => 0);
    const nums = Array.from({ length: LEVELS }, () => ORDERED_NUM);
    for (const { paragraph, value } of view.ordered) {
      const index = value.length - 1;
      const own = value[index] ?? 1;
      const isNew = !numOf.has(paragraph);
      if ((counts[index] ?? 0) + 1 !== own) {
        if (isNew) restarts.push(value.length);
        const num = numOf.get(paragraph) ?? FIRST_RESTARTED_NUM + restarts.length - 1;
        nums.fill(num, index);
      } else nums.fill(nums[index] ?? ORDERED_NUM, index);
      counts[index] = own;
      counts.fill(0, index + 1);
      const num = nums[index] ?? ORDERED_NUM;
      if (isNew) numOf.set(paragraph, num);
    }
  };
  follow(newer);
  follow(older);
  return { numOf, restarts };
}
