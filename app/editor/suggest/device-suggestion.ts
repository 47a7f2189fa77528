import type { Suggested } from "#app/document/suggestion/index.ts";

/** A suggestion that somebody was writing when the page was left. */
export interface UnsentSuggestion extends Suggested {
  readonly documentId: string;
}

/** Where a device keeps it; a test gives its own. */
export interface SuggestionDevice {
  readonly load: (documentId: string) => Promise<UnsentSuggestion | null>;
  readonly keep: (unsent: UnsentSuggestion) => Promise<void>;
  readonly drop: (documentId: string) => Promise<void>;
}

const STORE = "unsent";

/** The name of the IndexedDB database; sign-out deletes it with the copies of drafts (R5). */
export function suggestionDatabase(userId: string): string {
  return `desk-suggestion/${userId}`;
}

/** What this browser keeps for one person: one for each draft. */
export function suggestionDevice(userId: string): SuggestionDevice {
  const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    inStore(suggestionDatabase(userId), mode, ask);
  return {
    load: async (documentId) =>
      (await run<UnsentSuggestion | undefined>("readonly", (store) => store.get(documentId))) ??
      null,
    keep: async (unsent) => {
      await run("readwrite", (store) => store.put(unsent));
    },
    drop: async (documentId) => {
      await run("readwrite", (store) => store.delete(documentId));
    },
  };
}

/** Runs one request in its own transaction; null where the browser refuses. */
async function inStore<T>(
  name: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database = await openDatabase(name);
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
        request.result.createObjectStore(STORE, { keyPath: "documentId" });
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
