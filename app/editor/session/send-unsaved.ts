import type { ThreadPerson } from "#app/document/margin/thread-view.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { threadsDevice } from "#app/editor/threads/device-threads.ts";
import { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { keptCopies, type KeptCopy } from "./device-copies.ts";
import { DeskSession } from "./session.ts";
import { openDrafts, unsavedDrafts } from "./unsaved-drafts.ts";

/** Milliseconds after which what was not sent is left for whoever opens the draft. */
const PATIENCE_MS = 20_000;

/** The drafts with something on this device that no window has open, and so no window sends. */
export async function leftUnsaved(userId: string) {
  const open = await openDrafts();
  return (await unsavedDrafts(userId)).filter(({ documentId }) => !open.has(documentId));
}

/**
 * Sends a person's edits and comments that an earlier visit left on this device, as opening their drafts
 * would. What the server does not take, such as edits of a draft that is in review now, stays.
 */
export async function sendUnsaved(you: ThreadPerson): Promise<void> {
  const left = new Set((await leftUnsaved(you.userId)).map(({ documentId }) => documentId));
  const copies = newest(keptCopies(localStorage, you.userId)).filter(
    ({ documentId, unsaved }) => unsaved > 0 && left.has(documentId),
  );
  // One after the other: each is a socket and a whole text.
  for (const copy of copies) await sendEdits(copy);
  for (const documentId of left) await sendComments(documentId, you);
}

/**
 * Of each draft, the copy of its newest generation: the room takes no edits of an older one, and a
 * visit under that would set the newer copy aside. They are offered to whoever opens the draft.
 */
function newest(copies: readonly KeptCopy[]): KeptCopy[] {
  const byDraft = new Map<string, KeptCopy>();
  for (const copy of copies) {
    const known = byDraft.get(copy.documentId);
    if (!known || known.generation < copy.generation) byDraft.set(copy.documentId, copy);
  }
  return [...byDraft.values()];
}

function sendEdits(copy: KeptCopy): Promise<void> {
  const session = new DeskSession({
    ...copy,
    schemaVersion: SCHEMA_VERSION,
    access: "write",
    status: "draft",
    statusAt: new Date().toISOString(),
  });
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      session.leave();
      resolve();
    };
    const timer = setTimeout(leave, PATIENCE_MS);
    session.on("change", ({ room, isStale }) => {
      const isSent = room.everSynced && room.unsaved === 0;
      // After what else hears of it: that what waited is saved is noted then.
      if (isSent || isStale || room.ending !== null) setTimeout(leave);
    });
  });
}

function sendComments(documentId: string, you: ThreadPerson): Promise<void> {
  const device = threadsDevice(you.userId);
  const store = new ThreadStore({ documentId, you, device });
  const stop = store.start();
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      unsubscribe();
      stop();
      resolve();
    };
    const timer = setTimeout(leave, PATIENCE_MS);
    const look = async () => {
      const waiting = await device.waiting(documentId);
      if (store.heldBack !== null || waiting.every(({ refused }) => refused !== null)) leave();
    };
    const unsubscribe = store.subscribe(() => void look());
    void look();
  });
}
