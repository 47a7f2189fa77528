/** Collects what this editor did since the document that the shared text is known to equal. */
import type { Node } from "@tiptap/pm/model";
import {
  type EditorState,
  PluginKey,
  type Selection,
  type StateField,
  type Transaction,
} from "@tiptap/pm/state";

/** Transactions that may not be in the shared text yet, newest first. */
export interface Pending {
  readonly before: Node;
  readonly after: Node;
  /** Null for a state that came from the shared text, and for the editor's initial state. */
  readonly transaction: Transaction | null;
  /** The selection before it. */
  readonly selection: Selection | null;
  readonly prior: Pending | null;
  readonly isStart: boolean;
}

export const flowKey = new PluginKey<Pending>("flow");

/** The meta of a transaction that came from the shared text. */
interface RemoteMeta {
  readonly remote: true;
  /** Whether it is an undo or redo of this person. */
  readonly isUndo: boolean;
}

/** Whether a transaction came from the shared text: others' edits, an undo, the first rendering. */
export function isRemote(transaction: Transaction): boolean {
  return (transaction.getMeta(flowKey) as RemoteMeta | undefined)?.remote === true;
}

export function markRemote(transaction: Transaction, isUndo = false): Transaction {
  const meta: RemoteMeta = { remote: true, isUndo };
  return transaction.setMeta(flowKey, meta).setMeta("addToHistory", false);
}

const CARRIED = "carriedWords";

/** Whether a transaction carries words along with a text that others moved: nobody typed it. */
export function isCarried(transaction: Transaction): boolean {
  return transaction.getMeta(CARRIED) === true;
}

export function markCarried(transaction: Transaction): Transaction {
  return transaction.setMeta(CARRIED, true);
}

/** @param isShown whether a document is one that the shared text read as. */
export function pendingField(isShown: (doc: Node) => boolean): StateField<Pending> {
  return {
    init: (_config, { doc }) => ({
      before: doc,
      after: doc,
      transaction: null,
      selection: null,
      prior: null,
      isStart: true,
    }),
    apply(transaction, value, { selection }) {
      if (!transaction.docChanged) return value;
      const remote = isRemote(transaction);
      return {
        before: transaction.before,
        after: transaction.doc,
        transaction: remote ? null : transaction,
        selection,
        // Written transactions need not be kept.
        prior: remote || isShown(value.after) ? null : value,
        isStart: false,
      };
    },
  };
}

interface Unwritten {
  readonly transactions: readonly Transaction[];
  /** The selection before the first of them. */
  readonly selection: Selection | null;
}

/** The transactions from `doc` to this state; null where no such path is known. */
export function unwrittenSince(state: EditorState, doc: Node): Unwritten | null {
  const transactions: Transaction[] = [];
  let selection: Selection | null = null;
  for (let at = flowKey.getState(state) ?? null; at; at = at.prior) {
    if (at.after === doc) return { transactions: transactions.reverse(), selection };
    if (at.transaction) transactions.push(at.transaction);
    ({ selection } = at);
    if (at.before === doc) return { transactions: transactions.reverse(), selection };
  }
  return null;
}

/** Whether nothing came from the shared text since the editor got this state. */
export function isFromStart(state: EditorState): boolean {
  let at = flowKey.getState(state);
  while (at?.prior) at = at.prior;
  return at?.isStart === true;
}
