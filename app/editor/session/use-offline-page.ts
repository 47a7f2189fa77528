import { useEffect } from "react";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { keepPageForOffline, keepPartsForOffline } from "./desk-worker.ts";
import { sweepCopies } from "./device-copies.ts";

/** Keeps the page and its parts on the device while there is a connection, for when there is none. */
export function useOfflinePage(documentId: string, userId: string, online: boolean): void {
  useEffect(() => {
    if (!online) return;
    const page = `/documents/${documentId}`;
    void keepPageForOffline(userId, page);
    void sweepCopies(userId);
    return prefetchLazyParts(() => void keepPartsForOffline(page));
  }, [online, userId, documentId]);
}
