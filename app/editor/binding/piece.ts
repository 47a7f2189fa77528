import type { Slice } from "@tiptap/pm/model";

/** A range of the document before, and what stands there now. */
export interface ReplacedRange {
  readonly from: number;
  readonly to: number;
  readonly slice: Slice;
}
