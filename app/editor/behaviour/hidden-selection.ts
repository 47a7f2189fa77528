import { GapCursor } from "@tiptap/pm/gapcursor";
import { NodeSelection, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * Keeps a selection that a browser can't show as a caret: of a caption or an exhibit, or between two.
 * Where no editable place is near, behind the last paragraph, Chromium counts it as no selection at
 * all, and puts the caret to the start of the text whenever the page takes the focus: on the way back
 * from another window, or with every key that is sent to the page by a program. Delete then took the
 * first letter of the draft. Such a move is nobody's, and is taken back.
 */
export class HiddenSelections {
  /** The browser's selection when a hand began to do what may move it; null: none did since it stood. */
  private movedFrom: DomPlace | null = null;

  constructor(private readonly view: EditorView) {
    const page = view.dom.ownerDocument;
    page.addEventListener("selectionchange", this.restore, true);
    page.addEventListener("mouseup", this.handsRest, true);
    page.addEventListener("keyup", this.handsRest, true);
  }

  destroy(): void {
    const page = this.view.dom.ownerDocument;
    page.removeEventListener("selectionchange", this.restore, true);
    page.removeEventListener("mouseup", this.handsRest, true);
    page.removeEventListener("keyup", this.handsRest, true);
  }

  /** The editor has another selection: what moved before is over. */
  stands(): void {
    this.movedFrom = null;
  }

  /** To be called when a press begins, or a key that moves carets, once the browser has been read. */
  handsMove(): void {
    this.movedFrom = placeOf(this.view);
  }

  /** Puts the selection back to where the editor has it, if the browser alone has moved it. */
  readonly restore = (): void => {
    if (this.isLost()) this.view.focus();
  };

  private readonly handsRest = (): void => {
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
    // The start of all, or, where a caption stands there, of the first words.
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
