import { COMMANDS, type EditorCommand, KEY_GROUPS } from "./registry.ts";

type KeyLine = readonly [keys: string, what: string];

/** Keys without a command: they write or move, or depend on where the caret is. */
const BESIDE: Readonly<Record<(typeof KEY_GROUPS)[number], readonly KeyLine[]>> = {
  Structure: [
    ["Tab", "One level deeper, or the next cell"],
    ["Shift-Tab", "One level up, or the cell before"],
    ["Alt-Shift-ArrowUp", "Move the paragraph, or those selected, up"],
    ["Alt-Shift-ArrowDown", "Move the paragraph, or those selected, down"],
  ],
  Insert: [
    ["/", "At the start of a line or after a blank: everything that can be put in"],
    ["Enter", "On a cross-reference: change it"],
  ],
  Words: [],
  Margin: [],
  Desk: [["Escape", "Then Tab: leave the text"]],
};

/** The list's words on a command beyond its name; the desk itself never shows it, and loads without. */
const MORE: Readonly<Partial<Record<(typeof COMMANDS)[number]["id"], string>>> = {
  undo: "Undo what you did",
  redo: "Redo what you undid",
  link: "With words selected, or in a link: link; else search everything",
  "open-link": "Open the link that the caret stands in",
  footnote: "Footnote; Enter or Escape leads back to the line",
  duplicate: "A copy of the paragraph, or of those selected, below it",
  comment: "Comment on the selected words, or on the paragraph",
  threads: "Show or close comments and suggestions",
  suggest: "Turn suggesting on or off",
  changes: "Show or hide what changed",
  history: "The draft of yesterday and before",
  pages: "Show or close the pages",
  keyboard: "This list",
};

/** The keys of the desk, grouped by purpose. */
export function keyGroups(): readonly {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}[] {
  const commands: readonly (EditorCommand & { readonly id: (typeof COMMANDS)[number]["id"] })[] =
    COMMANDS;
  return KEY_GROUPS.map((title) => ({
    title,
    lines: [
      ...commands
        .filter(({ group }) => group === title)
        .flatMap(({ id, keys = [], label }) =>
          keys.map((key): KeyLine => [key, MORE[id] ?? label.replace(/…$/u, "")]),
        ),
      ...BESIDE[title],
    ],
  }));
}

/** Patterns at the start of a line that change its kind. */
export const TYPED_RULES: readonly (readonly [typed: string, what: string])[] = [
  ["# and a space", "Heading 1; ## to #### for 2 to 4"],
  ["- and a space", "Bulleted list"],
  ["1. and a space", "Numbered list"],
  ["¶ and a space", "Numbered paragraph"],
  ["> and a space", "Quotation"],
];
