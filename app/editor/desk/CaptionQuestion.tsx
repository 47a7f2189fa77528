import { useCallback, useState } from "react";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import type { AskAboutCaption } from "#app/editor/behaviour/atom-guard.ts";

/** What is done once it is confirmed; null: nobody is asked. */
type Confirmed = (() => void) | null;

/** Asks before a caption is taken away: `ask` for the editor, `asked` for the dialog. */
export function useCaptionQuestion() {
  const [asked, setAsked] = useState<Confirmed>(null);
  const ask = useCallback<AskAboutCaption>((confirmed) => setAsked(() => confirmed), []);
  const stopAsking = useCallback(() => setAsked(null), []);
  return { asked, ask, stopAsking };
}

/** The question before a caption goes: court, parties, case number and title are easily hit by one key. */
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
