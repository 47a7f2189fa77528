import type { Editor } from "@tiptap/core";
import type { DeskState } from "#app/editor/desk/use-desk.ts";

/** What each part of the margin is given. */
export interface MarginProps {
  readonly desk: DeskState;
  readonly editor: Editor;
  /** Above the text: for bars that say what is shown. */
  readonly bars: HTMLElement | null;
  /** Beside the text: for cards. */
  readonly cards: HTMLElement | null;
}

/** Everything beside the text, loaded after the desk's first view (M17). */
export default function Margin(_props: MarginProps) {
  return null;
}
