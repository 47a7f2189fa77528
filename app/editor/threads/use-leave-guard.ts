import { useEffect } from "react";
import { WRITTEN_BESIDE } from "#app/editor/session/unsent.ts";

/** Asks before a window with an unsent comment is closed, or its page left (LeaveQuestion). */
export function useLeaveGuard(drafts: ReadonlyMap<string, { readonly text: string }>): void {
  useEffect(() => {
    const hasWords = () => [...drafts.values()].some(({ text }) => text.trim() !== "");
    const ask = (event: BeforeUnloadEvent) => {
      if (hasWords()) event.preventDefault();
    };
    WRITTEN_BESIDE.add(hasWords);
    window.addEventListener("beforeunload", ask);
    return () => {
      WRITTEN_BESIDE.delete(hasWords);
      window.removeEventListener("beforeunload", ask);
    };
  }, [drafts]);
}
