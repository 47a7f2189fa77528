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

/** How names of copies begin: a person's id follows. */
export const COPY = "desk-draft/";
export const UNSAVED = "desk-unsaved/";

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

/** None in insecure contexts, where no page is kept either. */
const locks = () => (navigator as Partial<Navigator>).locks;

/**
 * Says to other windows that this one has a copy open, until what the returned function answers resolves:
 * what is unsaved of it then is on its way.
 */
export function holdOpen(name: CopyName): () => Promise<unknown> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lock = locks()
    ?.request(copyKey(name), { mode: "shared" }, () => held)
    .catch(() => undefined);
  return async () => {
    release();
    await lock;
  };
}

/** How many windows say that they have a copy open; 0 where the browser has no locks. */
export async function heldOpen(name: CopyName): Promise<number> {
  const held = (await locks()?.query())?.held;
  return held?.filter((lock) => lock.name === copyKey(name)).length ?? 0;
}

/** Does something with a copy while no other window does. */
export async function inTurn(name: CopyName, act: () => Promise<void>): Promise<void> {
  await (locks()?.request(`${copyKey(name)}/aside`, act) ?? act());
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

/** Deletes a database of this origin; resolves also where the browser refuses. */
export function deleteDatabase(databases: IDBFactory | undefined, name: string): Promise<void> {
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
function unsavedPrefix({ userId, documentId, generation }: CopyName): string {
  return `${UNSAVED}${userId}/${documentId}/${generation}/`;
}

/** Reads what `copyKey` wrote; null for any other key. */
export function readKey(key: string): CopyName | null {
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

export const UNTITLED = "a draft";

/** The keys of a storage, which may be written to meanwhile. */
export function keysOf(storage: Storage): string[] {
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
