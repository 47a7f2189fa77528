import type { IdRange } from "#app/protocol/id-ranges.ts";
import type { KindOf } from "./type-index.ts";

/** The state of the draft that the validator needs; implemented by StateIndex. */
export interface KnownState {
  committedClock(client: number): number;
  nextClock(client: number): number;
  notDeleted(client: number, range: IdRange, out: IdRange[]): void;
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void;
  /** The kinds of the room's shared types, of committed and pending updates. */
  readonly kindOf: KindOf;
}
