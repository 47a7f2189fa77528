import {
  createParagraphNear,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "@tiptap/pm/commands";
import type { Node } from "@tiptap/pm/model";
import { AllSelection, Selection, TextSelection } from "@tiptap/pm/state";
import type { Command, EditorState, Transaction } from "@tiptap/pm/state";
import {
  isBlockAtom,
  makeRoom,
  selectedAtoms,
  spareAtoms,
  toGap,
} from "#app/editor/behavior/block-atoms.ts";
import {
  DEEPEST_LEVEL,
  blockShape,
  isItemKind,
  type BlockKind,
  type BlockShape,
} from "#app/document/nodes/kinds.ts";
import { numbersParagraphs } from "#app/editor/behavior/numbered-papers.ts";
import { eraseBeside, footnoteAt, leaveFootnote } from "./footnote-commands.ts";
import { nodeType } from "#app/document/schema.ts";

/**
 * The commands of the legal text. Changing a kind or level changes attributes of the existing block
 * and never replaces it, so that nobody's typing in it is lost. As everywhere in ProseMirror, a
 * command called without `dispatch` returns whether it can run.
 */

interface FoundBlock {
  readonly node: Node;
  readonly position: number;
}

/** Sets the kind of the selected blocks, at this level or at their own. */
export function setKind(kind: BlockKind, level?: number): Command {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    if (blocks.length === 0) return false;
    const transaction = state.tr;
    for (const { node, position } of blocks) {
      const current = blockShape(node.attrs);
      const kept = isItemKind(kind) && isItemKind(current.kind) ? current.level : 1;
      shape(transaction, position, node, blockShape({ kind, level: level ?? kept }));
    }
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Sets the kind of the selected blocks; if all have it already, sets body. */
export function toggleKind(kind: BlockKind, level?: number): Command {
  return (state, dispatch) => {
    const already = selectedBlocks(state).every(({ node }) => {
      const current = blockShape(node.attrs);
      return current.kind === kind && (level === undefined || current.level === level);
    });
    return (already ? setKind("body") : setKind(kind, level))(state, dispatch);
  };
}

/**
 * Moves the selected headings and items one level down (1) or up (-1). Body and quotes have no
 * levels.
 */
export function changeLevel(by: 1 | -1): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    let possible = false;
    for (const { node, position } of selectedBlocks(state)) {
      const { kind, level } = blockShape(node.attrs);
      const next = level + by;
      if (next < 1 || next > DEEPEST_LEVEL[kind]) continue;
      possible = true;
      shape(transaction, position, node, { kind, level: next });
    }
    if (possible) dispatch?.(transaction.scrollIntoView());
    return possible;
  };
}

/**
 * Enter. After a heading comes body text, in a court filing a numbered paragraph; after an item or
 * a quote comes another one; an empty item moves one level up and finally becomes body, as an empty
 * heading or quote does. At the start of a block an empty one is inserted before it, so that the
 * text keeps its block and id. On a caption, an exhibit or the like, a paragraph is inserted after
 * it.
 */
