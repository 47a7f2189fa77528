import { GapCursor } from "@tiptap/pm/gapcursor";
import { NodeSelection, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * Keeps a selection that browsers can't show as a caret: of a caption or an exhibit, or between
 * two. Where no editable place is near, after the last paragraph, Chromium treats it as no
 * selection, and moves the caret to the start of the text whenever the page gets the focus: on
 * return from another window, or with every key sent by a program. Delete then removed the first
 * letter of the draft. Such a move is not the user's, and is reverted.
 */
export class HiddenSelections {
  /**
   * The browser's selection when the user began something that may move it; null if nothing has
   * since the editor's selection was set.
   */
  private movedFrom: DomPlace | null = null;

  constructor(private readonly view: EditorView) {
    const page = view.dom.ownerDocument;
    page.addEventListener("selectionchange", this.restore, true);
    page.addEventListener("mouseup", this.onMoveEnd, true);
    page.addEventListener("keyup", this.onMoveEnd, true);
  }

  destroy(): void {
    const page = this.view.dom.ownerDocument;
    page.removeEventListener("selectionchange", this.restore, true);
    page.removeEventListener("mouseup", this.onMoveEnd, true);
    page.removeEventListener("keyup", this.onMoveEnd, true);
  }

  /** Call when the editor's selection changes: earlier moves no longer count. */
  selectionChanged(): void {
    this.movedFrom = null;
  }

  /**
   * Call when a press or a key that moves carets begins, once the browser's caret has been read.
   */
  moveBegins(): void {
    this.movedFrom = placeOf(this.view);
  }

  /** Restores the editor's selection if only the browser moved it. */
  readonly restore = (): void => {
    if (this.isLost()) this.view.focus();
  };

  private readonly onMoveEnd = (): void => {
    const now = placeOf(this.view);
    if (this.movedFrom?.every((part, index) => part === now[index])) this.movedFrom = null;
  };

  private isLost(): boolean {
    const { view, movedFrom } = this;
    const { selection, doc } = view.state;
    if (!(selection instanceof NodeSelection || selection instanceof GapCursor)) return false;
    if (movedFrom !== null || view.composing || !view.hasFocus()) return false;
    const browser = view.dom.ownerDocument.getSelection();
    const node = browser?.anchorNode;
    if (!browser?.isCollapsed || !node || !view.dom.contains(node)) return false;
    const there = Selection.near(doc.resolve(view.posAtDOM(node, browser.anchorOffset)), 1);
    // The start of the document or, where a caption is there, of the first text.
    const starts = [Selection.atStart(doc), Selection.findFrom(doc.resolve(0), 1, true)];
    return starts.some((start) => start?.eq(there));
  }
}

/** Both ends of the browser's selection. */
type DomPlace = readonly [
  anchor: globalThis.Node | null,
  at: number,
  head: globalThis.Node | null,
  to: number,
];

function placeOf(view: EditorView): DomPlace {
  const browser = view.dom.ownerDocument.getSelection();
  if (!browser) return [null, 0, null, 0];
  const { anchorNode, anchorOffset, focusNode, focusOffset } = browser;
  return [anchorNode, anchorOffset, focusNode, focusOffset];
}
