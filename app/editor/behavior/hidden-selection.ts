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
    view.dom.addEventListener("focus", this.onFocus);
  }

  destroy(): void {
    const page = this.view.dom.ownerDocument;
    page.removeEventListener("selectionchange", this.restore, true);
    page.removeEventListener("mouseup", this.onMoveEnd, true);
    page.removeEventListener("keyup", this.onMoveEnd, true);
    this.view.dom.removeEventListener("focus", this.onFocus);
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

  /**
   * Where the text has the focus again, as when a dialog closes, the browser puts any caret at the start.
   * ProseMirror corrects that 20 ms later, or when a busy page comes to it: words typed meanwhile stood
   * at the start. The browser moves the caret behind the event.
   */
  private readonly onFocus = (): void =>
    queueMicrotask(() => {
      if (!this.view.isDestroyed && this.isAtStart()) this.view.focus();
    });

  private isLost(): boolean {
    const { selection } = this.view.state;
    return (
      (selection instanceof NodeSelection || selection instanceof GapCursor) && this.isAtStart()
    );
  }

  /** Whether the browser's caret is at the start of the text, and nobody has put it there. */
  private isAtStart(): boolean {
    const { view, movedFrom } = this;
    const { doc } = view.state;
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
