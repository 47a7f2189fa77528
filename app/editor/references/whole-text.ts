import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import { type NumberingSettings, numberingKey, whole } from "#app/editor/behavior/numbering.ts";

/** The whole text of which an editor shows a part; its document where it shows all. */
export function wholeText({ state }: { readonly state: EditorState }): Node {
  const { around: aroundOf } = (numberingKey.get(state)?.spec ?? {}) as NumberingSettings;
  const around = aroundOf?.() ?? null;
  return around ? whole(state.doc, around) : state.doc;
}
