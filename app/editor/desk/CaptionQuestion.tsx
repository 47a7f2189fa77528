import { useCallback, useState } from "react";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import type { AskAboutCaption } from "#app/editor/behaviour/atom-guard.ts";

/** Called on confirmation; null while no question is open. */
type Confirmed = (() => void) | null;

/**
 * State of the question before a caption is removed: `ask` for the editor, `asked` for the dialog.
 */
export function useCaptionQuestion() {
  const [asked, setAsked] = useState<Confirmed>(null);
  const ask = useCallback<AskAboutCaption>((confirmed) => setAsked(() => confirmed), []);
  const stopAsking = useCallback(() => setAsked(null), []);
  return { asked, ask, stopAsking };
}

/**
 * Asks before a caption is removed: one key could otherwise delete court, parties, case number and
 * title.
 */
export function CaptionQuestion({
  asked,
  onClose,
}: {
  readonly asked: Confirmed;
  readonly onClose: () => void;
}) {
  return (
    <ConfirmDialog
      open={asked !== null}
      onClose={onClose}
      title="Remove the caption?"
      confirm="Remove the caption"
      look="final"
      onConfirm={() => asked?.()}
    >
      Court, parties, case number and title will no longer stand there, for everybody who works on
      this draft. The facts themselves stay recorded, and Undo brings the caption back.
    </ConfirmDialog>
  );
}
