import type { Editor } from "@tiptap/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DraftFacts } from "~/prose/facts";
import { insertionsFor, type Insertion } from "./insert/insertions";
import { slashState, type SlashSource } from "./insert/slash";
import type { ReferenceAt } from "./references/reference-at";
import type { ReferenceAsked } from "./references/ReferenceDialog";

/** What can be put into the text, by the menu in the bar and by "/", and what is asked for it first. */
export function useInserting(facts: DraftFacts) {
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
