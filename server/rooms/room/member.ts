import type { CloseCode } from "#app/protocol/close-codes.ts";
import type { Frame } from "#server/rooms/socket/frames.ts";

/** Somebody in a room, as the room sees them: one open page of one person. */
export interface Member {
  readonly userId: string;
  /** The person as the others see them (R14), as JSON. */
  readonly personJson: string;
  /** Its first sync step 1 was answered: from then on it is sent what others write (R25). */
  readonly isSynced: boolean;

  send(frame: Frame): void;
  close(code: CloseCode): void;

  /** So many bytes that it sent wait for their commit, or no longer do (R12, R22). */
  addWaiting(bytes: number): void;
  freeWaiting(bytes: number): void;

  /** The room's entries up to this number are committed, or were refused: barriers may be answered. */
  settled(entry: number): void;
  /** The draft was closed: of its entries those behind this number were refused (R17). */
  frozen(settledThrough: number): void;
  /** Entries of it no longer fit and were dropped: the client has to send again what is missing (R6). */
  dropped(): void;

  /** The draft's status may be another (R16). */
  statusChanged(): void;
  /** What it sent could not be committed yet (R12). */
  delayed(): void;
  /** Commits work again (R12). */
  recovered(): void;
  /** The person does something here: their session is kept alive (R3). */
  used(): void;
}
