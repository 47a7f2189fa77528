export { Baseline, buildBaseline } from "./baseline.ts";
export type * from "./change.ts";
export type { Comparing } from "./comparing.ts";
export { allChanges, type Compared, compareStretch, compareText, keyOfItem } from "./compare.ts";
export { type DoneRanges, doersFrom } from "./doers.ts";
export { AT_START, type BothAttrs, type CompareFrom } from "./walk.ts";
