import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { type CopyName, copyKey, registerCopy } from "./device-copies.ts";

/** Set in the copy once a whole draft has been written into it (R25). */
const WHOLE = "whole";
/** The state vector up to which the server has confirmed the copy's content. */
const SAVED = "saved";
const SAVED_MS = 1_000;
/**
 * Milliseconds for which updates are collected before they are written, while the room accepts
 * them.
 */
const GATHER_MS = 300;
/**
 * The longest that opening a copy may delay the page, in milliseconds; after it the page works
 * without.
 */
const OPEN_MS = 5_000;

/**
 * One draft's copy on this device (y-indexeddb), with what y-indexeddb does not report: whether it
 * could be opened at all, whether a write failed, and whether the loaded copy is a whole draft.
 */
export class DeviceCopy {
  /** Whether the loaded copy was a whole draft, so that it may be edited (R25). */
  readonly loadedWhole: boolean;
  private broken = false;
  private savedTimer: ReturnType<typeof setTimeout> | null = null;

  private gathered: Uint8Array[] = [];
  private gatherTimer: ReturnType<typeof setTimeout> | null = null;
  private inHurry = true;
  private writing = 0;

  private constructor(
    private readonly doc: Y.Doc,
    private readonly store: IndexeddbPersistence,
    private readonly onBroken: () => void,
    loadedWhole: boolean,
    /** Up to where the server has confirmed the copy's content, as far as is known. */
    private saved: Uint8Array | null,
  ) {
    this.loadedWhole = loadedWhole;
    // y-indexeddb would start a transaction with every key.
    // oxlint-disable-next-line no-underscore-dangle -- it has no setting for it
    doc.off("update", store._storeUpdate);
    doc.on("update", this.gather);
    const { db } = store as { db: IDBDatabase | null };
    db?.addEventListener("abort", this.fail);
    db?.addEventListener("close", this.fail);
    // Another window deletes the copy (sign-out, 4404): y-indexeddb would throw on the next change.
    db?.addEventListener("versionchange", this.fail);
  }

  /**
   * Opens the copy and loads it into `doc`. Null where the browser has no storage (private windows,
   * no disk space, storage switched off), or another window deletes it at this moment: the page then works
   * without and says so.
   */
  static async open(
    name: CopyName,
    title: string,
    doc: Y.Doc,
    onBroken: () => void,
  ): Promise<DeviceCopy | null> {
    if (!(await canKeep())) return null;
    const store = new IndexeddbPersistence(copyKey(name), doc);
    const loaded = await withinTime(store.whenSynced, OPEN_MS);
    if (!loaded) {
      void store.destroy();
      return null;
    }
    registerCopy(localStorage, name, title);
    // Read now: a copy that breaks later knows them still. Another window may just have deleted it.
    const whole: unknown = await store.get(WHOLE).catch(() => null);
    if (whole === null) {
      void store.destroy();
      return null;
    }
    // Written by writeSaved alone.
    const saved = (await store.get(SAVED).catch(() => undefined)) as ArrayBuffer | undefined;
    return new DeviceCopy(doc, store, onBroken, whole === 1, saved ? new Uint8Array(saved) : null);
  }

  /** The origin of the updates that loading applies: they are not local changes. */
  get origin(): unknown {
    return this.store;
  }

  /** Whether new changes are still stored. */
  get keeps(): boolean {
    return !this.broken;
  }

  /** Whether some changes are not on disk yet: closing the page now might lose them. */
  get isWriting(): boolean {
    return this.writing > 0 || this.gathered.length > 0;
  }

  /** Sets whether each change is written at once, because this device may be its only place. */
  hurry(inHurry: boolean): void {
    this.inHurry = inHurry;
    if (inHurry) this.writeGathered();
  }

  private readonly gather = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.store) return;
    this.gathered.push(update);
    if (this.inHurry) this.writeGathered();
    else this.gatherTimer ??= setTimeout(this.writeGathered, GATHER_MS);
  };

  /** Writes the collected changes; also called when the page may be closing. */
  readonly writeGathered = (): void => {
    if (this.gatherTimer) clearTimeout(this.gatherTimer);
    this.gatherTimer = null;
    const updates = this.gathered.splice(0);
    if (updates.length === 0 || this.broken) return;
    // oxlint-disable-next-line no-underscore-dangle -- see the constructor
    this.store._storeUpdate(Y.mergeUpdates(updates), null);
    void this.watchWriting();
  };

  private async watchWriting(): Promise<void> {
    this.writing += 1;
    await this.written();
    this.writing -= 1;
  }

  /** Records that the copy is a whole draft, once earlier changes are on disk. */
  async markWhole(): Promise<void> {
    if (this.broken) return;
    await this.written();
    if (!this.broken) await this.store.set(WHOLE, 1).catch(this.fail);
  }

  /** Resolves when all changes so far have been written. */
  async written(): Promise<void> {
    this.writeGathered();
    const { db } = this.store as { db: IDBDatabase | null };
    if (!db || this.broken) return;
    await new Promise<void>((resolve) => {
      // Transactions on one store run in order, so this one ends after the writes before it.
      const after = db.transaction(["updates"], "readonly");
      after.addEventListener("complete", () => resolve());
      after.addEventListener("abort", () => resolve());
      after.objectStore("updates").count();
    });
  }

  /** Records up to where the server has confirmed the copy; several calls in a row are merged. */
  noteSaved(vector: Uint8Array): void {
    this.saved = vector;
    this.savedTimer ??= setTimeout(this.writeSaved, SAVED_MS);
  }

  /** Up to where the server has confirmed the copy; null where that was never recorded. */
  get savedVector(): Uint8Array | null {
    return this.saved;
  }

  async close(): Promise<void> {
    this.doc.off("update", this.gather);
    this.writeGathered();
    await this.writeSaved();
    await this.store.destroy();
  }

  /** Writes up to where the server has confirmed the copy, if that waits; the page may be closing. */
  readonly writeSaved = async (): Promise<void> => {
    if (!this.savedTimer) return;
    clearTimeout(this.savedTimer);
    this.savedTimer = null;
    if (this.broken || !this.saved) return;
    await this.store.set(SAVED, this.saved.slice().buffer).catch(this.fail);
  };

  private readonly fail = (): void => {
    if (this.broken) return;
    this.broken = true;
    this.doc.off("update", this.gather);
    void this.store.destroy();
    this.onBroken();
  };
}

let able: Promise<boolean> | null = null;

/** Whether this browser allows a database at all: checked once a page. */
async function canKeep(): Promise<boolean> {
  if (globalThis.indexedDB === undefined) return false;
  able ??= withinTime(tryToKeep(), OPEN_MS).then((answer) => answer ?? false);
  return able;
}

function tryToKeep(): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    try {
      const request = indexedDB.open("desk-probe");
      request.addEventListener("success", () => {
        request.result.close();
        resolve(true);
      });
      request.addEventListener("error", () => resolve(false));
      request.addEventListener("blocked", () => resolve(false));
    } catch {
      // A browser that blocks storage throws at once.
      resolve(false);
    }
  });
}

function withinTime<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  return Promise.race([
    promise,
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), ms);
    }),
  ]);
}
