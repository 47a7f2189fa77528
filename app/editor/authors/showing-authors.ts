import type { Editor } from "#app/editor/editor.ts";
import type { Awareness } from "y-protocols/awareness";
import { type Person, personIn } from "#app/editor/presence/people.ts";
import { authorAtCaret, showAuthors, shownAuthors, writerIn } from "./author-decorations.ts";
import { loadAuthors } from "./load-authors.ts";

interface Showing {
  readonly documentId: string;
  readonly editor: Editor;
  readonly awareness: Awareness;
  readonly you: Person;
  /** Told the author of the text at the caret. */
  readonly onCaret: (author: string | null) => void;
}

/** Milliseconds between a move of the caret and its author. */
const CARET_MS = 100;

/** Shows who wrote what until the signal ends. Throws `Unreachable` where nobody says who did. */
export async function showAuthorsUntil(
  signal: AbortSignal,
  { documentId, editor, awareness, you, onCaret }: Showing,
): Promise<void> {
  const atClient = (client: number) =>
    client === awareness.clientID ? you : personIn(awareness.getStates().get(client));
  const answer = await loadAuthors(documentId);
  if (signal.aborted || editor.isDestroyed) return;
  showAuthors(editor, shownAuthors(answer, atClient));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!editor.isDestroyed) onCaret(authorAtCaret(editor.state));
    }, CARET_MS);
  };
  soon();
  editor.on("transaction", soon);
  const end = () => {
    editor.off("transaction", soon);
    clearTimeout(timer);
    if (!editor.isDestroyed) showAuthors(editor, null);
    onCaret(null);
  };
  signal.addEventListener("abort", end, { once: true });
}

/** The author of an id according to the commits. */
export async function writerByCommits(
  documentId: string,
  client: number,
  clock: number,
): Promise<Person | null> {
  return writerIn(await loadAuthors(documentId), client, clock);
}
