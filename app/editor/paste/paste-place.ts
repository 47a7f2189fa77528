import { Slice, type Fragment, type Node, type ResolvedPos } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import { blocksBetween, holdsText } from "#app/document/nodes/block-ids.ts";
import type { WholeEnds } from "./copied-here.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";

/**
 * Inserts pasted content at the caret or in place of the selection. At the beginning of a
 * paragraph, pasted paragraphs are inserted before it, and all keep their kinds, as in word
 * processors: the copied content includes its end of paragraph.
 */
export function insertPaste(state: EditorState, slice: Slice, whole: WholeEnds): Transaction {
  return (
    intoEmptyBlock(state, slice, whole) ??
    beforeBlock(state, slice, whole) ??
    anywhere(state, slice)
  );
}

/** Whether the first pasted paragraph would become part of an existing line. */
export function joinsLine({ selection }: EditorState, slice: Slice, whole: WholeEnds): boolean {
  const { $from } = selection;
  if (!$from.parent.isTextblock || $from.parent.content.size === 0) return false;
  if (selection.empty && $from.parentOffset === 0)
    return slice.content.childCount === 1 || !whole.start;
  return $from.parentOffset > 0 || !selection.empty;
}

/** As ProseMirror does. */
function anywhere(state: EditorState, slice: Slice): Transaction {
  const only =
    slice.content.childCount === 1 && !slice.openStart && !slice.openEnd
      ? slice.content.firstChild
      : null;
  return only ? state.tr.replaceSelectionWith(only) : state.tr.replaceSelection(slice);
}

/**
 * Part of a block pasted into an empty item, heading or quote takes its kind; a whole item, heading
 * or quote from elsewhere keeps its own. An empty body block takes the kind of what is pasted, as
 * when moving a paragraph. The id is kept if it was cut with the text, so that references follow.
 */
function intoEmptyBlock(state: EditorState, slice: Slice, whole: WholeEnds): Transaction | null {
  const { $from, empty } = state.selection;
  const target = $from.parent;
  const only = onlyBlock(slice);
  if (!empty || target.type.name !== "block" || target.content.size > 0 || !only) return null;
  if (slice.openStart === 0 || slice.openEnd === 0) return null;
  if (blockShape(target.attrs).kind === "body") return null;
  const id: unknown = only.attrs.id;
  const isFromHere = isBlockId(id);
  if (!isFromHere && whole.start && whole.end && blockShape(only.attrs).kind !== "body") {
    const { kind, level } = blockShape(only.attrs);
    const transaction = state.tr.replaceSelection(new Slice(only.content, 0, 0));
    const position = $from.before();
    return transaction
      .setNodeAttribute(position, "kind", kind)
      .setNodeAttribute(position, "level", level);
  }
  const transaction = state.tr.replaceSelection(new Slice(only.content, 0, 0));
  const blocks = blocksBetween(state.doc, 0, state.doc.childCount);
  const there = blocks.some(({ node }) => node.attrs.id === id && holdsText(node));
  if (isFromHere && !there) transaction.setNodeAttribute($from.before(), "id", id);
  return transaction;
}

/** Paragraphs pasted at the beginning of a nonempty one. */
function beforeBlock(state: EditorState, slice: Slice, whole: WholeEnds): Transaction | null {
  const { $from, empty } = state.selection;
  if (!(state.selection instanceof TextSelection) || !empty || $from.parentOffset > 0) return null;
  const target = $from.parent;
  if (target.type.name !== "block" || target.content.size === 0) return null;
  if (slice.openStart > 1 || slice.openEnd > 1 || slice.content.childCount === 0) return null;
  const only = onlyBlock(slice);
  if (only) {
    const isWords = blockShape(only.attrs).kind === "body" || !whole.start || !whole.end;
    if (isWords) return state.tr.replaceSelection(new Slice(only.content, 0, 0));
  }
  const { last } = partsOf(slice, whole);
  const before =
    last === null ? slice.content : slice.content.cut(0, slice.content.size - last.nodeSize);
  if (!canStandBefore($from, before)) return null;
  const transaction = state.tr.insert($from.before(), before);
  const caret = transaction.mapping.map($from.pos);
  if (last !== null) transaction.insert(caret, last.content);
  const end = caret + (last?.content.size ?? 0);
  return transaction.setSelection(TextSelection.create(transaction.doc, end));
}

/** The text that continues into the existing line, where a copy ends within a paragraph. */
function partsOf(slice: Slice, whole: WholeEnds): { readonly last: Node | null } {
  const last = slice.content.lastChild;
  return { last: whole.end || slice.openEnd === 0 || last?.type.name !== "block" ? null : last };
}

function canStandBefore($from: ResolvedPos, content: Fragment): boolean {
  const index = $from.index(-1);
  return $from.node(-1).canReplace(index, index, content);
}

function onlyBlock({ content }: Slice): Node | null {
  const only = content.childCount === 1 ? content.firstChild : null;
  return only?.type.name === "block" ? only : null;
}
