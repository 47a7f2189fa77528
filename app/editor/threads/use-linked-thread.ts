import { useEffect } from "react";
import { useLatest } from "#app/ui/use-latest.ts";

const LINKED = /^#thread-([\w-]{1,64})$/u;

/** Follows `#thread-…` in the address: from a mail, from home, or by hand. */
export function useLinkedThread(isReady: boolean, follow: (id: string) => void): void {
  const latest = useLatest(follow);
  useEffect(() => {
    if (!isReady) return;
    const go = () => {
      const id = LINKED.exec(location.hash)?.[1];
      if (id !== undefined) latest.current?.(id);
    };
    go();
    window.addEventListener("hashchange", go);
    return () => window.removeEventListener("hashchange", go);
  }, [isReady, latest]);
}
