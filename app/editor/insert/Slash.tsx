import type { Editor } from "#app/editor/editor.ts";
import { SlashMenu } from "#app/editor/desk/lazy-parts.ts";
import { useStore } from "#app/ui/store.ts";
import type { SlashState } from "./slash.ts";

/** The open slash menu; it re-renders with each key, without what is around it. */
export function Slash({ state, editor }: { state: SlashState; editor: Editor }) {
  const open = useStore(state);
  return open ? <SlashMenu open={open} editor={editor} /> : null;
}
