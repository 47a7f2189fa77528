import { ObservableV2 } from "lib0/observable";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { DocumentStatus } from "#app/domain/document.ts";
import {
  type CopyName,
  copyKey,
  deleteCopy,
  heldOpen,
  holdOpen,
  inTurn,
  keptCopies,
} from "./device-copies.ts";
import { DeviceCopy } from "./device-copy.ts";
import type { DeviceEvent } from "./device-people.ts";
import { lostEdits } from "#app/editor/recovery/lost-edits.ts";
import {
  insertedRange,
  recoverableBlocks,
  type RecoverableBlock,
} from "#app/editor/recovery/recoverable-edits.ts";
import { inFull, type Person } from "#app/editor/presence/people.ts";
import { RecentPeople } from "#app/editor/presence/recent-people.ts";
import { dropEarlySocket } from "./early-socket.ts";
import { OpenDraft, type DraftPage } from "./open-draft.ts";
import { type RoomState, UNKNOWN_ROOM } from "./room-state.ts";
import type { RoomProvider } from "./room-provider.ts";
import {
  loadRecoverableEdits,
  deleteRecoverableEdits,
  storeRecoverableEdits,
  type RecoverableEdits,
  type RecoveryReason,
} from "#app/editor/recovery/recovery-store.ts";
import { reportUnlessUnreachable, unreachable } from "#app/ui/unreachable.ts";
import { withDevice } from "./with-device.ts";

export type { DraftPage } from "./open-draft.ts";

/** The shared document that the editor shows. A fresh start replaces it. */
export interface LiveDraft {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /**
   * Its `before-others` fires directly before others' edits are applied: input that the editor has
   * not read from the browser by then would be overwritten.
   */
  readonly room: Pick<RoomProvider, "on" | "off">;
}

/** The state of the draft that the desk shows. A new object on every change. */
export interface SessionState {
  readonly room: RoomState;
  readonly access: "read" | "write";
  readonly status: DocumentStatus;
  readonly statusAt: string;
  readonly keptOnDevice: boolean;
  /** Whether reloading the page offline opens the draft, because the device has cached the page. */
  readonly reloads: boolean;
  /**
   * The room reports that the draft was reopened or the workspace updated: the page has to ask
   * which.
   */
  readonly isStale: boolean;
  /** The document to show; null until it is whole; no input is accepted before (R25). */
  readonly live: LiveDraft | null;
  /** Recoverable edits beside the draft. */
  readonly offered: readonly RecoverableEdits[];
  /** Whether some of them are only in this window because the device has no storage. */
  readonly offeredOnlyHere: boolean;
}

/** Edits that were set aside before it was known which of them the room had accepted. */
interface UncertainEdits {
  readonly edits: RecoverableEdits;
  /** The document in which they were found, and up to where it was known to be saved. */
  readonly state: Uint8Array;
  readonly saved: Uint8Array;
}

/** The state vector of an empty document. */
const NOTHING_SAVED = Uint8Array.of(0);

/** The entry of a copy that is kept since it could not be read. */
const UNREAD = "";

/**
 * Milliseconds that a whole copy waits for the room before it is shown: the room's text is newer.
 */
const ROOM_WAIT_MS = 1_500;
/** Milliseconds after which the editor of a discarded document has certainly stopped. */
const EDITOR_STOP_MS = 100;
/** Milliseconds for which a page that was left continues saving in the background. */
const LINGER_MS = 5_000;

/**
 * One person's work on one draft in one window: opens copy and room in the right order, starts
 * afresh where the rules require it, and keeps all edits that can't be saved.
 */
export class DeskSession extends ObservableV2<{ change: (state: SessionState) => void }> {
  private current: SessionState;
  private draft: OpenDraft | null = null;
  private roomTimer: ReturnType<typeof setTimeout> | null = null;
  private marked = false;
  private startingAfresh = false;
  private mustReload = false;
  private left = false;
  private uncertain: UncertainEdits[] = [];
  private readonly onlyHere = new Set<string>();
  /**
   * The copies that still hold edits which could not be stored beside the draft, by the id of those
   * edits. This window opens none of them again: it would send what the room never accepts.
   */
  private readonly heldCopies = new Map<string, CopyName>();

