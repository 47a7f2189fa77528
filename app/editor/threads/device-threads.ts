import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { inDeviceStore } from "#app/editor/session/device-database.ts";
import type { KeptAnswer } from "./kept-answer.ts";

/** A change that one person made beside a text and the server has not confirmed yet. */
export interface WaitingChange {
  readonly id: string;
  readonly documentId: string;
  /** ISO 8601; with `order`, the order of sending. */
  readonly at: string;
  readonly order: number;
  readonly change: ThreadChange;
  /** Why the server will not take it; null while it waits to be sent. */
  readonly refused: string | null;
}

/** As the device has it, for a reload without a connection; an earlier release may have kept it otherwise. */
interface KeptThreads {
  readonly documentId: string;
  readonly answer: unknown;
}

/** Where a device keeps what waits, and what was last loaded; a test gives its own. */
export interface ThreadsDevice {
  readonly waiting: (documentId: string) => Promise<WaitingChange[]>;
  readonly has: (id: string) => Promise<boolean>;
  /** False where the browser could not keep it. */
  readonly keep: (waiting: WaitingChange) => Promise<boolean>;
  readonly drop: (id: string) => Promise<void>;
  /** The last one that was kept, perhaps by an earlier release: to be read by `keptAnswerSchema`. */
  readonly lastAnswer: (documentId: string) => Promise<unknown>;
  readonly keepAnswer: (documentId: string, answer: KeptAnswer) => Promise<void>;
}

const WAITING = "waiting";
const ANSWERS = "answers";

/** The name of the IndexedDB database; sign-out deletes it with the copies of drafts (R5). */
export function threadsDatabase(userId: string): string {
  return `desk-threads/${userId}`;
}

/** Keeps one person's changes and answers in this browser. */
export function threadsDevice(userId: string): ThreadsDevice {
  return {
    waiting: async (documentId) =>
      (await allWaiting(userId)).filter((each) => each.documentId === documentId),
    has: async (id) =>
      (await inStore(userId, WAITING, "readonly", (store) => store.count(id))) !== 0,
    keep: async (waiting) =>
      (await inStore(userId, WAITING, "readwrite", (store) => store.put(waiting))) !== null,
    drop: async (id) => {
      await inStore(userId, WAITING, "readwrite", (store) => store.delete(id));
    },
    lastAnswer: async (documentId) => {
      const kept = await inStore<KeptThreads | undefined>(userId, ANSWERS, "readonly", (store) =>
        store.get(documentId),
      );
      return kept?.answer ?? null;
    },
    keepAnswer: async (documentId, answer) => {
      await inStore(userId, ANSWERS, "readwrite", (store) => store.put({ documentId, answer }));
    },
  };
}

/**
 * Lists what one person wrote beside texts and this device has not sent, in the order of writing.
 */
export async function allWaiting(userId: string): Promise<WaitingChange[]> {
  const all = await inStore<WaitingChange[]>(userId, WAITING, "readonly", (store) =>
    store.getAll(),
  );
  return (all ?? []).toSorted(
    (one, other) => one.at.localeCompare(other.at) || one.order - other.order,
  );
}

/** The documents of which this device keeps comments, waiting or loaded. */
export async function documentsWithThreads(userId: string): Promise<string[]> {
  const answers = await inStore(userId, ANSWERS, "readonly", (store) => store.getAllKeys());
  const waiting = await allWaiting(userId);
  return [...(answers ?? []).map(String), ...waiting.map(({ documentId }) => documentId)];
}

/** Deletes what was loaded of all threads; what waits to be sent stays. */
export async function forgetAnswers(userId: string): Promise<void> {
  await inStore(userId, ANSWERS, "readwrite", (store) => store.clear());
}

/** Deletes what the device keeps of the threads of one document (4404). */
export async function forgetThreads(userId: string, documentId: string): Promise<void> {
  await inStore(userId, ANSWERS, "readwrite", (store) => store.delete(documentId));
  for (const { id, documentId: of } of await allWaiting(userId)) {
    if (of === documentId) await inStore(userId, WAITING, "readwrite", (store) => store.delete(id));
  }
}

function inStore<T>(
  userId: string,
  store: typeof WAITING | typeof ANSWERS,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const name = threadsDatabase(userId);
  const stores = { [WAITING]: "id", [ANSWERS]: "documentId" };
  return inDeviceStore({ name, stores }, store, mode, ask);
}
