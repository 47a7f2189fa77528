import { GapCursor } from "@tiptap/pm/gapcursor";
import type { Node, Slice } from "@tiptap/pm/model";
import {
  NodeSelection,
  Plugin,
  type Command,
  type Selection,
  type Transaction,
} from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { isBlockAtom, makeRoom, removedAtoms, selectedAtoms } from "./block-atoms.ts";
import { isFromOthers } from "./changed-children.ts";
import { withNotice } from "#app/editor/paste/paste-notice.ts";

/**
 * Asks whether to remove a caption, and calls back if confirmed. The callback works on the draft as
 * it is at that time.
 */
export type AskAboutCaption = (confirmed: () => void) => void;

interface AtomSettings {
  readonly onRemoveCaption: AskAboutCaption;
}

/** Meta of transactions that may remove block atoms. */
const REMOVES = "removesAtoms";

/** Lets a transaction remove block atoms: what somebody accepted or restored says so. */
export function allowRemovingAtoms(transaction: Transaction): Transaction {
  return transaction.setMeta(REMOVES, true);
}

/** Whether a transaction may remove block atoms, because somebody asked for that. */
export function mayRemoveAtoms(transaction: Transaction): boolean {
  return transaction.getMeta(REMOVES) === true || transaction.getMeta("uiEvent") === "cut";
}

/**
 * Keeps page breaks, captions, signature blocks and exhibits from being replaced: what is typed,
 * composed or pasted over one goes into a new paragraph after it. Only Backspace, Delete and cut
 * remove one, and a caption only after a question. Otherwise somebody who clicked on a caption, or
 * whose browser selected it (Firefox, on Ctrl-End), would lose it by typing a letter.
 */
export function atomGuard({ onRemoveCaption }: AtomSettings): Plugin {
  return new Plugin({
    // Any other transaction that would replace one (an edit by the browser, a command) is dropped.
    filterTransaction: (transaction) =>
      !transaction.docChanged ||
      isFromOthers(transaction) ||
      mayRemoveAtoms(transaction) ||
      removedAtoms(transaction).length === 0,
    props: {
      handleTextInput(view, from, to, text) {
        const { selection, tr } = view.state;
        // Text that the browser inserted elsewhere doesn't concern the selection.
        if (from !== selection.from || to !== selection.to || !needsRoom(selection)) return false;
        view.dispatch(makeRoom(tr).insertText(text).scrollIntoView());
        return true;
      },
      handleDrop(view, event, slice, moved) {
        if (!moved || !holdsAtom(slice)) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        // Block atoms are not allowed in table cells, where ProseMirror would drop them.
        const around = at && view.state.doc.resolve(at.pos);
        if (!around || around.depth < 2 || around.parent.type.name === "footnote") return false;
        view.dispatch(withNotice(view.state.tr, { sentence: NOT_MOVED }));
        return true;
      },
      handleDOMEvents: {
        compositionstart(view) {
          // ProseMirror would delete the selection, and outside of a block nothing can be composed.
          const { selection, tr } = view.state;
          if (view.editable && needsRoom(selection)) view.dispatch(makeRoom(tr));
          return false;
        },
        cut(view, event) {
          const { selection } = view.state;
          if (!view.editable || !holdsCaption(selectedAtoms(selection))) return false;
          const { dom, text } = view.serializeForClipboard(selection.content());
          event.clipboardData?.clearData();
          event.clipboardData?.setData("text/html", dom.innerHTML);
          event.clipboardData?.setData("text/plain", text);
          event.preventDefault();
          onRemoveCaption(() => removeSelected(view));
          return true;
        },
      },
    },
  });
}

/** Wraps a command that may remove block atoms, and asks first where a caption is among them. */
export function removing(command: Command, onRemoveCaption: AskAboutCaption): Command {
  return (state, dispatch, view) =>
    command(
      state,
      dispatch &&
        ((transaction: Transaction) => {
          const isAsked = view !== undefined && holdsCaption(removedAtoms(transaction));
          if (!isAsked) return dispatch(transaction.setMeta(REMOVES, true));
          const caption = captionIn(transaction);
          // Shows what will be removed: selects the caption beside the caret.
          if (state.selection.empty && caption !== null) {
            dispatch(state.tr.setSelection(NodeSelection.create(state.doc, caption)));
          }
          onRemoveCaption(() => removeSelected(view));
        }),
      view,
    );
}

/** Whether text typed there needs a new paragraph first. */
function needsRoom(selection: Selection): boolean {
  return selection instanceof GapCursor || selectedAtoms(selection).length > 0;
}

/** Removes the selection if it still contains a caption: somebody else may have acted meanwhile. */
function removeSelected(view: EditorView): void {
  if (view.isDestroyed || !view.editable) return;
  const { selection, tr } = view.state;
  if (!holdsCaption(selectedAtoms(selection))) return;
  view.dispatch(tr.deleteSelection().scrollIntoView().setMeta(REMOVES, true));
}

function holdsCaption(atoms: readonly Node[]): boolean {
  return atoms.some(({ type }) => type.name === "caption");
}

/** The position of the first caption that these steps remove. */
function captionIn({ steps, docs }: Transaction): number | null {
  let found: number | null = null;
  steps[0]?.getMap().forEach((from, to) => {
    docs[0]?.nodesBetween(from, to, (node, position) => {
      if (node.type.name === "caption") found ??= position;
      return false;
    });
  });
  return found;
}

function holdsAtom({ content }: Slice): boolean {
  let holds = false;
  content.forEach((node) => {
    holds ||= isBlockAtom(node);
  });
  return holds;
}

const NOT_MOVED =
  "Nothing was moved: a page break, caption, signature block or exhibit is among it, and none can stand in a table.";
