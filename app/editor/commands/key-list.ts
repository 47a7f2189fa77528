/** The keys of the desk, by what one wants to do; for the list that Mod-/ shows. */
export const KEY_GROUPS: readonly {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}[] = [
  {
    title: "Structure",
    keys: [
      ["Mod-Alt-0", "Body text"],
      ["Mod-Alt-1", "Heading 1 (2, 3 and 4 likewise)"],
      ["Mod-Alt-5", "Numbered paragraph"],
      ["Mod-Alt-6", "Record requested"],
      ["Mod-Shift-7", "Numbered list"],
      ["Mod-Shift-8", "Bulleted list"],
      ["Mod-Shift-9", "Quotation"],
      ["Tab", "One level deeper, or the next cell"],
      ["Shift-Tab", "One level up, or the cell before"],
      ["Shift-Enter", "New line in the same paragraph"],
      ["Mod-Enter", "Page break"],
      ["Mod-Shift-d", "A copy of the paragraph, or of those selected, below it"],
    ],
  },
  {
    title: "Insert",
    keys: [
      ["/", "At the start of a line or after a blank: everything that can be put in"],
      ["Mod-Shift-e", "Cross-reference"],
      ["Enter", "On a cross-reference: change it"],
      ["Mod-Alt-f", "Footnote; Enter or Escape leads back to the line"],
    ],
  },
  {
    title: "Words",
    keys: [
      ["Mod-b", "Bold"],
      ["Mod-i", "Italic"],
      ["Mod-u", "Underline"],
      ["Mod-Shift-k", "Small capitals"],
      ["Mod-.", "Superscript"],
      ["Mod-,", "Subscript"],
      ["Mod-Shift-x", "Struck out"],
      ["Mod-k", "Link"],
    ],
  },
  {
    title: "Desk",
    keys: [
      ["Mod-z", "Undo what you did"],
      ["Mod-Shift-z", "Do it again"],
      ["Mod-Alt-p", "Show or close the pages"],
      ["Mod-f", "Find"],
      ["Mod-h", "Find and replace"],
      ["Mod-/", "This list"],
      ["Escape", "Then Tab: leave the text"],
    ],
  },
];

/** What turns into structure while it is typed at the start of a line. */
export const TYPED_RULES: readonly (readonly [typed: string, what: string])[] = [
  ["# and a space", "Heading 1; ## to #### for 2 to 4"],
  ["- and a space", "Bulleted list"],
  ["1. and a space", "Numbered list"],
  ["¶ and a space", "Numbered paragraph"],
  ["> and a space", "Quotation"],
];
