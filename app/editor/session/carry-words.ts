import { bindingIn } from "#app/editor/binding/index.ts";
import { CarriedWords } from "#app/editor/binding/carried-words.ts";
import type { Editor } from "#app/editor/editor.ts";
import { tellOfWordsBehind } from "./words-behind.ts";

/** How long, in milliseconds, a text may be away before its writer is told, as between cut and paste. */
const AWAY_MS = 5_000;

const MOVED = "Somebody moved the text in which you write. Your words went with it.";
const TAKEN =
  "Somebody took away the text in which you were writing. What you wrote meanwhile is still in the draft, where it stood.";

/**
 * Carries this person's words along with text that others move while they write in it, and tells them
 * (embarrassment 13); and tells them of others' words that what they moved themselves left behind.
 */
export function carryWords(editor: Editor, tell: (words: string) => void): void {
  const binding = bindingIn(editor.state);
  if (!binding) return;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  binding.carried = new CarriedWords(binding, (isAway) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (isAway()) tell(TAKEN);
    }, AWAY_MS);
    timers.add(timer);
  });
  binding.onCarried(({ words, tr }) => {
    if (words !== "") tell(MOVED);
    // Whoever is typing goes on where their caret is; who only reads is left where they read.
    if (words !== "" && tr.selectionSet && editor.view.hasFocus()) {
      editor.view.dispatch(editor.state.tr.scrollIntoView());
    }
  });
  const stop = tellOfWordsBehind(binding.doc, tell);
  editor.once("destroy", () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  });
}