  private page: DraftPage;

  constructor(first: DraftPage) {
    super();
    const page = first;
    this.page = page;
    const { access, status, statusAt } = page;
    this.current = {
      room: UNKNOWN_ROOM,
      access,
      status,
      statusAt,
      keptOnDevice: false,
      reloads: false,
      isStale: false,
      live: null,
      offered: [],
      offeredOnlyHere: false,
    };
    void this.start();
  }

  get state(): SessionState {
    return this.current;
  }

  /** Leaves the draft. Pending changes may still arrive; the copy on the device stays. */
  leave(): void {
    this.left = true;
    if (this.roomTimer) clearTimeout(this.roomTimer);
    for (const [type, listener] of this.listeners) window.removeEventListener(type, listener);
    document.removeEventListener("visibilitychange", this.onVisible);
    const { draft } = this;
    if (!draft) return dropEarlySocket();
    draft.room.off("change", this.onRoom);
    const { connection, unsaved } = draft.room.state;
    if (connection !== "live" || unsaved === 0) return void draft.close();
    const close = () => {
      clearTimeout(limit);
      void draft.close();
    };
    const limit = setTimeout(close, LINGER_MS);
    draft.room.once("saved", close);
  }

  /** Connects again after a permanent refusal, on the person's request. */
  tryAgain(): void {
    this.draft?.room.connect();
  }

  /**
   * [R17] Continues with reloaded page data. If it is of another generation, unsaved edits are set
   * aside and offered, and work continues with the new one; if not, this page itself is outdated,
   * and has to be reloaded.
   */
  async continueWith(
    page: Pick<DraftPage, "generation" | "schemaVersion" | "access" | "status" | "statusAt">,
  ) {
    const { generation, schemaVersion, access, status, statusAt } = page;
    const isSame = generation === this.page.generation;
    if (isSame && !this.current.isStale) return;
    if (isSame || schemaVersion !== this.page.schemaVersion || !this.draft) return this.stop();
    await this.startAfresh("generation", {
      ...this.page,
      generation,
      access,
      status,
      statusAt,
    });
  }

  /** Sets whether the device has cached the page itself. */
  noteReloads(reloads: boolean): void {
    if (this.current.reloads !== reloads) this.change({ reloads });
  }

  /** The draft's state could not be determined, or the page is outdated: it has to be reloaded. */
  stop(): void {
    this.mustReload = true;
    this.change({ isStale: false });
    if (this.draft) this.onRoom(this.draft.room.state);
  }

  /** Deletes edits that were inserted or discarded. */
  async drop(edits: RecoverableEdits): Promise<void> {
    await deleteRecoverableEdits(this.page.userId, edits.id);
    const copy = this.heldCopies.get(edits.id);
    this.heldCopies.delete(edits.id);
    if (copy && !this.holds(copy)) await deleteCopy(copy);
    this.offer(this.current.offered.filter(({ id }) => id !== edits.id));
  }

  private offer(offered: readonly RecoverableEdits[]): void {
    const offeredOnlyHere = offered.some(({ id }) => this.onlyHere.has(id));
    this.change({ offered, offeredOnlyHere });
  }

  /** Whether edits are nowhere on this device but in that copy. */
  private holds(copy: CopyName): boolean {
    return [...this.heldCopies.values()].some((held) => copyKey(held) === copyKey(copy));
  }

  /** Deletes a copy, unless its edits could be stored nowhere else: then the next visit finds it. */
  private async deleteCopyOf(copy: CopyName, edits: RecoverableEdits | null): Promise<void> {
    if (edits && this.onlyHere.has(edits.id)) this.heldCopies.set(edits.id, copy);
    if (!this.holds(copy)) await deleteCopy(copy);
  }

  private async start(): Promise<void> {
    for (const [type, listener] of this.listeners) window.addEventListener(type, listener);
    document.addEventListener("visibilitychange", this.onVisible);
    await this.setAsideOtherGenerations();
    void this.loadOffered();
    await this.open();
  }

