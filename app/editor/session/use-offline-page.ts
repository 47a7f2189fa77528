import { useEffect } from "react";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { keepPageForOffline, keepPartsForOffline } from "./desk-worker.ts";
import type { DocumentView } from "#server/services/index.ts";
import type { DeskSession } from "./session.ts";
import { sweepCopies } from "./device-copies.ts";

/** Keeps the page and its parts on the device while there is a connection, for when there is none. */
export function useOfflinePage(
  view: Pick<DocumentView, "id" | "generation" | "status" | "factsRevision">,
  userId: string,
  session: DeskSession | null,
  online: boolean,
): void {
  const { id: documentId, generation, status, factsRevision } = view;
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
    // A kept page of another generation would take the newest copy for an old one (R17).
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- kept anew when the draft is another
  }, [online, session, userId, documentId, generation, status, factsRevision]);
}
