import type { DeskMode } from "#app/editor/session/save-state.ts";

/** What keys do at a desk, as the switch says it. */
export const MODE_WORDS: Readonly<Record<DeskMode, string>> = {
  editing: "Editing",
  suggesting: "Suggesting",
  reading: "Reading",
};
