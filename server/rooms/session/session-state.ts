import type { Identity } from "#server/rooms/ports.ts";
import type { Room } from "#server/rooms/room/room.ts";

/** What is known of a session since it is in a room. */
export interface Seat {
  readonly room: Room;
  readonly identity: Identity;
  readonly matterId: string;
  /** The person as the others see them (R14), as JSON. */
  readonly personJson: string;
}

/** Where a session stands. */
export type SyncState =
  /** Not yet in a room; its socket is not read. */
  | { readonly kind: "joining" }
  /** In a room and may write; synced once its first sync step 1 is answered (R25). */
  | { readonly kind: "live"; readonly seat: Seat; readonly isSynced: boolean }
  /** In a room and may only read (R8). */
  | { readonly kind: "read-only"; readonly seat: Seat; readonly isSynced: boolean }
  /** Rights changed: nothing more of it is taken, and it will be closed (R5). */
  | { readonly kind: "revoked"; readonly seat: Seat }
  /** Closing; `since` in milliseconds of the monotonic clock. */
  | { readonly kind: "leaving"; readonly since: number };

/** In a room, and not revoked. */
export type Seated = Extract<SyncState, { readonly isSynced: boolean }>;
