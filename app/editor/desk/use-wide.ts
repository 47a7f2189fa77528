import { useSyncExternalStore } from "react";

const QUERY = "(min-width: 68rem)";

/** Whether the screen has room for two sheets beside each other. Not while the server draws. */
export function useWide(): boolean {
  return useSyncExternalStore(
    watch,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}

function watch(tell: () => void): () => void {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
}
