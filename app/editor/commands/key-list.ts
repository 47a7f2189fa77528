import { COMMANDS, type EditorCommand, KEY_GROUPS } from "./registry.ts";

type KeyLine = readonly [keys: string, what: string];

/** Keys without a command: they write, or depend on where the caret is. */
const BESIDE: Readonly<Record<(typeof KEY_GROUPS)[number], readonly KeyLine[]>> = {
  Structure: [
    ["Tab", "One level deeper, or the next cell"],
    ["Shift-Tab", "One level up, or the cell before"],
  ],
  Insert: [
    ["/", "At the start of a line or after a blank: everything that can be put in"],
    ["Enter", "On a cross-reference: change it"],
  ],
  Words: [],
  Margin: [],
  Desk: [["Escape", "Then Tab: leave the text"]],
};

/** The keys of the desk, grouped by purpose. */
export function keyGroups(): readonly {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}[] {
  const commands: readonly EditorCommand[] = COMMANDS;
  return KEY_GROUPS.map((title) => ({
    title,
    lines: [
      ...commands
        .filter(({ group }) => group === title)
        .flatMap(({ keys = [], help, label }) =>
          keys.map((key): KeyLine => [key, help ?? label.replace(/…$/u, "")]),
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
