import { Extension } from "@tiptap/core";
import {
  chainCommands,
  selectAll,
  selectTextblockEnd,
  selectTextblockStart,
} from "@tiptap/pm/commands";
import { undoInputRule } from "@tiptap/pm/inputrules";
import { keydownHandler } from "@tiptap/pm/keymap";
import { Plugin, type Command } from "@tiptap/pm/state";
import { removing, type AskAboutCaption } from "#app/editor/behaviour/atom-guard.ts";
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
import { isApple } from "./keys.ts";
import { keysOf } from "./registry.ts";
import { deleteWholeTable, goToCell } from "./table-keys.ts";

/** How to leave the text by keyboard, for the description that the editor carries. */
export const LEAVING_THE_TEXT = "To leave the text, press Escape and then Tab.";

/**
 * What keys do that write, erase and move, beside those of the commands (registry.ts). A Mac has the
 * keys of Emacs, too.
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
    // A Mac's own keys for it; elsewhere they are the system's.
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
 * Tab in an item or before a heading changes its level. Anywhere else it does nothing, and above all
 * does not leave the text: first-line indents are the layout's.
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

/**
 * The keys of the legal text, as hands know them from Word and Google Docs. `Mod` is Ctrl, on a Mac
 * Cmd.
 */
export const Keys = Extension.create<{ onRemoveCaption: AskAboutCaption }>({
  name: "legalKeys",
  addOptions: () => ({ onRemoveCaption: (confirmed) => confirmed() }),
  // Before the plugins of the text (850), which would take Enter and Backspace in their own ways.
  priority: 1100,
  addProseMirrorPlugins() {
    const handle = keydownHandler({
      ...keysOf().text,
      ...typingKeys(this.options.onRemoveCaption),
    });
    let leaving = false;
    return [
      new Plugin({
        props: {
          handleKeyDown: handle,
          handleDOMEvents: {
            // Answering true here leaves the key to the browser, which moves the focus on.
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
      }),
    ];
  },
});