  private async loadOffered(): Promise<void> {
    const { userId, documentId } = this.page;
    const kept = (await loadRecoverableEdits(userId)).filter(
      (edits) => edits.documentId === documentId,
    );
    const known = new Set(this.current.offered.map(({ id }) => id));
    const more = kept.filter(({ id }) => !known.has(id));
    if (more.length > 0) this.offer([...more, ...this.current.offered]);
  }

  private async open(): Promise<OpenDraft | null> {
    const draft = await OpenDraft.open(
      this.page,
      () => this.change({ keptOnDevice: false }),
      !this.holds(this.page),
    );
    if (this.left) {
      await draft.close();
      return null;
    }
    this.draft = draft;
    this.marked = false;
    draft.room.on("change", this.onRoom);
    draft.room.on("saved", () => {
      const { savedVector } = draft.room;
      if (savedVector) draft.copy?.noteSaved(savedVector);
    });
    const recent = new RecentPeople(draft.awareness);
    draft.doc.on("afterTransaction", (transaction: Y.Transaction) => {
      const { unsaved, connection } = draft.room.state;
      if (transaction.local || unsaved === 0) return;
      const blocks = lostEdits(transaction, (client) => draft.savedUpTo(client));
      if (blocks.length === 0) return;
      // Edits that arrive with a sync may be by anybody who has been here since.
      const by = connection === "live" ? recent.onlyOther() : null;
      void this.keep("merged-away", blocks, by);
    });
    draft.room.on("foreign-client", () => void this.startAfresh("fresh-start"));
    this.change({ keptOnDevice: draft.keptOnDevice, room: draft.room.state });
    draft.room.connect();
    this.roomTimer = setTimeout(() => this.show(true), ROOM_WAIT_MS);
    return draft;
  }

  /** [R17] A copy of another generation is never merged; its unsaved edits are set aside. */
  private async setAsideOtherGenerations(): Promise<void> {
    const { userId, documentId, generation } = this.page;
    for (const copy of keptCopies(localStorage, userId)) {
      if (copy.documentId !== documentId || copy.generation === generation) continue;
      if (copy.unsaved > 0) await this.setAside(copy, "generation");
      else await deleteCopy(copy);
    }
  }

  /**
   * Sets aside what a copy holds beyond `saved`, and deletes it. `own` is the document of this window, which
   * holds the copy open. Windows of one person share a copy, so one that was closed may have left words
   * there. While another has it open, the copy stays and says what was set aside: none does that twice.
   */
  private async setAside(
    copy: CopyName & { readonly title: string },
    reason: RecoveryReason,
    own?: Y.Doc,
    saved: Uint8Array = NOTHING_SAVED,
  ): Promise<RecoverableEdits | null> {
    let edits: RecoverableEdits | null = null;
    await inTurn(copy, async () => {
      const isOpen = (await heldOpen(copy)) > (own ? 1 : 0);
      const isHeld = this.holds(copy);
      // After 4409 an open window still sends its own words.
      const isRead = !isHeld && !(isOpen && reason === "fresh-start");
      let doc = new Y.Doc();
      const kept = isRead ? await DeviceCopy.open(copy, copy.title, doc, () => {}) : null;
      // It may have been read in part.
      if (!kept) doc = new Y.Doc();
      if (own) Y.applyUpdate(doc, Y.encodeStateAsUpdate(own));
      const upTo = later(saved, kept?.savedVector ?? NOTHING_SAVED);
      edits = await this.keepUncertain(reason, doc, upTo);
      if (!edits || !this.onlyHere.has(edits.id)) {
        kept?.noteSaved(later(upTo, Y.encodeStateVector(doc)));
      }
      await kept?.close();
      if (kept && !isOpen) await this.deleteCopyOf(copy, edits);
      // A later visit tries again, and this one leaves it alone.
      else if (own && !isHeld) this.heldCopies.set(UNREAD, copy);
    });
    return edits;
  }

