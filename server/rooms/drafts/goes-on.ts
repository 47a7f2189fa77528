import { subtractIds } from "#app/protocol/id-ranges.ts";
import { readState } from "#server/rooms/update/accepted-update.ts";
import type { ScannedState } from "#server/rooms/update/scan.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";

/** Part of a draft beyond an earlier state of it, as an update; null where it does not go on from that. */
export function beyond(
  earlier: Pick<ScannedState, "clocks" | "deleted">,
  draft: Uint8Array,
): Uint8Array | null {
  const { clocks, deleted } = readState(draft);
  for (const [client, clock] of earlier.clocks) {
    if ((clocks.get(client) ?? 0) < clock) return null;
  }
  if (subtractIds(earlier.deleted, deleted).size > 0) return null;
  const structs = new StructStore();
  structs.add(draft);
  return structs.since(earlier.clocks, subtractIds(deleted, earlier.deleted));
}
