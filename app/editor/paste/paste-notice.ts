import type { Fragment } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { Mappable } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { isFromOthers } from "#app/editor/behavior/changed-children.ts";

/** Struck-out text that a paste left out, and its position. */
export interface DeletedPiece {
  readonly position: number;
  readonly content: Fragment;
}

/** All such pieces of one paste, and a function that restores them at their current positions. */
export interface StruckOut {
  readonly pieces: readonly DeletedPiece[];
  readonly putBack: (transaction: Transaction, pieces: readonly DeletedPiece[]) => void;
}

/** The notice about a paste until the next paste or edit, with its actions. */
export interface PasteNotice {
  readonly sentence: string;
  readonly offer: { readonly label: string; readonly run: () => void } | null;
}

/** The content of a notice about a paste. */
interface NoticeContent {
  readonly sentence: string;
  /** Pastes content that was held back as a whole. */
  readonly anyway?: (view: EditorView) => void;
  /** Whether it stays while its reader types on, until the next paste. */
  readonly stays?: boolean;
}

/** A notice, and the current range of what was pasted. */
export interface PlacedNotice {
  readonly content: NoticeContent;
  /** The range of the pasted content; null where nothing was pasted. */
  readonly pasted: { readonly from: number; readonly to: number } | null;
  readonly struck: StruckOut | null;
}

export const noticeKey = new PluginKey<PlacedNotice | null>("pasteNotice");

/** Sets the notice of a transaction; null clears the previous one. */
export function withNotice(
  transaction: Transaction,
  content: NoticeContent | null,
  there: Partial<Omit<PlacedNotice, "content">> = {},
): Transaction {
  const value: PlacedNotice | null = content && { content, pasted: null, struck: null, ...there };
  return transaction.setMeta(noticeKey, value);
}

/** Lets the current notice, if there is one, stay while its reader types on, until the next paste. */
export function keepNotice(transaction: Transaction, state: EditorState): Transaction {
  const now = noticeIn(state);
  if (now === null || now.content.stays) return transaction;
  return transaction.setMeta(noticeKey, { ...now, content: { ...now.content, stays: true } });
}

/** Reports the notice about the last paste, and null once the next paste or edit ends it. */
export function pasteNotices(tell: (notice: PasteNotice | null) => void): Plugin {
  return new Plugin<PlacedNotice | null>({
    key: noticeKey,
    state: { init: () => null, apply: noticeAfter },
    view: () => ({
      update(view, before) {
        const now = noticeIn(view.state);
        if (now?.content === noticeIn(before)?.content) return;
        tell(now && { sentence: now.content.sentence, offer: offerOf(now, view) });
      },
    }),
  });
}

function noticeIn(state: EditorState): PlacedNotice | null {
  return noticeKey.getState(state) ?? null;
}

function noticeAfter(transaction: Transaction, before: PlacedNotice | null): PlacedNotice | null {
  const told = transaction.getMeta(noticeKey) as PlacedNotice | null | undefined;
  if (told !== undefined) return told;
  if (before === null || !transaction.docChanged) return before;
  // Assigning ids to a paste is part of it.
  const isPart = transaction.getMeta("appendedTransaction") !== undefined;
  if (!isPart && !isFromOthers(transaction) && !before.content.stays) return null;
  const { mapping } = transaction;
  const struck = mapStruck(before.struck, mapping);
  if (before.pasted === null) return { ...before, struck };
  const from = mapping.map(before.pasted.from, 1);
  const to = mapping.map(before.pasted.to, -1);
  // The pasted content is gone, for example by undo.
  return from < to ? { ...before, struck, pasted: { from, to } } : null;
}

/** Maps the positions of struck-out text. */
export function mapStruck(struck: StruckOut | null, mapping: Mappable): StruckOut | null {
  const pieces = struck?.pieces.map((piece) => {
    return { ...piece, position: mapping.map(piece.position, -1) };
  });
  return struck && pieces ? { ...struck, pieces } : null;
}

/** The label of the button that pastes struck-out text. */
const PASTE_STRUCK = "Paste them too";

function offerOf({ content, struck }: PlacedNotice, view: EditorView): PasteNotice["offer"] {
  const { anyway } = content;
  if (anyway) return { label: PASTE_STRUCK, run: () => anyway(view) };
  if (struck === null) return null;
  return {
    label: PASTE_STRUCK,
    run: () => {
      const now = noticeIn(view.state);
      // The button belongs to an earlier state.
      if (now?.content !== content || now.struck === null) return;
      const transaction = withNotice(view.state.tr, null);
      now.struck.putBack(transaction, now.struck.pieces);
      view.dispatch(transaction.scrollIntoView());
      view.focus();
    },
  };
}
