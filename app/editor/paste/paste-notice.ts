import type { Fragment } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { Mappable } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { isFromOthers } from "#app/editor/behaviour/changed-children.ts";

/** Struck-out words that were left out of a paste, and where they stood. */
export interface StruckPiece {
  readonly position: number;
  readonly content: Fragment;
}

/** All that were left out of one paste, and what puts them back to where they stood by now. */
export interface StruckOut {
  readonly pieces: readonly StruckPiece[];
  readonly putBack: (transaction: Transaction, pieces: readonly StruckPiece[]) => void;
}

/** What is said of a paste until the next paste or edit, and what can still be done about it. */
export interface PasteNotice {
  readonly sentence: string;
  readonly offer: { readonly label: string; readonly run: () => void } | null;
}

/** What there is to say of a paste. */
export interface Said {
  readonly sentence: string;
  /** Pastes what was held back as a whole. */
  readonly anyway?: (view: EditorView) => void;
}

/** What is said, and where in the text that is by now. */
interface SaidThere {
  readonly said: Said;
  /** Where what was pasted stands; null where nothing was. */
  readonly pasted: { readonly from: number; readonly to: number } | null;
  readonly struck: StruckOut | null;
}

const noticeKey = new PluginKey<SaidThere | null>("pasteNotice");

/** Adds to a transaction what is to be said of it; null where nothing is, not even what was said before. */
export function say(
  transaction: Transaction,
  said: Said | null,
  there: Partial<Omit<SaidThere, "said">> = {},
): Transaction {
  const value: SaidThere | null = said && { said, pasted: null, struck: null, ...there };
  return transaction.setMeta(noticeKey, value);
}

/** Tells what is said of the last paste, and null when that is over: with the next paste or edit. */
export function pasteNotices(tell: (notice: PasteNotice | null) => void): Plugin {
  return new Plugin<SaidThere | null>({
    key: noticeKey,
    state: { init: () => null, apply: saidAfter },
    view: () => ({
      update(view, before) {
        const now = saidIn(view.state);
        if (now?.said === saidIn(before)?.said) return;
        tell(now && { sentence: now.said.sentence, offer: offerOf(now, view) });
      },
    }),
  });
}

function saidIn(state: EditorState): SaidThere | null {
  return noticeKey.getState(state) ?? null;
}

function saidAfter(transaction: Transaction, before: SaidThere | null): SaidThere | null {
  const told = transaction.getMeta(noticeKey) as SaidThere | null | undefined;
  if (told !== undefined) return told;
  if (before === null || !transaction.docChanged) return before;
  // Ids that a paste is given are part of it.
  const isPart = transaction.getMeta("appendedTransaction") !== undefined;
  if (!isPart && !isFromOthers(transaction)) return null;
  const { mapping } = transaction;
  const struck = mapStruck(before.struck, mapping);
  if (before.pasted === null) return { ...before, struck };
  const from = mapping.map(before.pasted.from, 1);
  const to = mapping.map(before.pasted.to, -1);
  // What was pasted is gone, as by undo.
  return from < to ? { ...before, struck, pasted: { from, to } } : null;
}

function mapStruck(struck: StruckOut | null, mapping: Mappable): StruckOut | null {
  const pieces = struck?.pieces.map((piece) => {
    return { ...piece, position: mapping.map(piece.position, -1) };
  });
  return struck && pieces ? { ...struck, pieces } : null;
}

/** The words on the button under which struck-out words are to be had. */
const PASTE_STRUCK = "Paste them too";

function offerOf({ said, struck }: SaidThere, view: EditorView): PasteNotice["offer"] {
  const { anyway } = said;
  if (anyway) return { label: PASTE_STRUCK, run: () => anyway(view) };
  if (struck === null) return null;
  return {
    label: PASTE_STRUCK,
    run: () => {
      const now = saidIn(view.state);
      // Offered on a page that has moved on meanwhile.
      if (now?.said !== said || now.struck === null) return;
      const transaction = say(view.state.tr, null);
      now.struck.putBack(transaction, now.struck.pieces);
      view.dispatch(transaction.scrollIntoView());
      view.focus();
    },
  };
}
