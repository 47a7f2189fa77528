import type { EditorState } from "@tiptap/pm/state";
import { placesOf } from "#app/document/numbering/references.ts";
import { keepAsClause, type KeptText } from "#app/document/organization-texts/keep.ts";
import { peopleOf, type PeopleDetails } from "#app/document/organization-texts/people-in-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { Editor } from "#app/editor/editor.ts";
import { wholeText } from "#app/editor/references/whole-text.ts";

/** The paragraphs and tables that the selection touches, whole; that of the caret where nothing is selected. */
export function selectedBlocks({ selection }: EditorState): ProseNode[] {
  const { $from, $to } = selection;
  const range = $from.blockRange($to, ({ type }) => type.name === "doc");
  if (range === null) return [];
  const nodes: ProseNode[] = [];
  for (let index = range.startIndex; index < range.endIndex; index += 1) {
    nodes.push(range.parent.child(index).toJSON() as ProseNode);
  }
  return nodes;
}

/** The selection as the clause that it would be. */
export function clauseOf(editor: Editor, people: PeopleDetails, keepNames: boolean): KeptText {
  const places = placesOf(wholeText(editor));
  return keepAsClause(selectedBlocks(editor.state), {
    people: keepNames ? null : peopleOf(people),
    citationOf: (reference) => places.citationOf(reference),
  });
}
