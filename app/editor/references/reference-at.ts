import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import { referenceOf, type Reference } from "#app/document/nodes/reference.ts";

/** A cross-reference of the text to be changed. */
export interface ReferenceAt {
  readonly node: Node;
  readonly position: number;
}

/**
 * The purpose of the picker: a new reference at the caret, or other targets for an existing one.
 */
export type ReferenceAsked = { readonly reference: ReferenceAt | null } | null;

/** Handles a click on a cross-reference, or Enter on a selected one. */
export function referenceClicks(onReference: (reference: ReferenceAt) => void): Plugin {
  return new Plugin({
    props: {
      handleClickOn: (_view, _position, node, position) => {
        if (node.type.name !== "crossReference") return false;
        onReference({ node, position });
        // The click still selects it.
        return false;
      },
      handleKeyDown: ({ state: { selection } }, event) => {
        if (event.key !== "Enter" || !(selection instanceof NodeSelection)) return false;
        if (selection.node.type.name !== "crossReference") return false;
        onReference({ node: selection.node, position: selection.from });
        return true;
      },
    },
  });
}

/**
 * Changes the targets of a reference. It may have moved meanwhile: the same node is used, or else
 * the nearest with the same targets. False where it is gone.
 */
export function changeReference(
  { state, view }: Editor,
  { node, position }: ReferenceAt,
  { targets, ranges }: Reference,
): boolean {
  const named = namedBy(node);
  let place: number | null = null;
  state.doc.descendants((candidate, at) => {
    if (candidate.type !== node.type) return true;
    const same = candidate === node || namedBy(candidate) === named;
    const nearer = place === null || Math.abs(at - position) < Math.abs(place - position);
    if (same && nearer) place = at;
    return true;
  });
  if (place === null) return false;
  const changed = state.tr
    .setNodeAttribute(place, "targets", [...targets])
    .setNodeAttribute(place, "ranges", [...ranges]);
  view.dispatch(changed);
  return true;
}

function namedBy(node: Node): string {
  return JSON.stringify(referenceOf(node.attrs));
}
