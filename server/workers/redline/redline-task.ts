import type { ProseJSON } from "#app/document/prose.ts";
import type { ChangeKind, RedlineCounts, RedlineSection } from "#app/document/redline/index.ts";

/** Two texts to be compared. */
export interface RedlineTask {
  readonly before: ProseJSON;
  readonly after: ProseJSON;
  /** The history from which authors are determined; null if there is none. */
  readonly history: RedlineHistory | null;
  /** Whether both texts are also rendered side by side. */
  readonly sides: boolean;
}

/** The commits between two texts of one draft. */
export interface RedlineHistory {
  /** The sequence numbers of the earlier and of the later text. */
  readonly from: number;
  readonly to: number;
  /**
   * The insertions and deletions of each person after `from`, including after `to`; in the order of
   * commits.
   */
  readonly rows: readonly HistoryRow[];
  /** Yjs updates that contain the earlier and the later text, each as committed then or later. */
  readonly before: readonly Uint8Array[];
  readonly after: readonly Uint8Array[];
}

export interface HistoryRow {
  readonly sequence: number;
  /** Index into a list of people. */
  readonly person: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Encoded by app/protocol/authorship.ts. */
  readonly ranges: Uint8Array;
}

/** The differences of two texts as safe HTML, and the list of changes. */
export interface DrawnRedline {
  readonly html: string;
  /** Both texts side by side; null if not requested. */
  readonly sides: string | null;
  readonly counts: RedlineCounts;
  /** False if some blocks were too different to be compared word by word. */
  readonly exact: boolean;
  readonly changes: readonly DrawnChange[];
  readonly sections: readonly RedlineSection[];
}

/** A change in the order of reading. */
export interface DrawnChange {
  readonly kind: ChangeKind;
  /** Index into the sections. */
  readonly section: number;
  /** The id of its block; null in a table. */
  readonly block: string | null;
  readonly by: ChangeWriters;
}

/** The authors of a change. */
export interface ChangeWriters {
  /** Indexes into the history's list of people; empty if unknown. */
  readonly people: readonly number[];
  /** The time of its last part, in milliseconds since 1970; null if unknown. */
  readonly at: number | null;
  /** False if the author of some of its words is unknown. */
  readonly isWhole: boolean;
}
