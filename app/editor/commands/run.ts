import type { Editor } from "#app/editor/editor.ts";
import type { Command } from "@tiptap/pm/state";

/** Runs a command on an editor, as its key would. Returns whether it could run. */
export function run({ state, view }: Editor, command: Command): boolean {
  return command(state, view.dispatch, view);
}
