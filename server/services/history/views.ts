import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";

/** A state of a draft that has no name: never called a version (M24). */
export interface StateTag {
  readonly generation: number;
  readonly sequence: number;
  readonly at: Instant;
}

/** How much somebody wrote in a sitting, and how much they removed of what stood before, in letters. */
interface SittingWriter {
  /** Null for who was removed. */
  readonly person: PersonTag | null;
  readonly written: number;
  readonly removed: number;
}

/** A sitting, or a day of which only the last state is kept. */
export interface SittingView extends StateTag {
  /** About when it began; null where nobody is known to have written. */
  readonly began: Instant | null;
  /** Whether the draft is still as it was at its end. */
  readonly isNow: boolean;
  /** Those who wrote the most first. */
  readonly writers: readonly SittingWriter[];
}

export interface HistoryPageView {
  readonly document: DocumentTag;
  /** The latest first. */
  readonly sittings: readonly SittingView[];
  /** All versions, the latest first. */
  readonly versions: readonly VersionTag[];
  /** The state before the earliest that is shown, from which earlier ones are asked for. */
  readonly earlier: StateTag | null;
  /** Whether it is the page with the latest. */
  readonly isLatest: boolean;
}
