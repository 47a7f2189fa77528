import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Store } from "#app/ui/store.ts";
import type { Deciding } from "./deciding.ts";
import type { OpenSuggestions } from "./open-suggestions.ts";
import type { Suggesting } from "./suggesting.ts";
import type { Telling } from "./telling.ts";

/** The parts of a desk that a card needs, by the store of its threads; null without a draft beside it. */
export interface SuggestionDesk {
  readonly suggesting: Suggesting;
  readonly telling: Telling;
  readonly deciding: Deciding;
  readonly open: OpenSuggestions;
  readonly userId: string;
}

const desks = new WeakMap<ThreadStore, Store<SuggestionDesk | null>>();

export function suggestionDesk(store: ThreadStore): Store<SuggestionDesk | null> {
  const known = desks.get(store) ?? new Store<SuggestionDesk | null>(null);
  desks.set(store, known);
  return known;
}
