import type { DeskMode } from "#app/editor/session/save-state.ts";

/** Modes at a desk, as the switch says them. */
export const MODE_LABELS: Readonly<Record<DeskMode, string>> = {
  editing: "Editing",
  suggesting: "Suggesting",
  reading: "Reading",
};
