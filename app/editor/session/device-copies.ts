import {
  loadRecoverableEdits,
  deleteRecoverableEdits,
  recoveryDatabase,
} from "#app/editor/recovery/recovery-store.ts";
import { suggestionDatabase, suggestionDevice } from "#app/editor/suggest/device-suggestion.ts";
import {
  allWaiting,
  documentsWithThreads,
  forgetThreads,
  threadsDatabase,
} from "#app/editor/threads/device-threads.ts";
import { reportUnlessUnreachable, unreachable } from "./unreachable.ts";

/**
 * The copies of drafts on a device, per person, document and generation (R5, R17). The text is in
 * IndexedDB, one database for each copy; localStorage lists the copies and the number of unsaved
 * changes in each, since it can be read and written synchronously, even while a page closes.
 */

export interface CopyName {
  readonly userId: string;
  readonly documentId: string;
  readonly generation: number;
}

export interface KeptCopy extends CopyName {
  readonly title: string;
  /** Changes without a receipt, over all windows that wrote into this copy. */
  readonly unsaved: number;
}

const COPY = "desk-draft/";
const UNSAVED = "desk-unsaved/";

/** The name of the copy's database, and its key in localStorage. */
export function copyKey({ userId, documentId, generation }: CopyName): string {
  return `${COPY}${userId}/${documentId}/${generation}`;
}

/** Records that this device has a copy, so that lists and sweeps find it. */
export function registerCopy(storage: Storage, name: CopyName, title: string): void {
  write(storage, copyKey(name), JSON.stringify({ title }));
}

/**
 * Records the number of a window's changes without a receipt; 0 removes the record.
 * @param tab a string that identifies the window while it is open.
 */
export function noteUnsaved(storage: Storage, name: CopyName, tab: string, count: number): void {
  const key = `${unsavedPrefix(name)}${tab}`;
  if (count > 0) write(storage, key, String(count));
  else storage.removeItem(key);
}

/** The unsaved counts that windows recorded for a copy, by key: a new window takes them over. */
export function unsavedNotes(storage: Storage, name: CopyName): ReadonlyMap<string, number> {
  const prefix = unsavedPrefix(name);
  const notes = new Map<string, number>();
  for (const key of keysOf(storage)) {
    if (!key.startsWith(prefix)) continue;
    const count = Number(storage.getItem(key));
    if (count > 0) notes.set(key, count);
  }
  return notes;
}

/** Removes records whose changes are committed now, unless their window has written since. */
export function settleNotes(storage: Storage, notes: ReadonlyMap<string, number>): void {
  for (const [key, count] of notes) {
    if (storage.getItem(key) === String(count)) storage.removeItem(key);
  }
}

/** The copies of one person on this device. */
export function keptCopies(storage: Storage, userId: string): KeptCopy[] {
  const copies: KeptCopy[] = [];
  for (const key of keysOf(storage)) {
    const name = readKey(key);
    if (!name || name.userId !== userId) continue;
    let unsaved = 0;
    for (const count of unsavedNotes(storage, name).values()) unsaved += count;
    copies.push({ ...name, title: readTitle(storage.getItem(key)), unsaved });
  }
  return copies;
}

/** A draft with edits or comments on this device that the server does not have. */
export interface UnsavedDraft {
  readonly documentId: string;
  readonly title: string;
}

/** The drafts with unsaved edits on this device. Sign-out asks first where there are any (R5). */
export async function unsavedDrafts(userId: string): Promise<UnsavedDraft[]> {
  const copies = keptCopies(localStorage, userId);
  const drafts = new Map<string, string>();
  for (const { documentId, title, unsaved } of copies) {
    if (unsaved > 0) drafts.set(documentId, title);
  }
  const beside = [...(await loadRecoverableEdits(userId)), ...(await allWaiting(userId))];
  for (const { documentId } of beside) {
    const copy = copies.find((candidate) => candidate.documentId === documentId);
    drafts.set(documentId, copy?.title ?? drafts.get(documentId) ?? UNTITLED);
  }
  return [...drafts].map(([documentId, title]) => ({ documentId, title }));
}

/** Deletes one copy: its text, its entry and its records. */
export async function deleteCopy(
  name: CopyName,
  storage: Storage = localStorage,
  databases: IDBFactory | undefined = globalThis.indexedDB,
): Promise<void> {
  const records = unsavedPrefix(name);
  for (const key of keysOf(storage)) if (key.startsWith(records)) storage.removeItem(key);
  storage.removeItem(copyKey(name));
  await deleteDatabase(databases, copyKey(name));
}

/**
 * Deletes everything of one draft: copies of every generation, recoverable edits, what was said and
 * suggested beside it, the cached page (4404).
 */
