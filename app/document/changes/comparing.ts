import type { Baseline } from "./baseline.ts";
import type { DoerOf } from "./change.ts";

/** The baseline that a text is compared with, and how to tell who changed it. */
export interface Comparing {
  readonly baseline: Baseline;
  readonly doerOf: DoerOf;
}
