import type { Node } from "@tiptap/pm/model";
import { Selection, TextSelection, type Command, type EditorState } from "@tiptap/pm/state";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import {
  isRangeEnds,
  MOST_RANGES,
  MOST_TARGETS,
  type RangeEnds,
} from "#app/document/nodes/reference.ts";
import { isFieldName } from "#app/document/details/filing-fields.ts";
import { nodeType } from "#app/document/schema.ts";
import { footnoteAt } from "./footnote-commands.ts";

/** Whether a field or a cross-reference may be inserted at the start of the selection. */
export function takesInline({ selection }: EditorState): boolean {
  return selection.$from.parent.inlineContent;
}

/** Inserts a field, such as the tracking number. False for an unknown name. */
export function insertField(name: string): Command {
  return (state, dispatch) =>
    isFieldName(name) &&
    insertInline(nodeType(state.schema, "field").create({ name }))(state, dispatch);
}

/**
 * Inserts a cross-reference to these places, in this order. False for none or too many.
 * @param ranges which of them are the first and last of a range.
 */
export function insertCrossReference(
  targets: readonly string[],
  ranges: readonly RangeEnds[] = [],
): Command {
  return (state, dispatch) => {
    const ids = [...new Set(targets)];
    if (ids.length === 0 || ids.length > MOST_TARGETS || !ids.every(isBlockId)) return false;
    if (ranges.length > MOST_RANGES || !ranges.every(isRangeEnds)) return false;
    const type = nodeType(state.schema, "crossReference");
    return insertInline(type.create({ targets: ids, ranges }))(state, dispatch);
  };
}

export const insertCaption: Command = (state, dispatch) =>
  insertBlock(nodeType(state.schema, "caption").create())(state, dispatch);

/** Inserts the signature block of an organization of the matter. */
export function insertSignatureBlock(organizationId: string): Command {
  return (state, dispatch) =>
    isBlockId(organizationId) &&
    insertBlock(nodeType(state.schema, "signatureBlock").create({ organization: organizationId }))(
      state,
      dispatch,
    );
}

/** Inserts the line of an exhibit, by its id in the document's details. */
export function insertExhibit(id: string): Command {
  return (state, dispatch) =>
    isBlockId(id) && insertBlock(nodeType(state.schema, "exhibit").create({ id }))(state, dispatch);
}

/** Replaces the selection; within one line only. */
function insertInline(node: Node): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    if (!(state.selection instanceof TextSelection) || !$from.sameParent($to)) return false;
    if (!$from.parent.inlineContent) return false;
    dispatch?.(state.tr.replaceSelectionWith(node, false).scrollIntoView());
    return true;
  };
}

/**
 * Inserts a block before the caret's block, if the caret is at its start, otherwise after it: no
 * block is split or replaced. Not in a table or a footnote.
 */
function insertBlock(node: Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const outermost = $from.depth === 0 ? null : $from.node(1);
    if (outermost?.type.spec.tableRole !== undefined || footnoteAt($from) !== null) return false;
    if (dispatch) {
      const transaction = state.tr;
      const before = outermost === null || ($from.depth === 1 && $from.parentOffset === 0);
      const place =
        outermost === null ? state.selection.to : before ? $from.before(1) : $from.after(1);
      transaction.insert(place, node);
      const behind = place + node.nodeSize;
      if (behind === transaction.doc.content.size) {
        transaction.insert(behind, nodeType(state.schema, "block").create());
      }
      transaction.setSelection(Selection.near(transaction.doc.resolve(behind), 1));
      dispatch(transaction.scrollIntoView());
    }
    return true;
  };
}
