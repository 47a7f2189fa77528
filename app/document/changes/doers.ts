import { AuthorIndex, type AuthoredRange } from "#app/protocol/authored-ranges.ts";
import type { Doer, DoerOf } from "./change.ts";

/** The people who inserted and deleted ids since a baseline, as the server tells it (R9). */
export interface DoneRanges {
  readonly inserted: readonly AuthoredRange[];
  readonly deleted: readonly AuthoredRange[];
}

/**
 * Looks doers up in what was committed.
 * @param personOf the name of the person with an index.
 * @param unknown tells of what no commit covers.
 */
export function doersFrom(
  ranges: DoneRanges,
  personOf: (index: number) => string,
  unknown: (did: "inserted" | "deleted", client: number, clock: number) => Doer | null,
): DoerOf {
  const indexes = {
    inserted: new AuthorIndex(ranges.inserted),
    deleted: new AuthorIndex(ranges.deleted),
  };
  return (did, client, clock) => {
    const { range, until } = indexes[did].find(client, clock);
    const doer = range ? { person: personOf(range[3]), at: range[4] } : unknown(did, client, clock);
    return { doer, until };
  };
}
