export { Baseline, buildBaseline } from "./baseline.ts";
export type * from "./change.ts";
export { allChanges, compareStretch, keyOfItem } from "./compare.ts";
export { type DoneRanges, doersFrom } from "./doers.ts";
export { type BothAttrs, PLAIN } from "./both-attrs.ts";
export { AT_START, type CompareFrom } from "./walk.ts";
export { type PlacedChange, withMoves } from "./moves.ts";
