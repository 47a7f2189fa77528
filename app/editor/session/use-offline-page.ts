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
    void keepPageForOffline(userId, page).then((kept) => {
      if (!left) session.noteReloads(kept);
    });
    void sweepCopies(userId);
    const stop = prefetchLazyParts(() => void keepPartsForOffline(page));
    return () => {
      left = true;
      stop();
    };
    // A page of another generation would take the newest copy for an old one (R17).
  }, [online, session, userId, documentId, generation, status, factsRevision]);
}
