import type { IdRange } from "#app/protocol/id-ranges.ts";
import type { KindOf } from "./type-index.ts";

/** What the validator must know of the draft; StateIndex is one. */
export interface KnownState {
  committedClock(client: number): number;
  nextClock(client: number): number;
  notDeleted(client: number, range: IdRange, out: IdRange[]): void;
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void;
  /** What the shared types are that the room knows, of committed updates and of those that wait. */
  readonly kindOf: KindOf;
}
