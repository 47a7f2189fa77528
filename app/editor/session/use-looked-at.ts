import { useEffect } from "react";
import { isPageFromDevice } from "./desk-worker.ts";

/** Drafts whose changes were shown to the reader on this page, so that leaving it leaves nothing unseen. */
export const sawChanges = new Set<string>();

/**
 * Tells the server how far somebody has looked at a draft, when they open it and whenever they turn
 * away from its page: what others write after that is news on Home. A page that is killed says nothing
 * when it ends, so that opening counts, too. Where there was something new when it was opened, at
 * `sequence`, and they have not been shown what, the server leaves the mark where it is (M16). Nothing
 * waits for the answer.
 */
export function useLookedAt(documentId: string, sequence: number): void {
  useEffect(() => {
    let [isFromDevice, hasLeft] = [false, false];
    const tell = () => {
      const saw = sawChanges.has(documentId);
      // Changes by others since a page was kept are news, and its number does not say where they
      // began.
      if (isFromDevice && !saw) return;
      const opened = saw ? "" : `?opened=${sequence}`;
      navigator.sendBeacon(`/documents/${documentId}/looked${opened}`, new URLSearchParams());
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") tell();
    };
    document.addEventListener("visibilitychange", onVisibility);
    // A page that is left for another address is not always hidden first.
    window.addEventListener("pagehide", tell);
    const opens = async () => {
      isFromDevice = await isPageFromDevice();
      if (!hasLeft) tell();
    };
    void opens();
    return () => {
      hasLeft = true;
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", tell);
      tell();
      sawChanges.delete(documentId);
    };
    // At what number it was opened, whatever is written meanwhile.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [documentId]);
}
