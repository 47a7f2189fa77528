import { useEffect } from "react";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { draftPlace } from "#app/editor/threads/places.ts";
import { useStore } from "#app/ui/store.ts";
import { Deciding } from "./deciding.ts";
import { suggestionDevice } from "./device-suggestion.ts";
import { OpenSuggestions } from "./open-suggestions.ts";
import { Suggesting } from "./suggesting.ts";
import { suggestedRange } from "./suggested-range.ts";
import { type SuggestionDesk, suggestionDesk } from "./suggestion-desk.ts";
import { Telling } from "./telling.ts";

/** Sets up the suggestions of a desk, for as long as its editor is there. */
export function useSuggestionDesk({ desk, editor, store }: MarginPartProps): SuggestionDesk | null {
  const { session, you, view } = desk;
  const { userId, colour } = you;
  const { change: changeReference } = desk.reference;
  const { tell: onPasteNotice } = desk.paste;
  const { id: documentId, generation } = view;
  const held = suggestionDesk(store);
  useEffect(() => {
    if (!session || editor.isDestroyed) return;
    const telling = new Telling();
    const { tell } = telling;
    const open = new OpenSuggestions(editor, store);
    const deciding = new Deciding(editor, session, store, open, { userId, tell });
    const suggesting = new Suggesting(editor, {
      documentId,
      color: colour,
      device: suggestionDevice(userId),
      tell,
      onReference: changeReference,
      onPasteNotice,
      onDecide: (what) => deciding.decideAtCaret(what),
      send: async (suggestion, span, { organizationId, text }) => {
        const { state } = editor;
        const range = suggestedRange(state.doc, span, suggestion.proposed as readonly ProseNode[]);
        const change: ThreadChange = {
          do: "begin",
          threadId: crypto.randomUUID(),
          commentId: crypto.randomUUID(),
          place: draftPlace(state, range, generation) ?? { in: "document" },
          organizationId,
          text,
          mentions: [],
          suggestion,
        };
        const outcome = await store.send(change);
        if (!outcome.ok) {
          const { sentence } = outcome.refusal;
          return { refusal: sentence, setAside: () => store.setAside(change, sentence) };
        }
        return outcome.value.kept ? "kept" : "sent";
      },
    });
    held.set({ suggesting, telling, deciding, open, userId });
    return () => {
      held.set(null);
      suggesting.destroy();
      deciding.destroy();
      open.destroy();
      telling.stop();
    };
  }, [
    session,
    editor,
    store,
    held,
    documentId,
    generation,
    userId,
    colour,
    changeReference,
    onPasteNotice,
  ]);
  return useStore(held);
}

/**
 * Whether this person may suggest, whether the text takes nothing but suggestions of theirs, and whether
 * it takes them unasked (M9). A frozen text does not: one reads and signs it, and a key must not begin
 * anything in it by accident, least of all where it froze under somebody's hands.
 */
export function useRights({ desk, store }: MarginPartProps) {
  const may = desk.view.may.comment || (store.answer?.may.comment ?? false);
  const live = desk.state?.live ?? null;
  const reads = desk.state?.access !== "write";
  const onlySuggests = may && reads && live !== null;
  return {
    may: may && live !== null && !desk.broken,
    onlySuggests,
    always: onlySuggests && desk.state?.status === "draft",
  };
}
