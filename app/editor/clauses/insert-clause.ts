import { Fragment } from "@tiptap/pm/model";
import { Selection, type Command } from "@tiptap/pm/state";
import { nodesIn } from "#app/document/edits/replace-blocks.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { withFreshIds } from "#app/document/organization-texts/fresh-ids.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { withNotice } from "#app/editor/paste/paste-notice.ts";

/**
 * Puts the paragraphs of a clause in, with ids that no text has yet: in place of an empty paragraph,
 * before the one at whose start the caret is, else behind it. Nothing is split or replaced. False in a
 * footnote and in a table, whose cells hold no tables.
 */
export function insertClause(clause: readonly ProseNode[], name: string): Command {
  return (state, dispatch) => {
    const { $to: $at, empty } = state.selection;
    if ($at.depth > 1 || clause.length === 0) return false;
    if (!dispatch) return true;
    const fresh = withFreshIds(clause, () =>
      createBlockId((bytes) => crypto.getRandomValues(bytes)),
    );
    const nodes = Fragment.fromArray(nodesIn(state, fresh));
    const transaction = state.tr;
    const block = $at.depth === 1 ? $at.parent : null;
    const isEmpty = empty && block?.type.name === "block" && block.content.size === 0;
    const isBefore = empty && $at.parentOffset === 0;
    const place = block === null ? $at.pos : isBefore ? $at.before(1) : $at.after(1);
    if (isEmpty) transaction.replaceWith($at.before(1), $at.after(1), nodes);
    else transaction.insert(place, nodes);
    const last = transaction.doc.resolve(place + nodes.size);
    transaction.setSelection(Selection.near(last, -1));
    withNotice(transaction, {
      sentence: `“${name}” is in the text. Undo takes it out in one step.`,
    });
    dispatch(transaction.scrollIntoView());
    return true;
  };
}
