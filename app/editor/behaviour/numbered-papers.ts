import type { EditorState } from "@tiptap/pm/state";
import { numberingKey } from "./numbering.ts";

/**
 * Whether the text is a paper for a court, whose paragraphs are numbered (FRCP 10(b)): it is laid out
 * as one. False as long as the layout is not known.
 */
export function numbersParagraphs(state: EditorState): boolean {
  const layout = numberingKey.getState(state)?.page.layoutProfile ?? null;
  return layout !== null && layout !== "letter";
}