export async function forgetDraft(userId: string, documentId: string): Promise<void> {
  const mine = keptCopies(localStorage, userId).filter((copy) => copy.documentId === documentId);
  await Promise.all(mine.map((copy) => deleteCopy(copy)));
  for (const words of await loadRecoverableEdits(userId)) {
    if (words.documentId === documentId) await deleteRecoverableEdits(userId, words.id);
  }
  await forgetThreads(userId, documentId);
  await suggestionDevice(userId).drop(documentId);
  await forgetPages((path) => path === `/documents/${documentId}`);
}

/** The drafts of which this device keeps something of the person's. */
async function documentsHere(userId: string): Promise<ReadonlySet<string>> {
  // A page of a version keeps its comments, and no copy of a draft.
  return new Set([
    ...keptCopies(localStorage, userId).map(({ documentId }) => documentId),
    ...(await documentsWithThreads(userId)),
    ...(await suggestionDevice(userId).documents()),
  ]);
}

/**
 * Deletes the copies of drafts that are no longer accessible to the person (R5): asks the server which
 * they may still open. Each page calls it when loaded online. Without an answer nothing is deleted, nor
 * what was opened, perhaps in another window, after the question.
 */
export async function sweepCopies(userId: string): Promise<void> {
  try {
    const here = await documentsHere(userId);
    if (here.size === 0) return;
    const headers = { Accept: "application/json" };
    const answer = await fetch("/account/drafts", { headers }).catch(unreachable);
    if (!answer.ok || answer.redirected) return;
    const openable: unknown = await answer.json().catch(unreachable);
    if (!Array.isArray(openable)) return;
    const may = new Set(openable.map(String));
    const gone = [...here].filter((documentId) => !may.has(documentId));
    await Promise.all(gone.map((documentId) => forgetDraft(userId, documentId)));
  } catch (error) {
    // The next page asks again.
    reportUnlessUnreachable(error);
  }
}

/** Deletes everything that this device keeps of one person's drafts. Called on sign-out (R5). */
export async function clearDeviceCopies(userId: string): Promise<void> {
  const copies = keptCopies(localStorage, userId);
  await Promise.all(copies.map((copy) => deleteCopy(copy)));
  // Copies without an entry, where the browser can list its databases.
  const listed = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  const prefix = `${COPY}${userId}/`;
  for (const { name } of listed) {
    if (name?.startsWith(prefix)) await deleteDatabase(globalThis.indexedDB, name);
  }
  for (const key of keysOf(localStorage)) {
    if (key.startsWith(`${UNSAVED}${userId}/`)) localStorage.removeItem(key);
  }
  await deleteDatabase(globalThis.indexedDB, recoveryDatabase(userId));
  await deleteDatabase(globalThis.indexedDB, threadsDatabase(userId));
  await deleteDatabase(globalThis.indexedDB, suggestionDatabase(userId));
  await forgetPages(() => true);
}

/** The cache in which public/desk-worker.js keeps pages of the desk for offline reloads. */
const PAGES_CACHE = "desk-pages";

async function forgetPages(matches: (path: string) => boolean): Promise<void> {
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES_CACHE)) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (matches(new URL(request.url).pathname)) await cache.delete(request);
    }
  }
}

function deleteDatabase(databases: IDBFactory | undefined, name: string): Promise<void> {
  return new Promise((resolve) => {
    if (!databases) return resolve();
    const request = databases.deleteDatabase(name);
    request.addEventListener("success", () => resolve());
    // A window that still has it open closes it on `versionchange`; the deletion then proceeds.
    request.addEventListener("blocked", () => resolve());
    request.addEventListener("error", () => resolve());
  });
}

/** How keys of localStorage begin that record something of one copy. */
export function unsavedPrefix({ userId, documentId, generation }: CopyName): string {
  return `${UNSAVED}${userId}/${documentId}/${generation}/`;
}

function readKey(key: string): CopyName | null {
  if (!key.startsWith(COPY)) return null;
  const [userId, documentId, generation, ...rest] = key.slice(COPY.length).split("/");
  if (!userId || !documentId || !generation || rest.length > 0) return null;
  return { userId, documentId, generation: Number(generation) };
}

function readTitle(json: string | null): string {
  try {
    const value: unknown = JSON.parse(json ?? "");
    if (typeof value === "object" && value !== null && "title" in value) return String(value.title);
  } catch {
    // An entry that something else wrote; the copy is found all the same.
  }
  return UNTITLED;
}

const UNTITLED = "a draft";

function keysOf(storage: Storage): string[] {
  const keys: string[] = [];
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key !== null) keys.push(key);
  }
  return keys;
}

function write(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // Storage is full or blocked; DeviceCopy detects and reports that itself.
  }
}
