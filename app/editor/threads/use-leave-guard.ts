import { useEffect } from "react";

/** Asks before a window with an unsent comment is closed. */
export function useLeaveGuard(drafts: ReadonlyMap<string, { readonly text: string }>): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ([...drafts.values()].some(({ text }) => text.trim() !== "")) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [drafts]);
}
