import { Fragment, Slice } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { selectedAtoms, spareAtoms } from "#app/editor/behavior/block-atoms.ts";
import { footnoteAt } from "#app/editor/commands/footnote-commands.ts";
import { insertPaste } from "#app/editor/paste/paste-place.ts";
import { LARGEST_PASTE, pasteBytes } from "#app/editor/paste/paste-size.ts";
import { nodesIn } from "#app/document/edits/replace-blocks.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** Why a text was not put in. */
export type NotPutIn = "too-large" | "in-footnote" | "nothing";

/**
 * Puts blocks in at the caret, as whole paragraphs that are pasted: one step of undo. Null where it did;
 * nothing changes where it did not.
 */
export function putBlocksIn(view: EditorView, blocks: readonly ProseNode[]): NotPutIn | null {
  if (footnoteAt(view.state.selection.$from) !== null) return "in-footnote";
  const slice = new Slice(Fragment.fromArray(nodesIn(view.state, blocks)), 0, 0);
  if (slice.size === 0) return "nothing";
  if (pasteBytes(slice) > LARGEST_PASTE) return "too-large";
  // Selected captions and exhibits stay.
  if (selectedAtoms(view.state.selection).length > 0) view.dispatch(spareAtoms(view.state.tr));
  const transaction = insertPaste(view.state, slice, { start: true, end: true });
  view.dispatch(transaction.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return null;
}
