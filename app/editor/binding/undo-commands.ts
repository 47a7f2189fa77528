import type { Command } from "@tiptap/pm/state";
import { bindingIn } from "./binding-in.ts";

/** Undoes this person's last edit. */
export const undo = step("undo");
/** Redoes this person's last undone edit. */
export const redo = step("redo");

function step(what: "undo" | "redo"): Command {
  return (state, dispatch) => {
    const binding = bindingIn(state);
    if (!binding || binding.failed) return false;
    if (!binding.canTakeStep(what)) return false;
    // The shared text dispatches a transaction of its own.
    if (dispatch) binding.takeStep(what);
    return true;
  };
}
