import { Fragment, type Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import { PlaceList } from "#app/document/numbering/references.ts";
import type { DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { numberingKey } from "#app/editor/behavior/numbering.ts";

/**
 * The numbers and places of a text in which some nodes are replaced by others, for drawing these: found
 * by ids, since what is drawn is not the very nodes.
 */
export function pageWith(
  state: EditorState,
  { from, to }: { readonly from: number; readonly to: number },
  nodes: readonly Node[],
): DrawnPage {
  const children = state.doc.content.content;
  const content = [...children.slice(0, from), ...nodes, ...children.slice(to)];
  const labels = new Map<unknown, string>();
  const places = new PlaceList();
  countThrough(state.doc.copy(Fragment.fromArray(content)), {}, ({ attrs, number }) => {
    places.add(attrs?.id, number);
    if (number !== null) labels.set(attrs?.id, number.label);
  });
  return {
    page: numberingKey.getState(state)?.page ?? NO_PAGE_DETAILS,
    places,
    numberOf: ({ attrs }) => labels.get(attrs?.id) ?? null,
  };
}
