import type { EditorState } from "@tiptap/pm/state";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { FIELD_LABEL, FIELD_NAMES } from "#app/document/details/filing-fields.ts";
import type { PeopleDetails } from "#app/document/organization-texts/people-in-text.ts";
import { setKind } from "#app/editor/commands/block-commands.ts";
import { footnoteAt } from "#app/editor/commands/footnote-commands.ts";
import {
  insertExhibit,
  insertField,
  insertSignatureBlock,
} from "#app/editor/commands/insert-commands.ts";
import {
  canRun,
  commandsAt,
  type EditorCommand,
  type TextCommand,
} from "#app/editor/commands/registry.ts";

/** Something to insert, or a change of the paragraph's kind. */
export type Insertion = EditorCommand & {
  /** The submenu it is in; none for commands of the registry. */
  readonly of?: "Signature block" | "Exhibit" | "Field";
};

/** The document's details that can be inserted. */
export type InsertableDetails = Pick<DocumentDetails, "organizations" | "exhibits"> & PeopleDetails;

/** Everything that can be inserted, including the document's organizations and exhibits. */
export function insertionsFor({
  organizations,
  exhibits,
}: Pick<InsertableDetails, "organizations" | "exhibits">): readonly Insertion[] {
  return [
    ...commandsAt("kinds").map(setsKind),
    ...commandsAt("insert"),
    ...organizations.map(({ id, name }): Insertion => ({
      id: `signature-${id}`,
      label: `Signature block: ${name}`,
      group: "Insert",
      of: "Signature block",
      also: "sign signers",
      run: insertSignatureBlock(id),
    })),
    ...exhibits.map(({ id, title }): Insertion => ({
      id: `exhibit-${id}`,
      label: `Exhibit: ${title}`,
      group: "Insert",
      of: "Exhibit",
      also: "attachment",
      run: insertExhibit(id),
    })),
    ...FIELD_NAMES.map((name): Insertion => ({
      id: `field-${name}`,
      label: sentenceCase(FIELD_LABEL[name]),
      group: "Insert",
      of: "Field",
      also: "field detail",
      run: insertField(name),
    })),
  ];
}

/** In a menu, a kind is set: only its keys toggle back to body. */
function setsKind(command: EditorCommand): EditorCommand {
  const { kind, level } = command as TextCommand;
  return kind ? { ...command, run: setKind(kind, level) } : command;
}

/** Whether it can be inserted at the caret. A footnote has no kind. */
export function fits(insertion: Insertion, state: EditorState): boolean {
  if (insertion.place === "kinds" && footnoteAt(state.selection.$from) !== null) return false;
  return canRun(insertion, state);
}

/**
 * The insertions that match a query: each word of it begins a word of the label or of an alias.
 * Labels that begin with the query come first.
 */
export function matching(insertions: readonly Insertion[], query: string): readonly Insertion[] {
  // A blank right after the slash is text, "and / or", and so is a second slash: "/s/ Name".
  if (query.startsWith(" ") || query.includes("/")) return [];
  const wanted = wordsOf(query);
  if (wanted.length === 0) return insertions;
  const found = insertions.filter(({ label, also = "" }) => {
    const words = wordsOf(`${label} ${also}`);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
  const whole = wanted.join(" ");
  const begins = ({ label }: Insertion) => wordsOf(label).join(" ").startsWith(whole);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}¶]+/gu) ?? [];
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
