import { type CopyName, unsavedPrefix } from "#app/editor/session/device-copies.ts";
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

/** The most that are kept of a draft. */
const MOST_KEPT = 500;

/**
 * What one person accepted in one draft, in localStorage: it is written at once, also where the page is
 * closed right after. It is deleted with the copy of the draft.
 */
export function acceptancesDevice(
  name: CopyName,
  storage: Storage = localStorage,
): AcceptancesDevice {
  const key = `${unsavedPrefix(name)}accepted`;
  const all = () => read(storage, key);
  const put = (written: readonly WrittenSuggestion[]) => {
    try {
      if (written.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(written.slice(-MOST_KEPT)));
    } catch {
      // Full or blocked: it is settled by this page alone.
    }
  };
  return {
    all,
    keep: (written) => {
      const come = new Set(written.map(({ threadId }) => threadId));
      put([...all().filter(({ threadId }) => !come.has(threadId)), ...written]);
    },
    drop: (threadId) => put(all().filter((each) => each.threadId !== threadId)),
  };
}

function read(storage: Storage, key: string): readonly WrittenSuggestion[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as WrittenSuggestion[]) : [];
  } catch {
    // Blocked, or an entry that something else wrote.
    return [];
  }
}
