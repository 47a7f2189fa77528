import type { DraftProse } from "#app/document/draft-prose.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { MeasuredInput } from "./update-costs.ts";

/** A draft that has been through a document. */
export interface Compacted {
  readonly bytes: Uint8Array;
  /**
   * Everything deleted in it: also what nobody deleted by name, since a document removes by itself
   * what two people set, or put into something removed, at the same moment.
   */
  readonly deleted: IdRanges;
}

export interface DraftTasks {
  compact(parts: readonly Uint8Array[]): Promise<Compacted>;
  prose(update: Stored): Promise<DraftProse>;
  html(draft: Stored | DraftOnPage): Promise<string>;
  measure(input: MeasuredInput): Promise<void>;
  typedText(updates: readonly Uint8Array[]): Promise<readonly string[]>;
}

/** A task as it goes to the worker. */
export interface DraftTask {
  readonly name: keyof DraftTasks;
  readonly input: unknown;
}

/** A draft as one update, or as updates in order, which are put together in the worker. */
export type Stored = Uint8Array | readonly Uint8Array[];

/** A draft's bytes with the facts that it is drawn with. */
export interface DraftOnPage {
  readonly update: Stored;
  readonly page: PageDetails;
}
