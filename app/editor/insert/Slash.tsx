import type { Editor } from "@tiptap/core";
import { SlashMenu } from "#app/editor/desk/lazy-parts.ts";
import { useStore } from "#app/ui/store.ts";
import type { SlashState } from "./slash.ts";

/** The slash menu while it is open; it follows each key, and nothing around it does. */
export function Slash({ state, editor }: { state: SlashState; editor: Editor }) {
  const open = useStore(state);
  return open ? <SlashMenu open={open} editor={editor} /> : null;
}
