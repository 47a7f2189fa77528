import type { Suggested } from "#app/document/suggestion/index.ts";
import { type DeviceDatabase, inDeviceStore } from "#app/editor/session/device-database.ts";
import type { SuggestionAbout } from "./suggestion-about.ts";

/** A suggestion that somebody was writing when the page was left. */
export interface UnsentSuggestion extends Suggested {
  readonly documentId: string;
  readonly about: SuggestionAbout;
}

/** Where a device keeps it; a test gives its own. */
export interface SuggestionDevice {
  readonly load: (documentId: string) => Promise<UnsentSuggestion | null>;
  readonly keep: (unsent: UnsentSuggestion) => Promise<void>;
  readonly drop: (documentId: string) => Promise<void>;
}

/** The same, with the drafts that it keeps something of: for deleting what may not be kept. */
interface WholeSuggestionDevice extends SuggestionDevice {
  readonly documents: () => Promise<string[]>;
}

const STORE = "unsent";

/** The name of the IndexedDB database; sign-out deletes it with the copies of drafts (R5). */
export function suggestionDatabase(userId: string): string {
  return `desk-suggestion/${userId}`;
}

/** Keeps a person's unsent suggestions in this browser: one for each draft. */
export function suggestionDevice(userId: string): WholeSuggestionDevice {
  const database: DeviceDatabase = {
    name: suggestionDatabase(userId),
    stores: { [STORE]: "documentId" },
  };
  const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    inDeviceStore(database, STORE, mode, ask);
  return {
    load: async (documentId) =>
      (await run<UnsentSuggestion | undefined>("readonly", (store) => store.get(documentId))) ??
      null,
    keep: async (unsent) => {
      await run("readwrite", (store) => store.put(unsent));
    },
    documents: async () =>
      ((await run("readonly", (store) => store.getAllKeys())) ?? []).map(String),
    drop: async (documentId) => {
      await run("readwrite", (store) => store.delete(documentId));
    },
  };
}
