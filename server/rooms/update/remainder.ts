import { type IdRange, type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";
import { type AcceptedUpdate, decodeWhole, encodeUpdate } from "./accepted-update.ts";
import type { KnownState } from "./known-state.ts";
import type { ClientStructs, Struct } from "./structs.ts";

/** The deletions of an update that the room does not have. */
interface NewDeletions {
  readonly deleted: IdRanges;
  readonly cut: boolean;
  readonly repeats: boolean;
}

export const NOTHING_DELETED: NewDeletions = { deleted: new Map(), cut: false, repeats: false };

/** Compares them with committed and with pending updates. */
export function newDeletions(deleted: IdRanges, known: KnownState): NewDeletions {
  const left = new Map<number, IdRange[]>();
  let total = 0;
  let afterCommitted = 0;
  let afterWaiting = 0;
  for (const [client, list] of unionIds(deleted)) {
    const uncommitted: IdRange[] = [];
    for (const range of list) {
      total += range.length;
      known.notDeleted(client, range, uncommitted);
    }
    const unknown: IdRange[] = [];
    for (const range of uncommitted) {
      afterCommitted += range.length;
      known.notDeletedByWaiting(client, range, unknown);
    }
    for (const range of unknown) afterWaiting += range.length;
    if (unknown.length > 0) left.set(client, unknown);
  }
  return { deleted: left, cut: afterWaiting < total, repeats: afterWaiting < afterCommitted };
}

/** The update without what is known already. */
export function remainder(
  sections: readonly ClientStructs[],
  deleted: IdRanges,
  known: KnownState,
): AcceptedUpdate {
  const rest: { client: number; structs: Struct[]; offset: number }[] = [];
  for (const { client, structs } of sections) {
    const next = known.nextClock(client);
    const left = structs.filter((struct) => struct.id.clock + struct.length > next);
    const first = left[0];
    if (first) rest.push({ client, structs: left, offset: Math.max(0, next - first.id.clock) });
  }
  const bytes = encodeUpdate(rest, deleted);
  // Only a split struct must be decoded again, which is rare.
  return rest.some(({ offset }) => offset > 0)
    ? { bytes, sections: decodeWhole(bytes).sections, deleted }
    : { bytes, sections: rest, deleted };
}
