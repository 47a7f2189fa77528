import type { Identity } from "#server/rooms/ports.ts";
import type { Room } from "#server/rooms/room/room.ts";

/** The gate's decision about a session when it joined. */
export interface Seat {
  readonly documentId: string;
  readonly identity: Identity;
  readonly matterId: string;
  /** The organizations of the matter whose own threads they may read (M2). */
  readonly threadOrganizations: ReadonlySet<string>;
  /** The last line of the audit record that was read before the person's rights were. */
  readonly recordRead: number;
}

/** A session's place in a room. */
export interface RoomSeat extends Seat {
  readonly room: Room;
  /** The person as the others see them (R14), as JSON. */
  readonly personJson: string;
}

/** The state of a session. */
export type SyncState =
  /** Not in a room yet; its socket is not read. */
  | { readonly kind: "joining" }
  /** In a room with write access; synced once its first sync step 1 is answered (R25). */
  | { readonly kind: "live"; readonly seat: RoomSeat; readonly isSynced: boolean }
  /** In a room with read access only (R8). */
  | { readonly kind: "read-only"; readonly seat: RoomSeat; readonly isSynced: boolean }
  /** In no room: it hears of the draft's threads and status, and of no word and nobody (R39). */
  | { readonly kind: "listening"; readonly seat: Seat; readonly isSynced: boolean }
  /** Rights changed: nothing more from it is accepted, and it will be closed (R5). */
  | { readonly kind: "revoked"; readonly seat: Seat }
  /** Closing; `since` in milliseconds of the monotonic clock. */
  | { readonly kind: "leaving"; readonly since: number };

/** Joined, and not revoked. */
export type Seated = Extract<SyncState, { readonly isSynced: boolean }>;
