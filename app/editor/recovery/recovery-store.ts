import { type DeviceDatabase, inDeviceStore } from "#app/editor/session/device-database.ts";
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
  edits: RecoverableEdits,
): Promise<boolean> {
  return (await inStore(userId, "readwrite", (store) => store.put(edits))) !== null;
}

/** Deletes edits that were inserted or discarded. */
export async function deleteRecoverableEdits(userId: string, id: string): Promise<void> {
  await inStore(userId, "readwrite", (store) => store.delete(id));
}

function inStore<T>(
  userId: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database: DeviceDatabase = { name: recoveryDatabase(userId), stores: { [STORE]: "id" } };
  return inDeviceStore(database, STORE, mode, ask);
}
