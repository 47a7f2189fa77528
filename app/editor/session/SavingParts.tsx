import { SaveLine } from "#app/editor/desk/SaveLine.tsx";
import { LeaveQuestion } from "./LeaveQuestion.tsx";
import type { Saving } from "./use-saving.ts";
import { useStore, type Store } from "#app/ui/store.ts";

/** The parts of the desk that render with each key, so that nothing around them has to. */

/** The save state beside the title. */
export function LiveSaveLine({ saving }: { readonly saving: Store<Saving> }) {
  const { words, tone } = useStore(saving);
  return <SaveLine words={words} tone={tone} />;
}

/**
 * Asks before navigation would lose unsaved edits, or a comment that is not sent. Closing and reloading are
 * handled by the session itself, and by the comments (use-leave-guard.ts).
 */
export function LeaveGuard({ saving }: { readonly saving: Store<Saving> }) {
  return <LeaveQuestion losesEdits={useStore(saving).losesEdits} />;
}
