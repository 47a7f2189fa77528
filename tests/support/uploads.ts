import { done } from "#app/domain/refusal.ts";
import type { UploadRoom } from "#server/upload-room.ts";
import type { Requester } from "#server/workers/lane.ts";

/** Room for that many bytes, which nobody counts. */
export function roomFor(left = Infinity): UploadRoom {
  return {
    left,
    full: "Ask whoever runs this workspace.",
    take: async () => done(),
    giveBack: async () => undefined,
  };
}

/** Somebody of an organization; without one, of their own. */
export function of(userId: string, lane = userId): Requester {
  return { userId, lane };
}
