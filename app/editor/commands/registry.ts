import { chainCommands, toggleMark } from "@tiptap/pm/commands";
import { undoInputRule } from "@tiptap/pm/inputrules";
import type { Command, EditorState } from "@tiptap/pm/state";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import type { LegalMark } from "#app/document/nodes/marks.ts";
import { markType } from "#app/document/schema.ts";
import { redo, undo } from "#app/editor/binding/index.ts";
import { changeLevel, insertHardBreak, insertPageBreak, toggleKind } from "./block-commands.ts";
import { duplicate } from "./duplicate.ts";
import { insertFootnote } from "./footnote-commands.ts";
import { insertCaption, takesInline } from "./insert-commands.ts";
import { openLinkAtCaret } from "#app/editor/links/link-commands.ts";
import { THREAD_KEYS } from "#app/editor/threads/thread-keys.ts";
import { insertTable } from "./table-keys.ts";

/** The desk's actions for commands that affect the page around the text. */
export interface DeskActions {
  readonly find: () => void;
  readonly replace: () => void;
  readonly link: () => void;
  readonly reference: () => void;
  readonly authors: () => void;
  readonly pages: () => void;
  readonly keyboard: () => void;
  readonly comment: () => void;
  readonly threads: () => void;
  readonly nextThread: () => void;
  readonly previousThread: () => void;
  readonly suggest: () => void;
  readonly accept: () => void;
  readonly reject: () => void;
  readonly changes: () => void;
  readonly nextChange: () => void;
  readonly previousChange: () => void;
  readonly history: () => void;
}

/** The groups of the list of keys. */
export const KEY_GROUPS = ["Structure", "Insert", "Words", "Margin", "Desk"] as const;

/**
 * Where a command is shown: groups of the toolbar, the menu of kinds, the insert menu, which "/"
 * opens too. On a phone the bar has those of the margin, the others are behind "More". Without a place
 * a command only has keys.
 */
type CommandPlace = "history" | "kinds" | "marks" | "levels" | "insert" | "margin" | "rest";

interface Described {
  readonly id: string;
  /** The name on buttons and in menus, and in the list of keys unless that says more (key-list.ts). */
  readonly label: string;
  readonly group: (typeof KEY_GROUPS)[number];
  /** In prosemirror-keymap's notation; the first one is displayed. */
  readonly keys?: readonly string[];
  readonly place?: CommandPlace;
  /** Other words by which the "/" menu finds it. */
  readonly also?: string;
}

/** A command on the text. Called without `dispatch`, it returns whether it can run. */
export interface TextCommand extends Described {
  readonly run: Command;
  /** The kind that it sets. Menus set it; keys toggle it. */
  readonly kind?: BlockKind;
  readonly level?: number;
  /** The mark that it toggles; its button is pressed while the caret has it. */
  readonly mark?: LegalMark;
}

/** A command on the desk. Its keys work wherever the focus is. */
interface DeskCommand extends Described {
  readonly act: keyof DeskActions;
  /** Whether it changes the text, and so is for writers only. */
  readonly writes?: boolean;
  readonly can?: (state: EditorState) => boolean;
  readonly mark?: LegalMark;
}

export type EditorCommand = TextCommand | DeskCommand;

/** First undoes an input rule, which restores what was typed. */
const undoTyped = chainCommands(undoInputRule, undo);

/**
 * Every command of the desk, once: keys, toolbar, menus and the list of keys are built from this
 * list, in its order.
 */
