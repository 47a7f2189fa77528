import type { Editor } from "@tiptap/core";
import { SlashMenu } from "../later-parts";
import { useWatched } from "../watched";
import type { SlashState } from "./slash";

/** The slash menu while it is open; it follows each key, and nothing around it does. */
export function Slash({ state, editor }: { state: SlashState; editor: Editor }) {
  const open = useWatched(state);
  return open ? <SlashMenu open={open} editor={editor} /> : null;
}