export const splitBlock: Command = (state, dispatch) => {
  if (selectedAtoms(state.selection).length > 0) {
    dispatch?.(makeRoom(state.tr).scrollIntoView());
    return true;
  }
  if (state.selection instanceof AllSelection) return deleteSelection(state, dispatch);
  if (footnoteAt(state.selection.$from) !== null) return leaveFootnote(state, dispatch);
  const transaction = state.tr;
  if (!(state.selection instanceof TextSelection) || !state.selection.$from.parent.isTextblock) {
    return createParagraphNear(state, dispatch);
  }
  const marks =
    state.storedMarks ??
    (state.selection.$to.parentOffset > 0 ? state.selection.$from.marks() : null);
  if (!state.selection.empty) transaction.deleteSelection();
  const { $from } = transaction.selection;
  const node = $from.parent;
  const position = $from.before();
  const current = blockShape(node.attrs);

  if (node.content.size === 0 && current.kind !== "body") {
    shape(transaction, position, node, oneStepBack(current));
  } else if ($from.parentOffset === 0 && node.content.size > 0) {
    const { kind, level } = current.kind === "heading" ? BODY : current;
    transaction.insert(position, node.type.create({ id: null, kind, level }));
  } else {
    const atEnd = $from.parentOffset === node.content.size;
    const { kind, level } = atEnd && current.kind === "heading" ? underHeading(state) : current;
    transaction.split($from.pos, 1, [{ type: node.type, attrs: { id: null, kind, level } }]);
    if (marks && kind === current.kind) transaction.ensureMarks(marks);
  }
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/**
 * Backspace at the start of a block: an item moves one level up and finally becomes body, a heading
 * or quote becomes body, and body is joined to the block before. An empty block before is deleted,
 * so that this one keeps its text, its id and others' carets.
 */
export const backspace: Command = (state, dispatch, view) => {
  if (!state.selection.empty) return deleteSelection(state, dispatch);
  if (eraseBeside(state, "before", dispatch)) return true;
  const cursor = cursorAt(state, "start");
  if (cursor === null) return selectNodeBackward(state, dispatch, view);
  const { $cursor, node, position } = cursor;
  const current = blockShape(node.attrs);
  const before = $cursor.index(-1) > 0 ? $cursor.node(-1).child($cursor.index(-1) - 1) : null;

  if (current.kind !== "body") {
    const overEmpty = !isItemKind(current.kind) && before !== null && isEmptyBlock(before);
    const transaction = overEmpty
      ? state.tr.delete(position - before.nodeSize, position)
      : shape(state.tr, position, node, oneStepBack(current));
    dispatch?.(transaction.scrollIntoView());
    return true;
  }
  if (before !== null && isBlockAtom(before)) {
    dispatch?.(state.tr.delete(position - before.nodeSize, position).scrollIntoView());
    return true;
  }
  if (before !== null && isEmptyBlock(before)) {
    const transaction = state.tr;
    if (node.content.size > 0) {
      shape(transaction, position, node, blockShape(before.attrs));
      transaction.delete(position - before.nodeSize, position);
    } else {
      transaction.delete(position, position + node.nodeSize);
      transaction.setSelection(Selection.near(transaction.doc.resolve(position), -1));
    }
    dispatch?.(transaction.scrollIntoView());
    return true;
  }
  return joinBackward(state, dispatch, view) || selectNodeBackward(state, dispatch, view);
};

/** Delete at the end of a block: joins what follows, as Backspace does. */
export const deleteForward: Command = (state, dispatch, view) => {
  if (!state.selection.empty) return deleteSelection(state, dispatch);
  if (eraseBeside(state, "after", dispatch)) return true;
  const cursor = cursorAt(state, "end");
  if (cursor === null) return selectNodeForward(state, dispatch, view);
  const { $cursor, node, position } = cursor;
  const parent = $cursor.node(-1);
  const index = $cursor.index(-1);
  const after = index + 1 < parent.childCount ? parent.child(index + 1) : null;
  const end = position + node.nodeSize;

  if (after !== null && (isBlockAtom(after) || isEmptyBlock(after))) {
    dispatch?.(state.tr.delete(end, end + after.nodeSize).scrollIntoView());
    return true;
  }
  if (after?.type.name === "block" && node.content.size === 0) {
    dispatch?.(state.tr.delete(position, end).scrollIntoView());
    return true;
  }
  return joinForward(state, dispatch, view) || selectNodeForward(state, dispatch, view);
};

/** Shift-Enter: inserts a line break into the block. */
export const insertHardBreak: Command = (state, dispatch) => {
  const type = nodeType(state.schema, "hardBreak");
  if (!state.selection.$from.parent.inlineContent) return false;
  const marks = state.storedMarks ?? state.selection.$from.marks();
  dispatch?.(
    spareAtoms(state.tr)
      .replaceSelectionWith(type.create(), false)
      .ensureMarks(marks)
      .scrollIntoView(),
  );
  return true;
};

/** Inserts a page break at the caret; what follows begins the new page. */
export const insertPageBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  // No page break inside a table cell.
  if ($from.depth > 1 || !(state.selection instanceof TextSelection)) return false;
  const transaction = spareAtoms(state.tr);
  if (!transaction.selection.empty) transaction.deleteSelection();
  const $at = transaction.selection.$from;
  // Before the text was focused, and with everything selected, the caret is in no block.
  if (!$at.parent.inlineContent) return false;
  const pageBreak = nodeType(state.schema, "pageBreak").create();
  const { kind, level } = blockShape($at.parent.attrs);
  const type = $at.parent.type;
  if ($at.parentOffset === 0 && $at.parent.content.size > 0) {
    transaction.insert($at.before(), pageBreak);
  } else {
    const atEnd = $at.parentOffset === $at.parent.content.size;
    const following = atEnd ? BODY : { kind, level };
    transaction.split($at.pos, 1, [{ type, attrs: { id: null, ...following } }]);
    transaction.insert($at.after(), pageBreak);
  }
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/**
 * Moves the caret to the start or end of the text. Where a caption, an exhibit or the like is
 * there, it goes before or after it, into no block, and typing there creates a paragraph. By
 * default Firefox selects that node, and Chromium does not move.
 */
export function goToEdge(edge: "start" | "end"): Command {
  return ({ doc, tr }, dispatch) => {
    const outermost = edge === "start" ? doc.firstChild : doc.lastChild;
    const place = edge === "start" ? 0 : doc.content.size;
    const there = edge === "start" ? Selection.atStart(doc) : Selection.atEnd(doc);
    const atAtom = outermost !== null && isBlockAtom(outermost);
    const transaction = atAtom ? toGap(tr, place) : tr.setSelection(there);
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** The blocks that the selection touches. */
export function selectedBlocks(state: EditorState): FoundBlock[] {
  const found = new Map<number, FoundBlock>();
  for (const { $from, $to } of state.selection.ranges) {
    state.doc.nodesBetween($from.pos, $to.pos, (node, position) => {
      if (node.type.name === "block") found.set(position, { node, position });
      return node.type.name !== "block";
    });
  }
  return [...found.values()];
}

const BODY: BlockShape = { kind: "body", level: 1 };

/** The kind of block that follows a heading. */
function underHeading(state: EditorState): BlockShape {
  return numbersParagraphs(state) ? { kind: "numbered", level: 1 } : BODY;
}

/** The kind and level of a block after one step back out of its list. */
function oneStepBack({ kind, level }: BlockShape): BlockShape {
  return isItemKind(kind) && level > 1 ? { kind, level: level - 1 } : BODY;
}

function shape(
  transaction: Transaction,
  position: number,
  node: Node,
  { kind, level }: BlockShape,
): Transaction {
  if (node.attrs.kind !== kind) transaction.setNodeAttribute(position, "kind", kind);
  if (node.attrs.level !== level) transaction.setNodeAttribute(position, "level", level);
  return transaction;
}

function isEmptyBlock(node: Node): boolean {
  return node.type.name === "block" && node.content.size === 0;
}

function cursorAt(state: EditorState, side: "start" | "end") {
  const $cursor = state.selection instanceof TextSelection ? state.selection.$cursor : null;
  if (!$cursor || $cursor.parent.type.name !== "block") return null;
  const edge = side === "start" ? 0 : $cursor.parent.content.size;
  if ($cursor.parentOffset !== edge) return null;
  return { $cursor, node: $cursor.parent, position: $cursor.before() };
}