  /** Keeps edits beside the draft, to be offered. */
  private async keep(
    reason: RecoveryReason,
    found: readonly RecoverableBlock[],
    by: Person | null = null,
  ): Promise<RecoverableEdits | null> {
    const blocks = withText(found);
    if (blocks.length === 0) return null;
    const { userId, documentId } = this.page;
    const at = new Date().toISOString();
    const id = crypto.randomUUID();
    const removedBy = by && {
      removedBy: by.userId === userId ? "You, in another window," : inFull(by),
    };
    const edits: RecoverableEdits = { id, documentId, reason, at, blocks, ...removedBy };
    if (!(await storeRecoverableEdits(userId, edits))) this.onlyHere.add(edits.id);
    // Edits that are inserted again automatically are offered only if that fails.
    if (reason !== "fresh-start") this.offer([...this.current.offered, edits]);
    return edits;
  }

  /** The same for changes without a receipt: the room may have accepted some of them. */
  private async keepUncertain(
    reason: RecoveryReason,
    doc: Y.Doc,
    saved: Uint8Array,
  ): Promise<RecoverableEdits | null> {
    const state = Y.encodeStateAsUpdate(doc);
    const edits = await this.keep(reason, recoverableBlocks(doc, saved));
    if (edits) this.uncertain.push({ edits, state, saved });
    return edits;
  }

