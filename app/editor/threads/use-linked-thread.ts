import { useEffect } from "react";
import { useLatest } from "#app/ui/use-latest.ts";

const LINKED = /^#thread-([\w-]{1,64})$/u;

/**
 * Follows `#thread-…` in the address: from a mail, from home, or by hand. `isLate` where the person has
 * gone on to something of the page before the comments were there: their focus stays where it is then.
 */
export function useLinkedThread(
  isReady: boolean,
  follow: (id: string, isLate: boolean) => void,
): void {
  const latest = useLatest(follow);
  useEffect(() => {
    if (!isReady) return;
    const lead = (isLate: boolean) => {
      const id = LINKED.exec(location.hash)?.[1];
      if (id !== undefined) latest.current?.(id, isLate);
    };
    const go = () => lead(false);
    lead(document.activeElement !== document.body);
    window.addEventListener("hashchange", go);
    return () => window.removeEventListener("hashchange", go);
  }, [isReady, latest]);
}