export const COMMANDS = [
  {
    id: "undo",
    label: "Undo",
    group: "Desk",
    keys: ["Mod-z"],
    place: "history",
    run: undoTyped,
  },
  {
    id: "redo",
    label: "Redo",
    group: "Desk",
    keys: ["Mod-Shift-z", "Mod-y"],
    place: "history",
    run: redo,
  },
  {
    id: "body",
    label: "Body text",
    group: "Structure",
    keys: ["Mod-Alt-0"],
    place: "kinds",
    also: "plain paragraph",
    kind: "body",
    run: toggleKind("body"),
  },
  {
    id: "heading-1",
    label: "Heading 1",
    group: "Structure",
    keys: ["Mod-Alt-1"],
    place: "kinds",
    also: "h1 title",
    kind: "heading",
    level: 1,
    run: toggleKind("heading", 1),
  },
  {
    id: "heading-2",
    label: "Heading 2",
    group: "Structure",
    keys: ["Mod-Alt-2"],
    place: "kinds",
    also: "h2 title",
    kind: "heading",
    level: 2,
    run: toggleKind("heading", 2),
  },
  {
    id: "heading-3",
    label: "Heading 3",
    group: "Structure",
    keys: ["Mod-Alt-3"],
    place: "kinds",
    also: "h3 title",
    kind: "heading",
    level: 3,
    run: toggleKind("heading", 3),
  },
  {
    id: "heading-4",
    label: "Heading 4",
    group: "Structure",
    keys: ["Mod-Alt-4"],
    place: "kinds",
    also: "h4 title",
    kind: "heading",
    level: 4,
    run: toggleKind("heading", 4),
  },
  {
    id: "numbered",
    label: "Numbered paragraph",
    group: "Structure",
    keys: ["Mod-Alt-5"],
    place: "kinds",
    also: "allegation ¶",
    kind: "numbered",
    run: toggleKind("numbered"),
  },
  {
    id: "request-item",
    label: "Record requested",
    group: "Structure",
    keys: ["Mod-Alt-6"],
    place: "kinds",
    also: "item request",
    kind: "requestItem",
    run: toggleKind("requestItem"),
  },
  {
    id: "ordered",
    label: "Numbered list",
    group: "Structure",
    keys: ["Mod-Shift-7"],
    place: "kinds",
    also: "ordered",
    kind: "ordered",
    run: toggleKind("ordered"),
  },
  {
    id: "bullet",
    label: "Bulleted list",
    group: "Structure",
    keys: ["Mod-Shift-8"],
    place: "kinds",
    also: "points",
    kind: "bullet",
    run: toggleKind("bullet"),
  },
  {
    id: "quote",
    label: "Quotation",
    group: "Structure",
    keys: ["Mod-Shift-9"],
    place: "kinds",
    also: "block quote",
    kind: "quote",
    run: toggleKind("quote"),
  },
  {
    id: "bold",
    label: "Bold",
    group: "Words",
    keys: ["Mod-b"],
    place: "marks",
    mark: "bold",
    run: mark("bold"),
  },
  {
    id: "italic",
    label: "Italic",
    group: "Words",
    keys: ["Mod-i"],
    place: "marks",
    mark: "italic",
    run: mark("italic"),
  },
  {
    id: "underline",
    label: "Underline",
    group: "Words",
    keys: ["Mod-u"],
    place: "marks",
    mark: "underline",
    run: mark("underline"),
  },
  {
    id: "small-caps",
    label: "Small capitals",
    group: "Words",
    keys: ["Mod-Shift-k"],
    place: "marks",
    mark: "smallCaps",
    run: mark("smallCaps"),
  },
  {
    id: "superscript",
    label: "Superscript",
    group: "Words",
    keys: ["Mod-."],
    place: "marks",
    mark: "superscript",
    run: mark("superscript"),
  },
  {
    id: "subscript",
    label: "Subscript",
    group: "Words",
    keys: ["Mod-,"],
    place: "marks",
    mark: "subscript",
    run: mark("subscript"),
  },
  {
    id: "strike",
    label: "Strikethrough",
    group: "Words",
    keys: ["Mod-Shift-x"],
    place: "marks",
    mark: "strike",
    run: mark("strike"),
  },
  {
    id: "link",
    label: "Link",
    group: "Words",
    keys: ["Mod-k"],
    place: "marks",
    mark: "link",
    act: "link",
    writes: true,
    can: takesInline,
  },
  {
    id: "open-link",
    label: "Open link",
    group: "Words",
    keys: ["Alt-Enter"],
    run: openLinkAtCaret,
  },
  {
    id: "outdent",
    label: "One level up",
    group: "Structure",
    keys: ["Mod-["],
    place: "levels",
    run: changeLevel(-1),
  },
  {
    id: "indent",
    label: "One level deeper",
    group: "Structure",
    keys: ["Mod-]"],
    place: "levels",
    run: changeLevel(1),
  },
  {
    id: "line-break",
    label: "New line in the same paragraph",
    group: "Structure",
    keys: ["Shift-Enter"],
    run: insertHardBreak,
  },
  {
    id: "reference",
    label: "Cross-reference…",
    group: "Insert",
    keys: ["Mod-Shift-e"],
    place: "insert",
    also: "paragraph number request exhibit see ¶",
    act: "reference",
    writes: true,
    can: takesInline,
  },
  {
    id: "footnote",
    label: "Footnote",
    group: "Insert",
    keys: ["Mod-Alt-f"],
    place: "insert",
    also: "note",
    run: insertFootnote,
  },
  {
    id: "table",
    label: "Table",
    group: "Insert",
    place: "insert",
    also: "rows columns",
    run: insertTable,
  },
  {
    id: "page-break",
    label: "Page break",
    group: "Insert",
    keys: ["Mod-Enter"],
    place: "insert",
    also: "new page",
    run: insertPageBreak,
  },
  {
    id: "duplicate",
    label: "Copy of this paragraph",
    group: "Insert",
    keys: ["Mod-Shift-d"],
    place: "insert",
    also: "duplicate again repeat",
    run: duplicate,
  },
  {
    id: "caption",
    label: "Caption",
    group: "Insert",
    place: "insert",
    also: "court parties case number title",
    run: insertCaption,
  },
  {
    id: "comment",
    label: "Comment",
    group: "Margin",
    keys: [THREAD_KEYS.comment],
    place: "margin",
    act: "comment",
  },
  {
    id: "threads",
    label: "Comments and suggestions",
    group: "Margin",
    keys: [THREAD_KEYS.threads],
    place: "margin",
    act: "threads",
  },
  {
    id: "next-thread",
    label: "Next comment or suggestion",
    group: "Margin",
    keys: [THREAD_KEYS.nextThread],
    act: "nextThread",
  },
  {
    id: "previous-thread",
    label: "Previous comment or suggestion",
    group: "Margin",
    keys: [THREAD_KEYS.previousThread],
    act: "previousThread",
  },
  {
    id: "suggest",
    label: "Suggest instead of editing",
    group: "Margin",
    keys: ["Mod-Alt-x"],
    act: "suggest",
  },
  {
    id: "accept",
    label: "Accept the suggestion",
    group: "Margin",
    keys: ["Mod-Alt-Enter"],
    act: "accept",
  },
  {
    id: "reject",
    label: "Reject the suggestion",
    group: "Margin",
    keys: ["Mod-Alt-Backspace"],
    act: "reject",
  },
  {
    id: "changes",
    label: "Changes since",
    group: "Margin",
    keys: ["Mod-Alt-d"],
    place: "margin",
    act: "changes",
  },
  {
    id: "next-change",
    label: "Next change",
    group: "Margin",
    keys: ["Alt-Shift-PageDown"],
    act: "nextChange",
  },
  {
    id: "previous-change",
    label: "Previous change",
    group: "Margin",
    keys: ["Alt-Shift-PageUp"],
    act: "previousChange",
  },
  {
    id: "history",
    label: "History",
    group: "Desk",
    keys: ["Mod-Alt-Shift-h"],
    act: "history",
  },
  { id: "authors", label: "Show authors", group: "Desk", place: "rest", act: "authors" },
  {
    id: "pages",
    label: "Pages as they will be filed",
    group: "Desk",
    keys: ["Mod-Alt-p"],
    place: "rest",
    act: "pages",
  },
  { id: "find", label: "Find", group: "Desk", keys: ["Mod-f"], act: "find" },
  {
    id: "replace",
    label: "Find and replace",
    group: "Desk",
    keys: ["Mod-h"],
    place: "margin",
    act: "replace",
  },
  {
    id: "keyboard",
    label: "Keyboard",
    group: "Desk",
    keys: ["Mod-/"],
    place: "rest",
    act: "keyboard",
  },
] as const satisfies readonly EditorCommand[];

