import type { CloseCode } from "#app/protocol/close-codes.ts";
import type { Connection } from "./connections.ts";

/** A participant as the room sees it: one open page of one person. */
export interface Member extends Connection {
  /** The person as the others see them (R14), as JSON. */
  readonly personJson: string;
  /** Whether its first sync step 1 was answered: from then on it receives others' updates (R25). */
  readonly isSynced: boolean;

  close(code: CloseCode): void;

  /** So many bytes that it sent are now pending, or (`freeWaiting`) no longer are (R12, R22). */
  addWaiting(bytes: number): void;
  freeWaiting(bytes: number): void;

  /** The room's entries up to this number are committed or refused: barriers may be answered. */
  committed(entry: number): void;
  /** The draft was closed: its entries after this number were refused (R17). */
  frozen(committedThrough: number): void;
  /**
   * Some of its entries no longer fit and were dropped: the client has to send the missing ones
   * again (R6).
   */
  dropped(): void;

  /** The draft's status may have changed (R16). */
  statusChanged(): void;
  /** Some of its updates could not be committed yet (R12). */
  delayed(): void;
  /** Commits work again (R12). */
  recovered(): void;
  /** The person was active here: their session is kept alive (R3). */
  used(): void;
}
