export { Baseline, buildBaseline } from "./baseline.ts";
export type * from "./change.ts";
export type { Comparing } from "./comparing.ts";
export {
  allChanges,
  AT_START,
  type BothAttrs,
  type Compared,
  type CompareFrom,
  compareStretch,
  compareText,
  keyOfItem,
} from "./compare.ts";
export { type DoneRanges, doersFrom } from "./doers.ts";
