import type { Editor } from "@tiptap/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { insertionsFor, type Insertion } from "./insertions.ts";
import { slashState, type SlashSource } from "./slash.ts";
import type { ReferenceAt } from "#app/editor/references/reference-at.ts";
import type { ReferenceAsked } from "#app/editor/references/ReferenceDialog.tsx";

/** What can be put into the text, by the menu in the bar and by "/", and what is asked for it first. */
export function useInserting(facts: DocumentDetails) {
  const insertions = useMemo(() => insertionsFor(facts), [facts]);
  const [asked, setAsked] = useState<ReferenceAsked>(null);
  const [slash] = useState(slashState);
  const latest = useRef(insertions);
  useEffect(() => {
    latest.current = insertions;
  });
  const [source] = useState<SlashSource>(() => ({
    insertions: () => latest.current,
    run: (insertion: Insertion, editor: Editor) =>
      insertion.run(editor, { pickReference: () => setAsked({ reference: null }) }),
  }));
  return {
    insertions,
    insert: source.run,
    slash,
    source,
    asked,
    pickReference: () => setAsked({ reference: null }),
    changeReference: (reference: ReferenceAt) => setAsked({ reference }),
    stopAsking: () => setAsked(null),
  };
}