/** The commands shown at a place, in order. */
export function commandsAt(place: CommandPlace): readonly EditorCommand[] {
  return COMMANDS.filter((command: EditorCommand) => command.place === place);
}

type KindCommand = Extract<(typeof COMMANDS)[number], { readonly kind: BlockKind }>;

/** The commands for kinds of paragraph, in the order of menus. */
export const KIND_COMMANDS = COMMANDS.filter(
  (command): command is KindCommand => "kind" in command,
);

/**
 * The key bindings: `text` within the text, `desk` wherever the focus is. A key whose command can't
 * run is still handled: the browser would navigate back, or run its own undo.
 */
export function keysOf(commands: readonly EditorCommand[] = COMMANDS): {
  readonly text: Record<string, Command>;
  readonly desk: Record<string, keyof DeskActions>;
} {
  const text: Record<string, Command> = {};
  const desk: Record<string, keyof DeskActions> = {};
  for (const command of commands) {
    for (const key of command.keys ?? []) {
      if ("run" in command) text[key] = (...args) => command.run(...args) || true;
      else desk[key] = command.act;
    }
  }
  return { text, desk };
}

/** Whether a command can run at the selection. */
export function canRun(command: EditorCommand, state: EditorState): boolean {
  return "run" in command ? command.run(state) : (command.can?.(state) ?? true);
}

function mark(name: LegalMark): Command {
  return (state, dispatch) => toggleMark(markType(state.schema, name))(state, dispatch);
}
