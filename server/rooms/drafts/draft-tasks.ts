import type { TextPaint } from "#app/document/rendering/text-paint.ts";
import type { AskedEdit, DraftEdit } from "#app/document/acceptance/draft-edit.ts";
import type { KeptBlocks } from "#app/document/acceptance/overtaken.ts";
import type { DraftProse } from "#app/document/draft-prose.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { DoneRanges } from "#app/document/changes/index.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { Conflicts } from "#server/rooms/update/conflicts.ts";
import type { MeasuredInput } from "./update-costs.ts";

/** A compacted draft. */
export interface Compacted {
  readonly bytes: Uint8Array;
  /**
   * All deleted ids, including those without a delete operation: a document itself deletes what two
   * people set, or inserted into something deleted, at the same time.
   */
  readonly deleted: IdRanges;
}

/** A draft as stored, and after how many of its rows it is wanted, ascending. */
export interface BaselineCuts {
  readonly base: Uint8Array | null;
  readonly rows: readonly Uint8Array[];
  readonly cuts: readonly number[];
  /** The parts of an earlier state that they may go on from (R43), each compressed; default: none. */
  readonly earlier?: readonly Uint8Array[] | undefined;
}

/** A draft at one cut, as an update compressed with gzip. */
export interface MadeBaseline {
  readonly bytes: Uint8Array;
  /**
   * The update goes on from this: the earlier state, or the one of that index among the cuts; null where it
   * is the whole draft.
   */
  readonly from: "earlier" | number | null;
}

/** A draft with a baseline, compressed, and who did what since: to count the changes of each. */
export interface CountedDraft {
  readonly baseline: Uint8Array;
  readonly parts: readonly Uint8Array[];
  readonly doers: DoneRanges;
}

/** How many changes each person made, by their index; null for what nobody is known to have done. */
export type ChangeCounts = readonly (readonly [person: number | null, changes: number])[];

/** A draft and what a command writes into it. */
export interface EditedDraft {
  readonly parts: readonly Uint8Array[];
  readonly asked: AskedEdit;
}

/** A draft, and an update that may be taken; null to measure the draft alone. */
export interface MeasuredConflicts {
  readonly parts: readonly Uint8Array[];
  readonly update: Uint8Array | null;
}

/** The draft without the update, and with it. */
export interface FoundConflicts {
  readonly before: Conflicts;
  readonly after: Conflicts;
}

/** Suggestions that were just accepted, and open ones for the same draft. */
export interface DecidedAndOpen {
  readonly accepted: readonly KeptBlocks[];
  readonly open: readonly KeptBlocks[];
}

/** A draft that comes from elsewhere, with what it was at moments. */
export interface ForeignDraft {
  readonly parts: readonly Uint8Array[];
  /** The Yjs clients that belong to somebody (R7). */
  readonly clients: readonly number[];
  /** Each compressed. */
  readonly baselines: readonly Uint8Array[];
}

export interface DraftTasks {
  checked(input: ForeignDraft): Promise<boolean>;
  overtaken(input: DecidedAndOpen): Promise<readonly number[]>;
  edit(input: EditedDraft): Promise<DraftEdit>;
  countChanges(input: CountedDraft): Promise<ChangeCounts>;
  baselines(input: BaselineCuts): Promise<readonly MadeBaseline[]>;
  joined(parts: readonly Uint8Array[]): Promise<Uint8Array>;
  compact(parts: readonly Uint8Array[]): Promise<Compacted>;
  prose(update: Stored): Promise<DraftProse>;
  paint(draft: Stored | DraftOnPage): Promise<TextPaint>;
  measure(input: MeasuredInput): Promise<void>;
  conflicts(input: MeasuredConflicts): Promise<FoundConflicts>;
  typedText(updates: readonly Uint8Array[]): Promise<readonly string[]>;
}

/** A task as sent to the worker. */
export interface DraftTask {
  readonly name: keyof DraftTasks;
  readonly input: unknown;
}

/** A draft as one update, or as updates in order, which the worker merges. */
export type Stored = Uint8Array | readonly Uint8Array[];

/** A draft's bytes with the details that it is rendered with. */
export interface DraftOnPage {
  readonly update: Stored;
  readonly page: PageDetails;
}
