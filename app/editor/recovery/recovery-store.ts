import type { RecoverableBlock } from "./recoverable-edits.ts";

/** Why edits are kept beside a draft instead of in it. */
export type RecoveryReason =
  /**
   * The draft was frozen before they were committed, or this connection may only read (R8, R17).
   */
  | "frozen"
  /** The draft was reopened or restored: a copy of another generation is never merged (R17). */
  | "generation"
  /** A merge deleted them: someone deleted what contained them. */
  | "merged-away"
  /** The page starts afresh with them (4409), and is inserting them into the draft again (R7). */
  | "fresh-start";

/** One person's edits that one device keeps beside a draft until they are inserted or discarded. */
export interface RecoverableEdits {
  readonly id: string;
  readonly documentId: string;
  readonly reason: RecoveryReason;
  /** ISO 8601. */
  readonly at: string;
  /** For `merged-away`, who deleted what contained them, if only one person can have. */
  readonly removedBy?: string;
  readonly blocks: readonly RecoverableBlock[];
}

const STORE = "words";

/** The name of the IndexedDB database; sign-out deletes it with the copies (R5). */
export function recoveryDatabase(userId: string): string {
  return `desk-words/${userId}`;
}

/** All kept edits of one person, oldest first; none where the browser has no storage. */
export async function loadRecoverableEdits(userId: string): Promise<RecoverableEdits[]> {
  const all = await inStore<RecoverableEdits[]>(userId, "readonly", (store) => store.getAll());
  return (all ?? []).sort((one, other) => one.at.localeCompare(other.at));
}

/** Stores edits; false where the browser could not. */
export async function storeRecoverableEdits(
  userId: string,
  words: RecoverableEdits,
): Promise<boolean> {
  return (await inStore(userId, "readwrite", (store) => store.put(words))) !== null;
}

/** Deletes edits that were inserted or discarded. */
export async function deleteRecoverableEdits(userId: string, id: string): Promise<void> {
  await inStore(userId, "readwrite", (store) => store.delete(id));
}

/** Runs one request in its own transaction; null where the browser refuses. */
async function inStore<T>(
  userId: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database = await openDatabase(recoveryDatabase(userId));
  if (!database) return null;
  try {
    return await new Promise<T | null>((resolve) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () => resolve(null));
      transaction.addEventListener("error", () => resolve(null));
    });
  } catch {
    // A database that is being closed, or deleted by another window, throws at once.
    return null;
  } finally {
    database.close();
  }
}

function openDatabase(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1);
      request.addEventListener("upgradeneeded", () => {
        request.result.createObjectStore(STORE, { keyPath: "id" });
      });
      request.addEventListener("success", () => {
        const { result } = request;
        result.addEventListener("versionchange", () => result.close());
        resolve(result);
      });
      request.addEventListener("error", () => resolve(null));
      request.addEventListener("blocked", () => resolve(null));
    } catch {
      resolve(null);
    }
  });
}
