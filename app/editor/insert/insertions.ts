import type { Editor } from "@tiptap/core";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { FIELD_LABEL, FIELD_NAMES } from "#app/document/details/filing-fields.ts";
import { KIND_CHOICES } from "#app/editor/commands/kind-choices.ts";

/** What one can put into the text without typing it, or make of the paragraph. */
export interface Insertion {
  readonly id: string;
  readonly name: string;
  readonly group: InsertionGroup;
  readonly keys?: string;
  /** Other words by which it is looked for. */
  readonly also?: string;
  /** Whether it can stand where the caret is. */
  readonly fits: (editor: Editor) => boolean;
  readonly run: (editor: Editor, desk: InsertingDesk) => void;
}

export const INSERTION_GROUPS = [
  "Kind of paragraph",
  "Insert",
  "Signature block",
  "Exhibit",
  "Field",
] as const;
export type InsertionGroup = (typeof INSERTION_GROUPS)[number];

/** What the desk does for those that ask something first. */
export interface InsertingDesk {
  readonly pickReference: () => void;
}

const KINDS: readonly Insertion[] = KIND_CHOICES.map(({ kind, level, name, keys, also }) => ({
  id: `kind-${kind}-${level ?? 0}`,
  name,
  group: "Kind of paragraph",
  keys,
  also,
  fits: (editor) => !inFootnote(editor),
  run: (editor) => editor.commands.setKind(kind, level),
}));

const THINGS: readonly Insertion[] = [
  {
    id: "reference",
    name: "Cross-reference…",
    group: "Insert",
    keys: "Mod-Shift-e",
    also: "paragraph number request exhibit see ¶",
    fits: (editor) => editor.state.selection.$from.parent.inlineContent,
    run: (_editor, desk) => desk.pickReference(),
  },
  {
    id: "footnote",
    name: "Footnote",
    group: "Insert",
    keys: "Mod-Alt-f",
    also: "note",
    fits: (editor) => editor.can().insertFootnote(),
    run: (editor) => editor.commands.insertFootnote(),
  },
  {
    id: "table",
    name: "Table",
    group: "Insert",
    also: "rows columns",
    fits: (editor) =>
      !inFootnote(editor) && editor.can().insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    run: (editor) => editor.commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  },
  {
    id: "page-break",
    name: "Page break",
    group: "Insert",
    keys: "Mod-Enter",
    also: "new page",
    fits: (editor) => !inFootnote(editor) && editor.can().insertPageBreak(),
    run: (editor) => editor.commands.insertPageBreak(),
  },
  {
    id: "duplicate",
    name: "Copy of this paragraph",
    group: "Insert",
    keys: "Mod-Shift-d",
    also: "duplicate again repeat",
    fits: (editor) => editor.can().duplicate(),
    run: (editor) => editor.commands.duplicate(),
  },
  {
    id: "caption",
    name: "Caption",
    group: "Insert",
    also: "court parties case number title",
    fits: (editor) => !inFootnote(editor) && editor.can().insertCaption(),
    run: (editor) => editor.commands.insertCaption(),
  },
];

const FIELDS: readonly Insertion[] = FIELD_NAMES.map((name) => ({
  id: `field-${name}`,
  name: sentenceCase(FIELD_LABEL[name]),
  group: "Field",
  also: "field fact",
  fits: (editor) => editor.state.selection.$from.parent.inlineContent,
  run: (editor) => editor.commands.insertField(name),
}));

/** Everything that can be put in, with the organizations and exhibits that the document names. */
export function insertionsFor({
  organizations,
  exhibits,
}: Pick<DocumentDetails, "organizations" | "exhibits">): readonly Insertion[] {
  return [
    ...KINDS,
    ...THINGS,
    ...organizations.map(({ id, name }): Insertion => ({
      id: `signature-${id}`,
      name: `Signature block: ${name}`,
      group: "Signature block",
      also: "sign signers",
      fits: (editor) => !inFootnote(editor) && editor.can().insertSignatureBlock(id),
      run: (editor) => editor.commands.insertSignatureBlock(id),
    })),
    ...exhibits.map(({ id, title }): Insertion => ({
      id: `exhibit-${id}`,
      name: `Exhibit: ${title}`,
      group: "Exhibit",
      also: "attachment",
      fits: (editor) => !inFootnote(editor) && editor.can().insertExhibit(id),
      run: (editor) => editor.commands.insertExhibit(id),
    })),
    ...FIELDS,
  ];
}

/**
 * Those that are looked for: each word of the query begins a word of the name, or of what else it is
 * called. A name that begins with the query comes first.
 */
export function matching(insertions: readonly Insertion[], query: string): readonly Insertion[] {
  // A blank right behind the slash is text, "and / or", and so is a second slash: "/s/ Name".
  if (query.startsWith(" ") || query.includes("/")) return [];
  const wanted = wordsOf(query);
  if (wanted.length === 0) return insertions;
  const found = insertions.filter(({ name, also = "" }) => {
    const words = wordsOf(`${name} ${also}`);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
  const whole = wanted.join(" ");
  const begins = ({ name }: Insertion) => wordsOf(name).join(" ").startsWith(whole);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}¶]+/gu) ?? [];
}

function inFootnote(editor: Editor): boolean {
  return editor.state.selection.$from.parent.type.name === "footnote";
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
