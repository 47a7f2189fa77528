import type { ProseJSON } from "#app/document/prose.ts";
import type { ChangeKind, RedlineCounts, RedlineSection } from "#app/document/redline/index.ts";

/** Two texts to be compared. */
export interface RedlineTask {
  readonly before: ProseJSON;
  readonly after: ProseJSON;
  /** From which it is told who made each change; null where nothing of it is known. */
  readonly history: RedlineHistory | null;
  /** Whether both are drawn beside each other too. */
  readonly sides: boolean;
}

/** What was committed between two texts of one draft. */
export interface RedlineHistory {
  /** The sequence numbers of the earlier and of the later text. */
  readonly from: number;
  readonly to: number;
  /** What each person inserted and deleted after `from`, also after `to`; in the order of commits. */
  readonly rows: readonly HistoryRow[];
  /** Yjs updates that hold the earlier and the later text, each as committed then or later. */
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

/** What differs between two texts, as safe HTML, and its changes one by one. */
export interface DrawnRedline {
  readonly html: string;
  /** Both texts beside each other; null where that was not asked for. */
  readonly sides: string | null;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared word by word. */
  readonly exact: boolean;
  readonly changes: readonly DrawnChange[];
  readonly sections: readonly RedlineSection[];
}

/** A change as somebody walks through it. */
export interface DrawnChange {
  readonly kind: ChangeKind;
  /** Index into the sections. */
  readonly section: number;
  /** The id of its block; null in a table. */
  readonly block: string | null;
  readonly by: ChangeWriters;
}

/** Who made a change. */
export interface ChangeWriters {
  /** Indexes into the list of people that the history names; empty where nobody is known. */
  readonly people: readonly number[];
  /** When it was made last, in milliseconds since 1970; null where unknown. */
  readonly at: number | null;
  /** False where it is not known of all of its words. */
  readonly isWhole: boolean;
}
