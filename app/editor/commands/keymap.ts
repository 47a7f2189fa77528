import { Extension } from "@tiptap/core";
import { baseKeymap, chainCommands, toggleMark } from "@tiptap/pm/commands";
import { undoInputRule } from "@tiptap/pm/inputrules";
import { keydownHandler } from "@tiptap/pm/keymap";
import type { Schema } from "@tiptap/pm/model";
import { Plugin, type Command } from "@tiptap/pm/state";
import { removing, type AskAboutCaption } from "#app/editor/behaviour/atom-guard.ts";
import {
  backspace,
  changeLevel,
  deleteForward,
  goToEdge,
  insertHardBreak,
  insertPageBreak,
  selectedBlocks,
  setKind,
  splitBlock,
  toggleKind,
} from "./block-commands.ts";
import { footnoteAt, insertFootnote, leaveFootnote } from "./footnote-commands.ts";
import { blockShape, isItemKind } from "#app/document/nodes/kinds.ts";
import type { LegalMark } from "#app/document/nodes/marks.ts";
import { markType } from "#app/document/schema.ts";

/** How to leave the text by keyboard, for the description that the editor carries. */
export const LEAVING_THE_TEXT = "To leave the text, press Escape and then Tab.";

/**
 * The keys of the legal text, as hands know them from Word and Google Docs. `Mod` is Ctrl, on a Mac
 * Cmd. A table's own keys (Tab from cell to cell) go first in a table.
 */
export function keys(schema: Schema, onRemoveCaption: AskAboutCaption): Record<string, Command> {
  const mark = (name: LegalMark) => toggleMark(markType(schema, name));
  const back = chainCommands(undoInputRule, removing(backspace, onRemoveCaption));
  const forward = removing(deleteForward, onRemoveCaption);
  return {
    ...baseKeymap,
    Enter: splitBlock,
    "Shift-Enter": insertHardBreak,
    "Mod-Enter": insertPageBreak,
    "Mod-Alt-f": insertFootnote,
    Escape: leaveFootnote,
    ...Object.fromEntries(BACKWARD_KEYS.map((key) => [key, back])),
    ...Object.fromEntries(FORWARD_KEYS.map((key) => [key, forward])),
    "Mod-Home": goToEdge("start"),
    "Mod-End": goToEdge("end"),
    // A Mac's own keys for it; elsewhere they are the system's.
    "Meta-ArrowUp": goToEdge("start"),
    "Meta-ArrowDown": goToEdge("end"),
    // The first undo after a correction made while typing gives back what was typed.
    "Mod-z": undoInputRule,
    Tab: tab(1),
    "Shift-Tab": tab(-1),
    "Mod-]": changeLevel(1),
    "Mod-[": changeLevel(-1),
    "Mod-b": mark("bold"),
    "Mod-i": mark("italic"),
    "Mod-u": mark("underline"),
    "Mod-Shift-k": mark("smallCaps"),
    "Mod-.": mark("superscript"),
    "Mod-,": mark("subscript"),
    "Mod-Shift-x": mark("strike"),
    "Mod-Alt-0": setKind("body"),
    "Mod-Alt-1": toggleKind("heading", 1),
    "Mod-Alt-2": toggleKind("heading", 2),
    "Mod-Alt-3": toggleKind("heading", 3),
    "Mod-Alt-4": toggleKind("heading", 4),
    "Mod-Alt-5": toggleKind("numbered"),
    "Mod-Alt-6": toggleKind("requestItem"),
    "Mod-Shift-7": toggleKind("ordered"),
    "Mod-Shift-8": toggleKind("bullet"),
    "Mod-Shift-9": toggleKind("quote"),
  };
}

/** The keys that delete, those of a Mac included where the base keymap has them. */
const BACKWARD_KEYS = [
  "Backspace",
  "Mod-Backspace",
  "Shift-Backspace",
  "Ctrl-h",
  "Alt-Backspace",
].filter((key) => key in baseKeymap);
const FORWARD_KEYS = [
  "Delete",
  "Mod-Delete",
  "Ctrl-d",
  "Ctrl-Alt-Backspace",
  "Alt-Delete",
  "Alt-d",
].filter((key) => key in baseKeymap);

/**
 * Tab in an item or before a heading changes its level. Anywhere else it does nothing, and above all
 * does not leave the text: first-line indents are the layout's. In a table the table's own Tab runs.
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

export const Keys = Extension.create<{ onRemoveCaption: AskAboutCaption }>({
  name: "legalKeys",
  addOptions: () => ({ onRemoveCaption: (confirmed) => confirmed() }),
  // Before Collaboration's (1000): the first undo after a correction made while typing is ours.
  priority: 1100,
  addProseMirrorPlugins() {
    const handle = keydownHandler(keys(this.editor.schema, this.options.onRemoveCaption));
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
