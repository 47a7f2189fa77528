import type { DocumentStatus } from "#app/domain/document.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import type { ConnectionState, Ending, EditsRefused } from "./save-state.ts";

/** The page's view of its connection to the room. A new object on every change. */
export interface RoomState {
  readonly connection: ConnectionState;
  readonly ending: Ending | null;
  /** Whether the first sync of this page is done: the document is whole (R25). */
  readonly everSynced: boolean;
  /** An attempt to connect has failed, so a copy on the device is the best available. */
  readonly unreachable: boolean;
  readonly unsaved: number;
  readonly late: boolean;
  readonly refused: EditsRefused | null;
  /** The access that the room last granted; null before its first status. */
  readonly access: "read" | "write" | null;
  readonly status: DocumentStatus | null;
  /** Incremented whenever the room reports a change besides the text. */
  readonly changes: number;
}

/** The state before the room's first message. */
export const UNKNOWN_ROOM: RoomState = {
  connection: "connecting",
  ending: null,
  everSynced: false,
  unreachable: false,
  unsaved: 0,
  late: false,
  refused: null,
  access: null,
  status: null,
  changes: 0,
};

/** The meaning of a permanent close code (R2) for the page. */
export function endingOf(code: number): Ending {
  switch (code) {
    case CLOSE.signInAgain:
      return "signed-out";
    case CLOSE.noSuchDraft:
      return "no-such-draft";
    case CLOSE.reload:
      return "reload";
    case CLOSE.tooMany:
      return "too-many";
    case CLOSE.malformed:
      return "malformed";
    default:
      return "unknown";
  }
}
