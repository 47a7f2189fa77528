import type { Editor } from "#app/editor/editor.ts";
import type { DeskState } from "#app/editor/desk/use-desk.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";

export interface MarginProps {
  readonly desk: DeskState;
  readonly editor: Editor;
  /** Above the text: for bars that say what is shown. */
  readonly bars: HTMLElement | null;
  /** Beside the text: for cards. */
  readonly cards: HTMLElement | null;
}

/** Props of each part of the margin. */
export interface MarginPartProps extends MarginProps {
  /** The threads beside the text, one store for all parts. */
  readonly store: ThreadStore;
}
