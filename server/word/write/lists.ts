import type { RevisedParagraph } from "#app/document/word/revised.ts";
import { FIRST_OTHER_NUM, NUM_OF_KIND } from "./nums.ts";
import type { TextView } from "./views.ts";

/** A list that counts as another does, but from here. */
interface OtherList {
  readonly kind: TextView["numbered"][number]["kind"];
  /** The level that it begins at, and the number that it begins with there. */
  readonly level: number;
  readonly start: number;
}

/** Which list each numbered paragraph is in, where that is not the one of its style. */
export interface NumberedLists {
  readonly numOf: ReadonlyMap<RevisedParagraph, number>;
  readonly others: readonly OtherList[];
}

const LEVELS = 9;

/** How far a kind of list has counted, and the list of each of its levels. */
interface ListState {
  readonly counts: number[];
  readonly nums: number[];
}

/**
 * Follows how Word counts: all lists of one definition share their counts, an item starts the deeper
 * levels again, a level that is passed over counts as one, and a list with overrides begins where it first
 * occurs. Wherever our number is another one, a new list begins. Paragraphs that are gone in the newer
 * text have the lists of the older one.
 */
export function numberedLists(newer: TextView, older: TextView): NumberedLists {
  const numOf = new Map<RevisedParagraph, number>();
  const others: OtherList[] = [];
  const stateOf = (num: number): ListState => ({
    counts: Array.from({ length: LEVELS }, () => 0),
    nums: Array.from({ length: LEVELS }, () => num),
  });
  const follow = (view: TextView) => {
    const states = {
      numbered: stateOf(NUM_OF_KIND.numbered),
      requestItem: stateOf(NUM_OF_KIND.requestItem),
      ordered: stateOf(NUM_OF_KIND.ordered),
    };
    for (const { paragraph, kind, value } of view.numbered) {
      const { counts, nums } = states[kind];
      const index = value.length - 1;
      const own = value[index] ?? 1;
      const known = numOf.get(paragraph);
      if ((counts[index] ?? 0) + 1 !== own) {
        if (known === undefined) others.push({ kind, level: value.length, start: own });
        nums.fill(known ?? FIRST_OTHER_NUM + others.length - 1, index);
      } else nums.fill(nums[index] ?? NUM_OF_KIND[kind], index);
      counts.forEach((count, level) => {
        if (level < index && count === 0) counts[level] = 1;
      });
      counts[index] = own;
      counts.fill(0, index + 1);
      if (known === undefined) numOf.set(paragraph, nums[index] ?? NUM_OF_KIND[kind]);
    }
  };
  follow(newer);
  follow(older);
  return { numOf, others };
}
