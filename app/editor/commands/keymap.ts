import {
  chainCommands,
  selectAll,
  selectTextblockEnd,
  selectTextblockStart,
} from "@tiptap/pm/commands";
import { undoInputRule } from "@tiptap/pm/inputrules";
import { keydownHandler } from "@tiptap/pm/keymap";
import { Plugin, type Command } from "@tiptap/pm/state";
import { removing, type AskAboutCaption } from "#app/editor/behavior/atom-guard.ts";
import { blockShape, isItemKind } from "#app/document/nodes/kinds.ts";
import {
  backspace,
  changeLevel,
  deleteForward,
  goToEdge,
  selectedBlocks,
  splitBlock,
} from "./block-commands.ts";
import { footnoteAt, leaveFootnote } from "./footnote-commands.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { keysOf } from "./registry.ts";
import { deleteWholeTable, goToCell } from "./table-keys.ts";

/** How to leave the text by keyboard, for the editor's description. */
export const LEAVING_THE_TEXT = "To leave the text, press Escape and then Tab.";

/**
 * Keys that write, delete and move, besides those of the commands (registry.ts). On a Mac, also the
 * Emacs keys.
 */
export function typingKeys(onRemoveCaption: AskAboutCaption): Readonly<Record<string, Command>> {
  const back = chainCommands(undoInputRule, deleteWholeTable, removing(backspace, onRemoveCaption));
  const forward = chainCommands(deleteWholeTable, removing(deleteForward, onRemoveCaption));
  return {
    Enter: splitBlock,
    Escape: leaveFootnote,
    Tab: chainCommands(goToCell(1), tab(1)),
    "Shift-Tab": chainCommands(goToCell(-1), tab(-1)),
    "Mod-a": selectAll,
    "Mod-Home": goToEdge("start"),
    "Mod-End": goToEdge("end"),
    // The Mac's own keys for this; on other systems they belong to the system.
    "Meta-ArrowUp": goToEdge("start"),
    "Meta-ArrowDown": goToEdge("end"),
    Backspace: back,
    "Mod-Backspace": back,
    "Shift-Backspace": back,
    Delete: forward,
    "Mod-Delete": forward,
    ...(onApple
      ? {
          "Ctrl-h": back,
          "Alt-Backspace": back,
          "Ctrl-d": forward,
          "Ctrl-Alt-Backspace": forward,
          "Alt-Delete": forward,
          "Alt-d": forward,
          "Ctrl-a": selectTextblockStart,
          "Ctrl-e": selectTextblockEnd,
        }
      : {}),
  };
}

const onApple = typeof navigator === "object" && isApple();

/**
 * Tab in an item or a heading changes its level. Anywhere else it does nothing and in particular
 * keeps the focus: first-line indents come from the layout.
 */
function tab(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (footnoteAt($from) !== null) return true;
    if ($from.depth > 1) return false;
    const movable = selectedBlocks(state).some(({ node }) => {
      const { kind } = blockShape(node.attrs);
      const atStart = !empty || $from.parentOffset === 0;
      return isItemKind(kind) || (kind === "heading" && atStart);
    });
    if (movable) changeLevel(by)(state, dispatch);
    return true;
  };
}

/** The keys of the legal text, as in Word and Google Docs. `Mod` is Ctrl, on a Mac Cmd. */
export function legalKeys(onRemoveCaption: AskAboutCaption): Plugin {
  const handle = keydownHandler({
    ...keysOf().text,
    ...typingKeys(onRemoveCaption),
  });
  let leaving = false;
  return new Plugin({
    props: {
      handleKeyDown: handle,
      handleDOMEvents: {
        // Returning true leaves the key to the browser, which moves the focus.
        keydown: (_view, event) => {
          if (event.key === "Shift") return false;
          const leave = leaving && event.key === "Tab";
          leaving = event.key === "Escape" && !event.isComposing;
          return leave;
        },
        blur: () => {
          leaving = false;
          return false;
        },
        mousedown: () => {
          leaving = false;
          return false;
        },
      },
    },
  });
}
