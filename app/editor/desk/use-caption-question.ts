import { useCallback, useState } from "react";
import type { AskAboutCaption } from "#app/editor/behavior/atom-guard.ts";

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
