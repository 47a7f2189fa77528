import { useBlocker } from "react-router";
import { SaveLine } from "#app/editor/desk/SaveLine.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import type { Saving } from "./use-saving.ts";
import { useStore, type Store } from "#app/ui/store.ts";

/** The parts of the desk that render with each key, so that nothing around them has to. */

/** The save state beside the title. */
export function LiveSaveLine({ saving }: { readonly saving: Store<Saving> }) {
  const { words, tone } = useStore(saving);
  return <SaveLine words={words} tone={tone} />;
}

/**
 * Asks before navigation would lose unsaved edits. Closing and reloading are handled by the session
 * itself.
 */
export function LeaveGuard({ saving }: { readonly saving: Store<Saving> }) {
  const { losesEdits: losesWords } = useStore(saving);
  const blocker = useBlocker(losesWords);

  return (
    <ConfirmDialog
      open={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      title="Leave without your last words?"
      confirm="Leave and lose them"
      look="danger"
      onConfirm={() => blocker.proceed?.()}
    >
      Your last changes are neither saved nor kept on this device. Stay until the page says “Saved”,
      or copy them first.
    </ConfirmDialog>
  );
}
