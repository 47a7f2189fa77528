import type { DocumentStatus } from "#app/domain/document.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import type { ConnectionState, Ending, WordsRefused } from "./save-state.ts";

/** What the page knows of its place in the room. A new object whenever something in it changes. */
export interface RoomState {
  readonly connection: ConnectionState;
  readonly ending: Ending | null;
  /** The first sync of this page is done: the document is whole (R25). */
  readonly everSynced: boolean;
  /** An attempt to connect has failed, so a copy kept on the device is the best there is. */
  readonly unreachable: boolean;
  readonly unsaved: number;
  readonly late: boolean;
  readonly refused: WordsRefused | null;
  /** What the room last said; null before it has. */
  readonly access: "read" | "write" | null;
  readonly status: DocumentStatus | null;
  /** How often the room has said that there is something new beside the words. */
  readonly news: number;
}

/** Before the first word from the room. */
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
  news: 0,
};

/** What a permanent close code (R2) means to the page. */
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
