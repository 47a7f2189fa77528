import { type RefObject, useState } from "react";
import type { DeskActions } from "#app/editor/commands/registry.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import type { InsertableDetails } from "./insertions.ts";
import type { SlashSource } from "./slash.ts";

const INSERTIONS = createLazyPart(async () => ({ default: await import("./insertions.ts") }));

/** The items of the "/" menu, including those from the document's details. */
export function useSlashSource(
  details: InsertableDetails,
  actions: RefObject<DeskActions | null>,
): SlashSource {
  const latest = useLatest(details);
  const [source] = useState<SlashSource>(() => ({
    find: (query, state) => {
      const list = INSERTIONS();
      if (!list || !latest.current) return null;
      const found = list.matching(list.insertionsFor(latest.current), query);
      return found.filter((insertion) => list.fits(insertion, state));
    },
    fetch: (then) => void INSERTIONS.fetch().then(then),
    run: (insertion, view) => {
      if ("act" in insertion) actions.current?.[insertion.act]();
      else insertion.run(view.state, view.dispatch, view);
    },
  }));
  return source;
}
