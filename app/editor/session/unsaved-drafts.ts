import { loadRecoverableEdits } from "#app/editor/recovery/recovery-store.ts";
import { suggestionDevice } from "#app/editor/suggest/device-suggestion.ts";
import { allWaiting } from "#app/editor/threads/device-threads.ts";
import { keptCopies, readKey, UNTITLED } from "./device-copies.ts";

/** A draft with edits or comments on this device that the server does not have. */
export interface UnsavedDraft {
  readonly documentId: string;
  readonly title: string;
  /** Edits, comments and what lies beside the draft. */
  readonly changes: number;
}

/** The drafts of one person with something on this device that the server has not got. */
export async function unsavedDrafts(userId: string): Promise<UnsavedDraft[]> {
  const copies = keptCopies(localStorage, userId);
  const changes = new Map<string, number>();
  const add = (documentId: string, count: number) =>
    changes.set(documentId, (changes.get(documentId) ?? 0) + count);
  for (const { documentId, unsaved } of copies) if (unsaved > 0) add(documentId, unsaved);
  const beside = [...(await loadRecoverableEdits(userId)), ...(await allWaiting(userId))];
  for (const { documentId } of beside) add(documentId, 1);
  for (const documentId of await suggestionDevice(userId).documents()) add(documentId, 1);
  return [...changes].map(([documentId, count]) => {
    const copy = copies.find((candidate) => candidate.documentId === documentId);
    return { documentId, title: copy?.title ?? UNTITLED, changes: count };
  });
}

/** The ids of the drafts of which some window has a copy open. */
export async function openDrafts(): Promise<ReadonlySet<string>> {
  const { locks } = navigator as Partial<Navigator>;
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(held.flatMap(({ name = "" }) => readKey(name)?.documentId ?? []));
}
