import { allWords, dropWords, wordsDatabase } from "#app/editor/recovery/recovery-store.ts";

/**
 * The copies of drafts that a device keeps, per person, document and generation (R5, R17). The words
 * lie in IndexedDB, one database a copy; beside it localStorage says which copies there are and how
 * much in each is unsaved, since that can be read and written in one step, also while a page closes.
 */

export interface CopyName {
  readonly userId: string;
  readonly documentId: string;
  readonly generation: number;
}

export interface KeptCopy extends CopyName {
  readonly title: string;
  /** Changes that no receipt covers, over all windows that wrote into this copy. */
  readonly unsaved: number;
}

const COPY = "desk-draft/";
const UNSAVED = "desk-unsaved/";

/** The name of the copy's database, and of its line in localStorage. */
export function copyKey({ userId, documentId, generation }: CopyName): string {
  return `${COPY}${userId}/${documentId}/${generation}`;
}

/** Notes that this device keeps a copy, so that lists and sweeps find it. */
export function registerCopy(storage: Storage, name: CopyName, title: string): void {
  write(storage, copyKey(name), JSON.stringify({ title }));
}

/**
 * Notes how many changes of one window no receipt covers; 0 removes the note.
 * @param tab any string that names the window for as long as it is open.
 */
export function noteUnsaved(storage: Storage, name: CopyName, tab: string, count: number): void {
  const key = `${unsavedPrefix(name)}${tab}`;
  if (count > 0) write(storage, key, String(count));
  else storage.removeItem(key);
}

/** The notes that windows left about a copy, by key: what a new window takes over. */
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

/** Removes notes whose changes are committed now, unless their window has written since. */
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

/** A draft of which this device holds words that the server does not have. */
export interface UnsavedDraft {
  readonly documentId: string;
  readonly title: string;
}

/** The drafts with unsaved words on this device. Signing out asks first where there are any (R5). */
export async function unsavedDrafts(userId: string): Promise<UnsavedDraft[]> {
  const copies = keptCopies(localStorage, userId);
  const drafts = new Map<string, string>();
  for (const { documentId, title, unsaved } of copies) {
    if (unsaved > 0) drafts.set(documentId, title);
  }
  for (const { documentId } of await allWords(userId)) {
    const copy = copies.find((candidate) => candidate.documentId === documentId);
    drafts.set(documentId, copy?.title ?? drafts.get(documentId) ?? UNTITLED);
  }
  return [...drafts].map(([documentId, title]) => ({ documentId, title }));
}

/** Deletes one copy: its words, its line and its notes. */
export async function deleteCopy(
  name: CopyName,
  storage: Storage = localStorage,
  databases: IDBFactory | undefined = globalThis.indexedDB,
): Promise<void> {
  for (const key of unsavedNotes(storage, name).keys()) storage.removeItem(key);
  storage.removeItem(copyKey(name));
  await deleteDatabase(databases, copyKey(name));
}

/** Deletes all of one draft: copies of every generation, words beside it, the page (4404). */
export async function forgetDraft(userId: string, documentId: string): Promise<void> {
  const mine = keptCopies(localStorage, userId).filter((copy) => copy.documentId === documentId);
  await Promise.all(mine.map((copy) => deleteCopy(copy)));
  for (const words of await allWords(userId)) {
    if (words.documentId === documentId) await dropWords(userId, words.id);
  }
  await forgetPages((path) => path === `/documents/${documentId}`);
}

/**
 * Deletes the copies of drafts that are no longer on the person's list (R5). Each page that is
 * loaded while online calls it.
 */
export async function keepOnlyCopies(
  userId: string,
  documentIds: ReadonlySet<string>,
): Promise<void> {
  const gone = keptCopies(localStorage, userId).filter((copy) => !documentIds.has(copy.documentId));
  await Promise.all(gone.map((copy) => forgetDraft(userId, copy.documentId)));
}

/**
 * Asks the server which drafts the person may still open, and deletes the copies of others. Without an
 * answer nothing is deleted.
 */
export async function sweepCopies(userId: string): Promise<void> {
  try {
    const answer = await fetch("/account/drafts", { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const openable: unknown = await answer.json();
    if (!Array.isArray(openable)) return;
    await keepOnlyCopies(userId, new Set(openable.map(String)));
  } catch {
    // No connection, or a page where there should be an answer: the next page asks again.
  }
}

/** Deletes all that this device keeps of one person's drafts. Called when they sign out (R5). */
export async function clearDeviceCopies(userId: string): Promise<void> {
  const copies = keptCopies(localStorage, userId);
  await Promise.all(copies.map((copy) => deleteCopy(copy)));
  // Copies whose line is lost, where the browser can list its databases.
  const listed = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  const prefix = `${COPY}${userId}/`;
  for (const { name } of listed) {
    if (name?.startsWith(prefix)) await deleteDatabase(globalThis.indexedDB, name);
  }
  for (const key of keysOf(localStorage)) {
    if (key.startsWith(`${UNSAVED}${userId}/`)) localStorage.removeItem(key);
  }
  await deleteDatabase(globalThis.indexedDB, wordsDatabase(userId));
  await forgetPages(() => true);
}

/** The cache in which public/desk-worker.js keeps pages of the desk for offline reloads. */
export const PAGES_CACHE = "desk-pages";

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
    // A window that still holds it closes it on `versionchange`; the deletion follows by itself.
    request.addEventListener("blocked", () => resolve());
    request.addEventListener("error", () => resolve());
  });
}

function unsavedPrefix({ userId, documentId, generation }: CopyName): string {
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
    // A line that something else wrote; the copy is found all the same.
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
    // Storage is full or closed to us; DeviceCopy finds out by its own means and says so.
  }
}
