import type { Editor } from "#app/editor/editor.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import type { AuthorsAnswer } from "./draft-authors.ts";
import { type Person, personIn } from "#app/editor/presence/people.ts";
import {
  reportUnlessUnreachable,
  Unreachable,
  unreachable,
} from "#app/editor/session/unreachable.ts";
import type { WriterOf } from "#app/editor/unknown/watch-unknown.ts";

interface AuthorsOptions {
  readonly documentId: string;
  readonly editor: Editor | null;
  readonly awareness: Awareness | null;
  readonly you: Person;
}

/** "Show authors": on or off, the loading error, and the author of the text at the caret. */
interface Authors {
  readonly shown: boolean;
  readonly error: string | null;
  readonly atCaret: string | null;
  readonly toggle: () => void;
}

const LOAD_ERROR =
  "Who wrote what can’t be shown without the server. Nothing was changed; try again when you are online.";

export function useAuthors({ documentId, editor, awareness, you }: AuthorsOptions): Authors {
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (!shown || !editor || !awareness) return;
    let left = false;
    const atClient = (client: number) =>
      client === awareness.clientID ? you : personIn(awareness.getStates().get(client));
    const show = async () => {
      try {
        const [answer, { showAuthors, shownAuthors }] = await Promise.all([
          load(documentId),
          loadMarks(),
        ]);
        if (!left && !editor.isDestroyed) showAuthors(editor, shownAuthors(answer, atClient));
      } catch (error) {
        reportUnlessUnreachable(error);
        setError((error instanceof Unreachable && error.message) || LOAD_ERROR);
        setShown(false);
      }
    };
    void show();
    return () => {
      left = true;
      // The part that draws them never came, so that nothing is to be hidden.
      void hideAuthors(editor).catch(() => undefined);
    };
  }, [shown, documentId, editor, awareness, you]);

  const toggle = useCallback(() => {
    setError(null);
    setShown((before) => !before);
  }, []);
  return { shown, error, atCaret: useAuthorAtCaret(editor, shown), toggle };
}

/** Loaded with the first press of the button, in parallel with the data. */
function loadMarks() {
  return import("./author-decorations.ts").catch(unreachable);
}

async function hideAuthors(editor: Editor): Promise<void> {
  const { showAuthors } = await loadMarks();
  if (!editor.isDestroyed) showAuthors(editor, null);
}

/**
 * Returns a lookup of who wrote an id: the person present with that client id, or else the author
 * according to the commits. The commits are requested once, and only when needed.
 */
export function useWriterOf(
  documentId: string,
  tellsAuthors: boolean,
  awareness: Awareness | null,
  you: Person,
): WriterOf {
  const latest = useRef({ awareness, you });
  useEffect(() => {
    latest.current = { awareness, you };
  });
  return useCallback(
    async (client, clock) => {
      const { awareness: room, you: own } = latest.current;
      if (client === room?.clientID) return own;
      const here = personIn(room?.getStates().get(client));
      if (here || !tellsAuthors) return here;
      try {
        const [answer, { writerIn }] = await Promise.all([load(documentId), loadMarks()]);
        return writerIn(answer, client, clock);
      } catch (error) {
        reportUnlessUnreachable(error);
        // Shown without a name.
        return null;
      }
    },
    [documentId, tellsAuthors],
  );
}

async function load(documentId: string): Promise<AuthorsAnswer> {
  const { loadAuthors } = await import("./load-authors.ts").catch(unreachable);
  return loadAuthors(documentId);
}

function useAuthorAtCaret(editor: Editor | null, shown: boolean): string | null {
  const [author, setAuthor] = useState<string | null>(null);
  useEffect(() => {
    if (!editor || !shown) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = async () => {
      const { authorAtCaret } = await loadMarks();
      timer = null;
      if (!editor.isDestroyed) setAuthor(authorAtCaret(editor.state));
    };
    const soon = () => {
      // Where loading fails, nothing is shown, and the button has reported the error.
      timer ??= setTimeout(() => void read().catch(() => undefined), 100);
    };
    soon();
    editor.on("transaction", soon);
    return () => {
      editor.off("transaction", soon);
      if (timer) clearTimeout(timer);
    };
  }, [editor, shown]);
  return shown ? author : null;
}
