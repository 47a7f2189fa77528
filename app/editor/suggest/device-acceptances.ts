import type { AcceptedIds } from "./accepted-edit.ts";

/** An accepted suggestion that was written into the draft, and is not known to be marked as accepted. */
export interface WrittenSuggestion extends AcceptedIds {
  readonly threadId: string;
}

/** Where a device keeps them: ids, no words. A test gives its own. */
export interface AcceptancesDevice {
  readonly all: () => readonly WrittenSuggestion[];
  readonly keep: (written: readonly WrittenSuggestion[]) => void;
  readonly drop: (threadId: string) => void;
}

const PREFIX = "desk-accepting/";
/** The most that are kept of a draft. */
const MOST_KEPT = 500;

/** The draft whose text they were written into. */
interface DraftName {
  readonly userId: string;
  readonly documentId: string;
  readonly generation: number;
}

/**
 * What one person accepted in one draft, in localStorage: it is written at once, also where the page is
 * closed right after. What was written into an earlier generation is forgotten.
 */
export function acceptancesDevice(
  { userId, documentId, generation }: DraftName,
  storage: Storage = localStorage,
): AcceptancesDevice {
  const key = `${PREFIX}${userId}/${documentId}/${generation}`;
  const all = () => read(storage, key);
  const put = (written: readonly WrittenSuggestion[]) => {
    try {
      if (written.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(written.slice(-MOST_KEPT)));
    } catch {
      // Full or blocked: it is settled by this page alone.
    }
  };
  forgetAcceptances(userId, documentId, storage, key);
  return {
    all,
    keep: (written) => {
      const come = new Set(written.map(({ threadId }) => threadId));
      put([...all().filter(({ threadId }) => !come.has(threadId)), ...written]);
    },
    drop: (threadId) => put(all().filter((each) => each.threadId !== threadId)),
  };
}

/** Deletes what the device keeps of one draft, or of all, but for one entry (R5). */
export function forgetAcceptances(
  userId: string,
  documentId: string | null = null,
  storage: Storage = localStorage,
  except: string | null = null,
): void {
  const prefix = `${PREFIX}${userId}/${documentId === null ? "" : `${documentId}/`}`;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    if (key?.startsWith(prefix) && key !== except) storage.removeItem(key);
  }
}

function read(storage: Storage, key: string): readonly WrittenSuggestion[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as WrittenSuggestion[]) : [];
  } catch {
    return [];
  }
}
