import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";

/**
 * Asks before the page is left while words would be lost: the browser's own question for closing and
 * reloading, ours for going to another page.
 */
export function useLeaveGuard(losesWords: boolean) {
  useEffect(() => {
    if (!losesWords) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [losesWords]);
  return useBlocker(losesWords);
}
