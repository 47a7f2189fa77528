import type { Editor } from "#app/editor/editor.ts";
import { keydownHandler } from "@tiptap/pm/keymap";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { isCarried, isRemote } from "#app/editor/binding/index.ts";
import { DECIDE_KEYS } from "./decide-keys.ts";

/** A stretch of the draft that is covered by a copy: from the start of its first block to the end of its last. */
interface Covered {
  readonly from: number;
  readonly to: number;
  /** The element that is drawn in its place. */
  readonly dom: HTMLElement;
}

interface SuggestMode {
  /** Whether what is typed becomes a suggestion. */
  readonly on: boolean;
  readonly covered: Covered | null;
}

const modeKey = new PluginKey<SuggestMode>("suggestMode");

interface ModeHandlers {
  /** Its keys were pressed in the text, where the editor would take Enter and Backspace for its own. */
  readonly onDecide: (what: "accept" | "reject") => void;
  /** The caret went into the draft's own text. */
  readonly onFocus: () => void;
}

/**
 * While one suggests, nothing that one does reaches the shared text: each edit is held back as a whole,
 * whatever made it: a letter, a key, a menu, a paste. `holdEdits` hands on what was dispatched.
 */
export function suggestMode({ onDecide, onFocus }: ModeHandlers): Plugin<SuggestMode> {
  const decide = (what: "accept" | "reject") => () => {
    onDecide(what);
    return true;
  };
  return new Plugin<SuggestMode>({
    key: modeKey,
    // Also for what plugins append, and for whoever applies an edit only to see what it would do.
    filterTransaction: (transaction, state) => !isHeld(transaction, state),
    state: {
      init: () => NOTHING,
      apply(transaction, before) {
        const meta = transaction.getMeta(modeKey) as Partial<SuggestMode> | undefined;
        const mode = meta ? { ...before, ...meta } : before;
        if (!mode.covered || !transaction.docChanged || meta?.covered) return mode;
        const { covered } = mode;
        const from = transaction.mapping.map(covered.from, 1);
        const to = Math.max(from, transaction.mapping.map(covered.to, -1));
        return { ...mode, covered: { ...covered, from, to } };
      },
    },
    props: {
      decorations: (state) => decorationsOf(state.doc, modeIn(state).covered),
      attributes: (state): Record<string, string> =>
        modeIn(state).on ? { "data-suggesting": "" } : {},
      handleKeyDown: keydownHandler({
        [DECIDE_KEYS.accept]: decide("accept"),
        [DECIDE_KEYS.reject]: decide("reject"),
      }),
      handleDOMEvents: {
        focus: () => {
          onFocus();
          return false;
        },
      },
    },
  });
}

const NOTHING: SuggestMode = { on: false, covered: null };

/** The mode of an editor; off where it has none. */
export function modeIn(state: EditorState): SuggestMode {
  return modeKey.getState(state) ?? NOTHING;
}

function isHeld(transaction: Transaction, state: EditorState): boolean {
  if (!transaction.docChanged || isRemote(transaction) || isCarried(transaction)) return false;
  return modeIn(state).on;
}

/**
 * Hands on each edit that somebody dispatches while they suggest, instead of making it. Returns the
 * function that ends this.
 */
export function holdEdits(
  view: EditorView,
  onEdit: (transaction: Transaction, before: Node) => void,
): () => void {
  const { dispatchTransaction } = view.props;
  view.setProps({
    dispatchTransaction(transaction) {
      const { state } = view;
      if (isHeld(transaction, state)) onEdit(transaction, state.doc);
      else if (dispatchTransaction) dispatchTransaction.call(view, transaction);
      else view.updateState(state.apply(transaction));
    },
  });
  return () => view.setProps({ dispatchTransaction });
}

/** Takes the mode away: its handlers are those of a page that is left. */
export function leaveMode(editor: Editor): void {
  if (!editor.isDestroyed) editor.unregisterPlugin(modeKey);
}

export function setMode(view: EditorView, mode: Partial<SuggestMode>): void {
  view.dispatch(view.state.tr.setMeta(modeKey, mode));
}

function decorationsOf(doc: Node, covered: Covered | null): DecorationSet {
  if (!covered) return DecorationSet.empty;
  const { from, to, dom } = covered;
  const copy = Decoration.widget(from, dom, {
    key: "suggesting",
    side: -1,
    ignoreSelection: true,
    stopEvent: () => true,
  });
  const hidden: Decoration[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    const end = position + node.nodeSize;
    if (position >= from && end <= to) {
      hidden.push(Decoration.node(position, end, { class: "suggest-covered" }));
    }
    return false;
  });
  return DecorationSet.create(doc, [copy, ...hidden]);
}
