import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import type { SuggestedBlocks } from "#app/domain/margin/thread-change.ts";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { draftPlace } from "#app/editor/threads/places.ts";
import { Deciding, suggestionDesk } from "./deciding.ts";
import { suggestionDevice } from "./device-suggestion.ts";
import { OpenSuggestions } from "./open-suggestions.ts";
import { type BlockSpan, Suggesting } from "./suggesting.ts";

/** What the suggestions of a desk consist of, for as long as its editor is there. */
export interface SuggestParts {
  readonly suggesting: Suggesting;
  readonly open: OpenSuggestions;
  readonly deciding: Deciding;
}

export function useSuggestParts({ desk, editor, store }: MarginPartProps): SuggestParts | null {
  const [parts, setParts] = useState<SuggestParts | null>(null);
  const { session, you, view } = desk;
  const { id: documentId, generation } = view;
  useEffect(() => {
    if (!session || editor.isDestroyed) return;
    const open = new OpenSuggestions(editor, store);
    const deciding = new Deciding(editor, session, store, open);
    const suggesting = new Suggesting(editor, {
      documentId,
      colour: you.colour,
      device: suggestionDevice(you.userId),
      send: async (suggestion, span) => {
        const place = placeOf(editor, span, generation);
        const outcome = await store.send({
          do: "begin",
          threadId: crypto.randomUUID(),
          commentId: crypto.randomUUID(),
          place: place ?? { in: "document" },
          organizationId: null,
          text: "",
          mentions: [],
          suggestion: suggestion satisfies SuggestedBlocks,
        });
        return outcome.ok ? null : outcome.refusal.sentence;
      },
    });
    suggestionDesk(store).set({ deciding, open, userId: you.userId });
    setParts({ suggesting, open, deciding });
    return () => {
      suggestionDesk(store).set(null);
      setParts(null);
      suggesting.destroy();
      deciding.destroy();
      open.destroy();
    };
  }, [session, editor, store, documentId, generation, you.userId, you.colour]);
  return parts;
}

/** The words of the blocks: a place begins and ends within blocks. */
function placeOf(editor: Editor, { from, to }: BlockSpan, generation: number) {
  const { state } = editor;
  const { size } = state.doc.content;
  return draftPlace(
    state,
    { from: Math.min(from + 1, size), to: Math.max(Math.min(from + 1, size), to - 1) },
    generation,
  );
}

/** Whether this person may suggest, and whether they can do nothing else. */
export function useRights({ desk, store }: MarginPartProps) {
  const may = desk.view.may.comment || (store.answer?.may.comment ?? false);
  const live = desk.state?.live ?? null;
  const reads = desk.state?.access !== "write";
  return { may: may && live !== null && !desk.broken, onlySuggests: may && reads && live !== null };
}

