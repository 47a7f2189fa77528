import { useEffect } from "react";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { isPageFromDevice, keepPageForOffline, keepPartsForOffline } from "./desk-worker.ts";
import type { DocumentView } from "#server/services/index.ts";
import type { DeskSession } from "./session.ts";
import { sweepCopies } from "./device-copies.ts";

/** Caches the page and its assets on the device while online, for offline use. */
export function useOfflinePage(
  view: Pick<DocumentView, "id" | "generation" | "status" | "factsRevision">,
  userId: string,
  session: DeskSession | null,
  online: boolean,
): void {
  const { id: documentId, generation, status, factsRevision } = view;
  useEffect(() => {
    if (!session) return;
    let left = false;
    void isPageFromDevice().then((isKept) => !left && isKept && session.noteReloads(true));
    return () => {
      left = true;
    };
  }, [session]);
  useEffect(() => {
    if (!online || !session) return;
    let left = false;
    const page = `/documents/${documentId}`;
    const keep = async () => {
      const kept = await keepPageForOffline(userId, page);
      if (!left) session.noteReloads(kept);
    };
    void keep();
    void sweepCopies(userId);
    const stop = prefetchLazyParts(() => void keepPartsForOffline(page));
    return () => {
      left = true;
      stop();
    };
    // A cached page of another generation would treat the newest copy as an old one (R17).
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- cached again for another draft
  }, [online, session, userId, documentId, generation, status, factsRevision]);
}
