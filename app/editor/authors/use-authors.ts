import type { Editor } from "#app/editor/editor.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import { type Person, personIn } from "#app/editor/presence/people.ts";
import { reportUnlessUnreachable, Unreachable, unreachable } from "#app/ui/unreachable.ts";
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
  const [atCaret, onCaret] = useState<string | null>(null);

  useEffect(() => {
    if (!shown || !editor || !awareness) return;
    const leaving = new AbortController();
    const show = async () => {
      try {
        const { showAuthorsUntil } = await loadRest();
        await showAuthorsUntil(leaving.signal, { documentId, editor, awareness, you, onCaret });
      } catch (error) {
        reportUnlessUnreachable(error);
        setError((error instanceof Unreachable && error.message) || LOAD_ERROR);
        setShown(false);
      }
    };
    void show();
    return () => leaving.abort();
  }, [shown, documentId, editor, awareness, you]);

  const toggle = useCallback(() => {
    setError(null);
    setShown((before) => !before);
  }, []);
  return { shown, error, atCaret: shown ? atCaret : null, toggle };
}

/** Loaded with the first press of the button. */
function loadRest() {
  return import("./showing-authors.ts").catch(unreachable);
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
        const { writerByCommits } = await loadRest();
        return await writerByCommits(documentId, client, clock);
      } catch (error) {
        reportUnlessUnreachable(error);
        // Shown without a name.
        return null;
      }
    },
    [documentId, tellsAuthors],
  );
}
