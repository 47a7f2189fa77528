import type { BlockKind } from "#app/document/nodes/kinds.ts";

/** The list that the styles of each numbered kind are bound to. */
export const NUM_OF_KIND = {
  numbered: 1,
  requestItem: 2,
  bullet: 3,
  ordered: 4,
} as const satisfies Partial<Record<BlockKind, number>>;

/** Of the first list that does not count as its style's own does. */
export const FIRST_OTHER_NUM = 5;
