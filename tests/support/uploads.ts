import { done } from "#app/domain/refusal.ts";
import type { UploadRoom } from "#server/upload-room.ts";
import type { Requester } from "#server/workers/queue-key.ts";

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
export function of(userId: string, queueKey = userId): Requester {
  return { userId, queueKey };
}