  /**
   * Once the draft is whole, edits that it contains are no longer offered: inserting them would
   * duplicate them.
   */
  private resolveUncertain(draft: Y.Doc): void {
    for (const { edits, state, saved } of this.uncertain.splice(0)) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      const upTo = later(saved, Y.encodeStateVector(draft));
      const blocks = withText(recoverableBlocks(doc, upTo));
      doc.destroy();
      const { offered } = this.current;
      if (blocks.length === 0) void this.drop(edits);
      else if (offered.some(({ id }) => id === edits.id)) {
        const rest = { ...edits, blocks };
        void storeRecoverableEdits(this.page.userId, rest);
        this.offer(offered.map((each) => (each.id === edits.id ? rest : each)));
      }
    }
  }

  private readonly onRoom = (room: RoomState): void => {
    const { draft } = this;
    if (!draft) return;
    if (room.ending === "reload" && !this.mustReload) {
      // Not an error yet: most likely somebody sent the draft back to its writers.
      const asking = { ...room, ending: null, connection: "connecting" } as const;
      return this.change({ room: asking, isStale: true, live: null });
    }
    const status = room.status ?? this.current.status;
    const statusAt =
      status === this.current.status ? this.current.statusAt : new Date().toISOString();
    this.change({ room, access: room.access ?? this.current.access, status, statusAt });
    this.show(false);
    if (room.everSynced && this.uncertain.length > 0) this.resolveUncertain(draft.doc);
    if (room.everSynced && !this.marked) {
      this.marked = true;
      void draft.copy?.markWhole();
    }
    if (room.ending === "no-such-draft") {
      this.change({ live: null });
      this.offer([]);
      this.leaveDevice("access-lost", this.page.documentId);
    }
    if (room.ending === "signed-out") this.leaveDevice("session-ended", null);
    if (room.refused === "frozen" || room.refused === "read-only") void this.startAfresh("frozen");
  };

  private leaveDevice(event: DeviceEvent, documentId: string | null): void {
    withDevice(({ leaveDevice }) => leaveDevice(this.page.userId, event, documentId));
  }

  /**
   * Shows the document once it is whole: after the first sync, or from a whole copy if that takes
   * too long.
   */
  private show(patienceIsOver: boolean): void {
    const { draft } = this;
    const { live, isStale } = this.current;
    if (!draft || live?.doc === draft.doc || this.startingAfresh || isStale) return;
    const { everSynced, unreachable, ending } = draft.room.state;
    // [R5] Nothing of a draft is shown to somebody who lost access, whatever this page still holds.
    if (ending === "no-such-draft") return;
    const fromCopy = draft.copy?.loadedWhole === true && (unreachable || patienceIsOver);
    if (everSynced || fromCopy) {
      const { doc, awareness, room } = draft;
      this.change({ live: { doc, awareness, room } });
    }
  }

  /**
   * Creates a new Y.Doc in place of one with edits that the room will never accept under it. With
   * `fresh-start` (R7) they are inserted again under new client ids; with `frozen` and `generation`
   * (R17) they are offered.
   */
  private async startAfresh(
    reason: "fresh-start" | "frozen" | "generation",
    next: DraftPage = this.page,
  ): Promise<void> {
    const { draft } = this;
    if (!draft || this.startingAfresh) return;
    this.startingAfresh = true;
    // Of a draft that was sent back meanwhile the room tells again, when it is asked for what is opened here.
    draft.room.off("change", this.onRoom);
    this.change({ live: null });
    // A key may be on its way to the editor, which accepts none from now on.
    await new Promise((resolve) => {
      setTimeout(resolve, EDITOR_STOP_MS);
    });
    const release = holdOpen(this.page);
    await draft.close();
    const { doc } = draft;
    const saved = draft.room.savedVector ?? draft.copy?.savedVector ?? NOTHING_SAVED;
    let kept: RecoverableEdits | null = null;
    let words: Uint8Array | null = null;
    if (reason === "fresh-start") {
      kept = await this.keep(reason, recoverableBlocks(doc, saved));
      words = await underFreshIds(doc, saved);
      if (kept && !words) this.offer([...this.current.offered, kept]);
      const known = later(saved, Y.encodeStateVector(doc));
      const others = await this.setAside(this.page, reason, doc, known);
      if (others) this.offer([...this.current.offered, others]);
    } else await this.setAside(this.page, reason, doc, saved);
    await release();
    if (next !== this.page) {
      const { access, status, statusAt } = next;
      this.page = next;
      // The page cached on the device belongs to the previous draft.
      this.change({ access, status, statusAt, isStale: false, reloads: false });
    }
    const opened = await this.open();
    this.startingAfresh = false;
    if (words && opened) this.putBack(opened, words, kept);
    // Another window may have set aside what this one wrote.
    else void this.loadOffered();
  }

  /**
   * Inserts own edits into a fresh document once it is whole, and deletes the spare copy when
   * saved.
   */
  private putBack(draft: OpenDraft, words: Uint8Array, spare: RecoverableEdits | null): void {
    let applied = false;
    draft.room.on("change", ({ everSynced }) => {
      if (!everSynced || applied) return;
      applied = true;
      Y.applyUpdate(draft.doc, words, this);
      draft.room.on(
        "saved",
        () => spare && void deleteRecoverableEdits(this.page.userId, spare.id),
      );
    });
  }

  private readonly onVisible = (): void => {
    if (document.visibilityState === "visible") this.draft?.room.wake();
    else this.draft?.noteNow();
  };
  private readonly onWake = (): void => this.draft?.room.wake();
  private readonly onPageHide = (): void => this.draft?.noteNow();
  /** The browser's own question, where closing or reloading would lose edits. */
  private readonly onBeforeUnload = (event: Event): void => {
    this.draft?.noteNow();
    if (this.draft?.losesEditsNow || this.current.offeredOnlyHere) event.preventDefault();
  };
  private readonly listeners = [
    ["online", this.onWake],
    ["offline", this.onWake],
    ["pageshow", this.onWake],
    ["pagehide", this.onPageHide],
    ["beforeunload", this.onBeforeUnload],
  ] as const;

  private change(part: Partial<SessionState>): void {
    if (this.left) return;
    this.current = { ...this.current, ...part };
    this.emit("change", [this.current]);
  }
}

/** Drops blocks whose unsaved text is only blanks. */
function withText(found: readonly RecoverableBlock[]): RecoverableBlock[] {
  return found.filter((block) => insertedRange(block).words.trim() !== "");
}

/** The state vector that covers both. */
function later(one: Uint8Array, other: Uint8Array): Uint8Array {
  const clocks = Y.decodeStateVector(one);
  for (const [client, clock] of Y.decodeStateVector(other)) {
    clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  }
  return Y.encodeStateVector(clocks);
}

/** Null where its code can't be loaded, or fails: the edits are then offered. */
async function underFreshIds(doc: Y.Doc, saved: Uint8Array): Promise<Uint8Array | null> {
  try {
    const { reissueLocalUpdate } =
      await import("#app/editor/recovery/reissue-local-update.ts").catch(unreachable);
    return reissueLocalUpdate(Y.encodeStateAsUpdate(doc), saved, freshClientId);
  } catch (error) {
    reportUnlessUnreachable(error);
    return null;
  }
}

function freshClientId(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
