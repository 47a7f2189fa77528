import type { Baseline } from "./baseline.ts";
import type { DoerOf } from "./change.ts";

/** What a text is compared with, and who is told to have changed it. */
export interface Comparing {
  readonly baseline: Baseline;
  readonly doerOf: DoerOf;
}
