import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import {
  holdOpen,
  noteUnsaved,
  settleNotes,
  unsavedNotes,
  type CopyName,
} from "./device-copies.ts";
import { DeviceCopy } from "./device-copy.ts";
import { EarlySocket } from "./early-socket.ts";
import { RoomProvider, roomsUrl } from "./room-provider.ts";
import { leavingLosesEdits } from "./save-state.ts";

/** The data of the draft and of its reader that the page was loaded with. */
export interface DraftPage {
  readonly documentId: string;
  readonly title: string;
  readonly userId: string;
  readonly generation: number;
  readonly schemaVersion: number;
  readonly access: "read" | "write";
  readonly status: DocumentStatus;
  /** ISO 8601. */
  readonly statusAt: string;
}

const NOTE_MS = 1_000;

/** One Y.Doc with everything that belongs to it: presence, the copy on the device, the room. */
export class OpenDraft {
  private readonly ownClients = new Set<number>();
  /** The name under which this visit records its unsaved changes. */
  private readonly tab = Math.random().toString(36).slice(2);
  private noted = 0;
  /** Unsaved changes that earlier visits recorded, under their own names until all is saved. */
  private keptChanges: number;
  private noteTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly release: () => Promise<unknown>;

  private constructor(
    private readonly name: CopyName,
    readonly doc: Y.Doc,
    readonly awareness: Awareness,
    readonly copy: DeviceCopy | null,
    readonly room: RoomProvider,
    private readonly takenOver: ReadonlyMap<string, number>,
    private readonly savedAtLoad: ReadonlyMap<number, number>,
  ) {
    // Clients of earlier visits with text in the copy that is not known to be saved.
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
      if (clock > (savedAtLoad.get(client) ?? 0)) this.ownClients.add(client);
    }
    this.release = holdOpen(name);
    this.keptChanges = totalOf(takenOver);
    room.on("change", this.note);
    room.once("saved", () => {
      this.keptChanges = 0;
      settleNotes(localStorage, this.takenOver);
    });
  }

  /**
   * Loads the device's copy and prepares the room's connection, which must not be opened before the
   * copy is loaded.
   * @param onBroken called when the device stops storing the copy.
   * @param withCopy false for a draft of which nothing is read from the device nor stored there.
   */
  static async open(page: DraftPage, onBroken: () => void, withCopy = true): Promise<OpenDraft> {
    const name: CopyName = page;
    const doc = new Y.Doc();
    flowRoot(doc);
    const copy = withCopy ? await DeviceCopy.open(name, page.title, doc, onBroken) : null;
    const takenOver = copy ? unsavedNotes(localStorage, name) : new Map<string, number>();
    const awareness = new Awareness(doc);
    const room = new RoomProvider({
      doc,
      awareness,
      serverUrl: roomsUrl(location),
      documentId: page.documentId,
      schema: page.schemaVersion,
      generation: page.generation,
      userId: page.userId,
      keptChanges: totalOf(takenOver),
      foreignOrigins: new Set(copy ? [copy.origin] : []),
      WebSocketPolyfill: EarlySocket,
    });
    const saved = copy?.savedVector;
    const savedAtLoad = Y.decodeStateVector(saved ?? Y.encodeStateVector(doc));
    return new OpenDraft(name, doc, awareness, copy, room, takenOver, savedAtLoad);
  }

  /**
   * The clock from which a client's text was written here and is not known to be saved; Infinity
   * for other people's clients.
   */
  savedUpTo(client: number): number {
    const known = this.room.savedVector;
    const loaded = this.savedAtLoad.get(client) ?? 0;
    const mine = client === this.doc.clientID || this.ownClients.has(client);
    if (!mine) return Infinity;
    return Math.max(loaded, known ? (Y.decodeStateVector(known).get(client) ?? 0) : 0);
  }

  get keptOnDevice(): boolean {
    return this.copy?.keeps ?? false;
  }

  /** Whether closing the page now would lose edits (see leavingLosesEdits). */
  get losesEditsNow(): boolean {
    const keptOnDevice = this.keptOnDevice && this.copy?.isWriting !== true;
    return leavingLosesEdits({ unsaved: this.room.state.unsaved, keptOnDevice });
  }

  /** Records the number of unsaved changes at once: the page may be closing. */
  readonly noteNow = (): void => {
    if (this.noteTimer) clearTimeout(this.noteTimer);
    this.noteTimer = null;
    this.copy?.writeGathered();
    void this.copy?.writeSaved();
    if (!this.keptOnDevice) return;
    this.noted = this.unrecorded;
    noteUnsaved(localStorage, this.name, this.tab, this.noted);
  };

  /** Unsaved changes that no earlier visit has recorded, so that none is counted twice. */
  private get unrecorded(): number {
    return Math.max(0, this.room.state.unsaved - this.keptChanges);
  }

  /** Closes the connection and the copy; the copy stays on the device. */
  async close(): Promise<void> {
    this.room.off("change", this.note);
    this.noteNow();
    this.room.destroy();
    await this.copy?.close();
    this.doc.destroy();
    await this.release();
  }

  /**
   * Records the first unsaved change at once, and later ones delayed: a count that is briefly too
   * high only makes the next page ask the room.
   */
  private readonly note = (): void => {
    this.copy?.hurry(this.room.state.connection !== "live");
    if (this.unrecorded === this.noted) return;
    if (this.noted === 0) this.noteNow();
    else this.noteTimer ??= setTimeout(this.noteNow, NOTE_MS);
  };
}

function totalOf(notes: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of notes.values()) total += count;
  return total;
}
