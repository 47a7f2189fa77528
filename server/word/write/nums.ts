import type { BlockKind } from "#app/document/nodes/kinds.ts";

/** The list that the styles of each numbered kind are bound to. */
export const NUM_OF_KIND: Readonly<Partial<Record<BlockKind, number>>> = {
  numbered: 1,
  requestItem: 2,
  bullet: 3,
  ordered: 4,
};

export const ORDERED_NUM = 4;
/** Of the first ordered list that starts again. */
export const FIRST_RESTARTED_NUM = 5;
