import type { DeskMode } from "#app/editor/session/save-state.ts";

/** What keys do at a desk, as the switch says it. */
export const MODE_WORDS: Readonly<
  Record<DeskMode, { readonly name: string; readonly help: string }>
> = {
  editing: { name: "Editing", help: "What you type is in the draft." },
  suggesting: { name: "Suggesting", help: "What you type is proposed; the draft stays as it is." },
  reading: { name: "Reading", help: "Keys change nothing. You can comment." },
};
