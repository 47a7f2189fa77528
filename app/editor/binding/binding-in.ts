import type { EditorState } from "@tiptap/pm/state";
import type { FlowBinding } from "./binding.ts";
import { flowKey } from "./pending.ts";

/** The binding of this editor's shared text; null for an editor without one. */
export function bindingIn(state: EditorState): FlowBinding | null {
  const spec = flowKey.get(state)?.spec as { readonly binding?: FlowBinding } | undefined;
  return spec?.binding ?? null;
}
