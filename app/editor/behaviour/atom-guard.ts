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
import { say } from "#app/editor/paste/paste-notice.ts";

/**
 * Asks whether a caption shall go, and calls back if so. What the callback does, it does to the draft as it is then.
 */
export type AskAboutCaption = (confirmed: () => void) => void;

export interface AtomSettings {
  readonly onRemoveCaption: AskAboutCaption;
}

/** What marks a transaction that may take block atoms away. */
const REMOVES = "removesAtoms";

/**
 * A page break, caption, signature block or exhibit is never replaced: what is typed, composed or
 * pasted over it goes into a new paragraph behind it. Backspace, Delete and a cut alone take it away,
 * and a caption only when asked. One who has clicked on it, or whose browser selected it on the way
 * (Firefox, by Ctrl-End), types a letter and would otherwise have lost the caption of a complaint.
 */
export function atomGuard({ onRemoveCaption }: AtomSettings): Plugin {
  return new Plugin({
    // Whatever else might replace one (an edit by the browser itself, a command) does nothing.
    filterTransaction: (transaction) =>
      !transaction.docChanged ||
      isFromOthers(transaction) ||
      transaction.getMeta(REMOVES) === true ||
      transaction.getMeta("uiEvent") === "cut" ||
      removedAtoms(transaction).length === 0,
    props: {
      handleTextInput(view, from, to, text) {
        const { selection, tr } = view.state;
        // Letters that the browser has put somewhere else by itself are no concern of the selection.
        if (from !== selection.from || to !== selection.to || !needsRoom(selection)) return false;
        view.dispatch(makeRoom(tr).insertText(text).scrollIntoView());
        return true;
      },
      handleDrop(view, event, slice, moved) {
        if (!moved || !holdsAtom(slice)) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        // In a table's cell none of them can stand, and ProseMirror would leave them out.
        const around = at && view.state.doc.resolve(at.pos);
        if (!around || around.depth < 2 || around.parent.type.name === "footnote") return false;
        view.dispatch(say(view.state.tr, { sentence: NOT_MOVED }));
        return true;
      },
      handleDOMEvents: {
        compositionstart(view) {
          // ProseMirror would delete what is selected, and outside of a block nothing can be composed.
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

/** A command that may take block atoms away, and asks where a caption is among them. */
export function removing(command: Command, onRemoveCaption: AskAboutCaption): Command {
  return (state, dispatch, view) =>
    command(
      state,
      dispatch &&
        ((transaction: Transaction) => {
          const isAsked = view !== undefined && holdsCaption(removedAtoms(transaction));
          if (!isAsked) return dispatch(transaction.setMeta(REMOVES, true));
          const caption = captionIn(transaction);
          // What will go is shown: the caption that the caret stood beside is selected.
          if (state.selection.empty && caption !== null) {
            dispatch(state.tr.setSelection(NodeSelection.create(state.doc, caption)));
          }
          onRemoveCaption(() => removeSelected(view));
        }),
      view,
    );
}

/** Whether what is typed there needs a place of its own first. */
function needsRoom(selection: Selection): boolean {
  return selection instanceof GapCursor || selectedAtoms(selection).length > 0;
}

/** Takes what is selected now away, if a caption is among it still: somebody else may have acted. */
function removeSelected(view: EditorView): void {
  if (view.isDestroyed || !view.editable) return;
  const { selection, tr } = view.state;
  if (!holdsCaption(selectedAtoms(selection))) return;
  view.dispatch(tr.deleteSelection().scrollIntoView().setMeta(REMOVES, true));
}

function holdsCaption(atoms: readonly Node[]): boolean {
  return atoms.some(({ type }) => type.name === "caption");
}

/** Where the first caption stands that these steps take away. */
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
