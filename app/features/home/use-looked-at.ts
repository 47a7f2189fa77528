import { useEffect } from "react";

/**
 * Tells the server how far somebody has looked at a draft, whenever they turn away from its page: what
 * others write after that is news on Home. Nothing waits for the answer.
 */
export function useLookedAt(documentId: string): void {
  useEffect(() => {
    const tell = () => {
      navigator.sendBeacon(`/documents/${documentId}/looked`, new URLSearchParams());
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") tell();
    };
    document.addEventListener("visibilitychange", onVisibility);
    // A page that is left for another address is not always hidden first.
    window.addEventListener("pagehide", tell);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", tell);
      tell();
    };
  }, [documentId]);
}
