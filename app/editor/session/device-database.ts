/** A small database in the browser, with the key of each of its stores. */
export interface DeviceDatabase {
  readonly name: string;
  readonly stores: Readonly<Record<string, string>>;
}

/** Runs one request on a store, in its own transaction; null where the browser refuses. */
export async function inDeviceStore<T>(
  { name, stores }: DeviceDatabase,
  store: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database = await opened(name, stores);
  if (!database) return null;
  try {
    return await new Promise<T | null>((resolve) => {
      const transaction = database.transaction(store, mode);
      const request = ask(transaction.objectStore(store));
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

function opened(name: string, stores: DeviceDatabase["stores"]): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1);
      request.addEventListener("upgradeneeded", () => {
        for (const [store, keyPath] of Object.entries(stores)) {
          request.result.createObjectStore(store, { keyPath });
        }
      });
      request.addEventListener("success", () => {
        const { result } = request;
        result.addEventListener("versionchange", () => result.close());
        resolve(result);
      });
      request.addEventListener("error", () => resolve(null));
      request.addEventListener("blocked", () => resolve(null));
    } catch {
      // A browser that blocks storage throws at once.
      resolve(null);
    }
  });
}
