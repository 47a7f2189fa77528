import type { Slice } from "@tiptap/pm/model";

/** A range of the document before, and its replacement. */
export interface ReplacedRange {
  readonly from: number;
  readonly to: number;
  readonly slice: Slice;
}
