import { useMemo, useState, useSyncExternalStore } from "react";

/** Room for two sheets side by side. */
const WIDE = "(min-width: 68rem)";

/** Whether the pages are shown: beside the text where there is room, otherwise over it. */
export function usePagesShown() {
  const wide = useSyncExternalStore(
    watch,
    () => window.matchMedia(WIDE).matches,
    // The value during server rendering.
    () => false,
  );
  const [open, setOpen] = useState(false);
  const ways = useMemo(
    () => ({ toggle: () => setOpen((before) => !before), close: () => setOpen(false) }),
    [],
  );
  return { open, beside: open && wide, over: open && !wide, ...ways };
}

function watch(tell: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
}
