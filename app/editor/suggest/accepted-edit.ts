import type { EditorView } from "@tiptap/pm/view";
import * as Y from "yjs";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { FlowReader } from "#app/document/flow/reader.ts";
import { flowRoot } from "#app/document/flow/root.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { readBrowserCaret } from "#app/editor/behaviour/browser-caret.ts";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import { holdsOthers } from "#app/editor/binding/holds-others.ts";
import { type BlockRange, replaceBlocks } from "#app/editor/commands/replace-blocks.ts";
import { lettingThrough } from "./suggest-mode.ts";

/** The Yjs ids that accepting a suggestion wrote, and those that it deleted. */
export type AcceptedIds = Pick<ThreadChangeOf<"accept">, "written" | "erased">;

/** Makes these blocks of the draft become those, although one is suggesting; answers the ids of it. */
export function writeBlocks(
  view: EditorView,
  range: BlockRange,
  blocks: readonly ProseNode[],
): AcceptedIds {
  readBrowserCaret(view);
  const doc = bindingIn(view.state)?.doc;
  const transaction = replaceBlocks(view.state, range, blocks);
  if (!doc || !transaction) return { written: [], erased: [] };
  const { clientID } = doc;
  const before = Y.getState(doc.store, clientID);
  const deletions: Y.Transaction["deleteSet"][] = [];
  const note = ({ deleteSet }: Y.Transaction) => void deletions.push(deleteSet);
  doc.on("afterTransaction", note);
  try {
    lettingThrough(view, () => view.dispatch(transaction));
  } finally {
    doc.off("afterTransaction", note);
  }
  const length = Y.getState(doc.store, clientID) - before;
  return {
    written: length > 0 ? [[clientID, before, length]] : [],
    erased: runsOf(deletions),
  };
}

/** The deleted ids as runs; none where they are too many to be told, so that who accepted did it. */
function runsOf(deletions: readonly Y.Transaction["deleteSet"][]): AcceptedIds["erased"] {
  const { clients } = Y.mergeDeleteSets([...deletions]);
  const runs = [...clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }): [number, number, number] => [client, clock, len]),
  );
  return runs.length > MARGIN_LIMITS.erasedRanges ? [] : runs;
}

/** Whether this draft has the edit, deleted meanwhile or not. */
export function knowsEdit(doc: Y.Doc, { written }: AcceptedIds): boolean {
  return written.every(
    ([client, clock, length]) => Y.getState(doc.store, client) >= clock + length,
  );
}

/** Whether something of what the edit wrote still stands in the draft. */
export function standsIn(doc: Y.Doc, { written }: AcceptedIds): boolean {
  let stands = false;
  doc.transact((transaction) => {
    Y.iterateDeletedStructs(transaction, idsOf(written), (struct) => {
      if (struct instanceof Y.Item && !struct.deleted) stands = true;
    });
  });
  return stands;
}

/** The blocks of a draft, without what the edit wrote where that is left out. */
export function blocksOf(view: EditorView, doc: Y.Doc, without?: AcceptedIds): ProseNode[] {
  const { schema } = view.state;
  if (!without) return contentOf(doc, schema);
  const copy = new Y.Doc();
  try {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    deleteWritten(copy, without);
    return contentOf(copy, schema);
  } finally {
    copy.destroy();
  }
}

/**
 * Takes what the edit wrote out of the draft. What it deleted stays deleted, unlike by an undo: whoever
 * accepted the same suggestion deleted it as well.
 */
export function takeOut(view: EditorView, edit: AcceptedIds): void {
  const binding = bindingIn(view.state);
  if (!binding) return;
  readBrowserCaret(view);
  deleteWritten(binding.doc, edit);
  const { undo } = binding;
  // Undoing it would put back the words that it deleted, beside those that the other one wrote.
  const isOther = ({ insertions }: { readonly insertions: Y.Transaction["deleteSet"] }) =>
    !edit.written.some(([client, clock]) => Y.isDeleted(insertions, Y.createID(client, clock)));
  undo.undoStack = undo.undoStack.filter(isOther);
}

function deleteWritten(doc: Y.Doc, { written }: AcceptedIds): void {
  doc.transact((transaction) => {
    Y.iterateDeletedStructs(transaction, idsOf(written), (struct) => {
      if (!(struct instanceof Y.Item) || struct.deleted) return;
      if (!holdsOthers(struct, struct.id.client)) struct.delete(transaction);
    });
  }, "accepted-twice");
}

function idsOf(runs: AcceptedIds["written"]): Y.Transaction["deleteSet"] {
  const ids = Y.createDeleteSet();
  for (const [client, clock, len] of runs) {
    ids.clients.set(client, [...(ids.clients.get(client) ?? []), { clock, len }]);
  }
  return ids;
}

function contentOf(doc: Y.Doc, schema: EditorView["state"]["schema"]): ProseNode[] {
  return (
    (new FlowReader(flowRoot(doc), schema).readAll().toJSON() as ProseNode).content?.slice() ?? []
  );
}
