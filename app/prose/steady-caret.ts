import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { readBrowserCaret } from "./browser-caret";
import { carriesOwnId } from "./own-id";

/** A selection as the binding of editor and shared document remembers it during an edit of others. */
interface RememberedSelection {
  readonly anchor: Y.RelativePosition | null;
  readonly head: Y.RelativePosition | null;
  readonly absAnchor?: number | null;
  readonly absHead?: number | null;
}

interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  beforeAllTransactions: () => void;
  beforeTransactionSelection: RememberedSelection | null;
}

/**
 * Keeps one's caret at its letter while others edit.
 *
 * The binding (y-tiptap 3.0.9) remembers the caret twice: relative to a letter, which is exact, and
 * as a number, from which it guesses where the block went if text or attributes of the block differ
 * afterwards. With blocks that have ids the guess always finds the block and puts the caret at the
 * old number, so that it slips whenever somebody types before it in the same paragraph. Here the
 * number is taken away, unless the block itself is gone and stands elsewhere under the same id.
 */
export function steadyCaret(): Plugin {
  return new Plugin({
    view(view) {
      const state = ySyncPluginKey.getState(view.state) as { binding?: Binding } | undefined;
      if (state?.binding) {
        steady(state.binding, view);
        readClicksFirst(state.binding, view);
      }
      return {};
    },
  });
}

/** The editor reads a caret that the browser has moved before an edit of others is drawn. */
function readClicksFirst(binding: Binding, view: EditorView): void {
  const remember = binding.beforeAllTransactions;
  const readAndRemember = () => {
    // oxlint-disable-next-line no-underscore-dangle -- Yjs has no other word for whose edit it is
    const isOthers = binding.doc._transaction?.local === false;
    if (isOthers) readBrowserCaret(view);
    remember();
  };
  binding.doc.off("beforeAllTransactions", remember);
  binding.doc.on("beforeAllTransactions", readAndRemember);
  // The binding takes this one off when it is destroyed.
  binding.beforeAllTransactions = readAndRemember;
}

function steady(binding: Binding, view: EditorView): void {
  let remembered = binding.beforeTransactionSelection;
  Object.defineProperty(binding, "beforeTransactionSelection", {
    configurable: true,
    get(): RememberedSelection | null {
      if (remembered === null) return null;
      const { anchor, head, absAnchor, absHead } = remembered;
      return {
        ...remembered,
        absAnchor: hasMoved(binding, view, anchor, absAnchor) ? absAnchor : null,
        absHead: hasMoved(binding, view, head, absHead) ? absHead : null,
      };
    },
    set(selection: RememberedSelection | null) {
      remembered = selection;
    },
  });
}

/** Whether the letter is gone and its block stands elsewhere, as after cut and paste by another. */
function hasMoved(
  binding: Binding,
  view: EditorView,
  letter: Y.RelativePosition | null,
  position: number | null | undefined,
): boolean {
  const { doc } = view.state;
  if (letter === null || typeof position !== "number" || position > doc.content.size) return false;
  const place = Y.createAbsolutePositionFromRelativePosition(letter, binding.doc);
  if (place !== null && !isGone(place.type)) return false;
  const id: unknown = doc.resolve(position).parent.attrs.id;
  return typeof id === "string" && holdsBlock(binding.type, id);
}

function isGone(type: Y.AbstractType<unknown>): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- Yjs tells in no other way that a type is deleted
  const item = type._item;
  return item !== null && (item.deleted || isGone(item.parent as Y.AbstractType<unknown>));
}

function holdsBlock(fragment: Y.XmlFragment, id: string): boolean {
  return fragment
    .toArray()
    .some(
      (child) =>
        child instanceof Y.XmlElement &&
        ((carriesOwnId(child.nodeName) && child.getAttribute("id") === id) ||
          holdsBlock(child, id)),
    );
}
