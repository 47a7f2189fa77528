import type { EditorState } from "@tiptap/pm/state";
import { numberingKey } from "./numbering.ts";

/**
 * Whether the text is a court filing with numbered paragraphs (FRCP 10(b)), according to its
 * layout. False while the layout is unknown.
 */
export function numbersParagraphs(state: EditorState): boolean {
  const layout = numberingKey.getState(state)?.page.layoutProfile ?? null;
  return layout !== null && layout !== "letter";
}
