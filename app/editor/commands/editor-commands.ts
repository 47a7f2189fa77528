import { Extension } from "@tiptap/core";
import type { Command } from "@tiptap/pm/state";
import {
  changeLevel,
  insertHardBreak,
  insertPageBreak,
  setKind,
  toggleKind,
} from "./block-commands.ts";
import type { RangeEnds } from "#app/document/nodes/reference.ts";
import { insertFootnote } from "./footnote-commands.ts";
import {
  insertCaption,
  insertCrossReference,
  insertExhibit,
  insertField,
  insertSignatureBlock,
} from "./insert-commands.ts";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import { isSafeAddress } from "#app/document/nodes/links.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    legalText: {
      /** Makes the selected blocks this kind. */
      setKind: (kind: BlockKind, level?: number) => ReturnType;
      /** Makes the selected blocks this kind, or body if they are. */
      toggleKind: (kind: BlockKind, level?: number) => ReturnType;
      /** One level deeper, in headings and items. */
      indent: () => ReturnType;
      /** One level up, in headings and items. */
      outdent: () => ReturnType;
      insertHardBreak: () => ReturnType;
      insertPageBreak: () => ReturnType;
      /** Puts an empty footnote behind the selection, the caret in it. */
      insertFootnote: () => ReturnType;
      /** Puts in a fact of the document by its name (FIELD_NAMES). */
      insertField: (name: string) => ReturnType;
      /** Puts in a cross-reference to the places with these ids; `ranges` are ends among them. */
      insertCrossReference: (
        targets: readonly string[],
        ranges?: readonly RangeEnds[],
      ) => ReturnType;
      insertCaption: () => ReturnType;
      insertSignatureBlock: (organizationId: string) => ReturnType;
      /** Puts in the line of an exhibit of the document's facts, by its id. */
      insertExhibit: (id: string) => ReturnType;
      /** Links the selection, or the link that the caret stands in, to an address. Refuses unsafe ones. */
      setLink: (address: string) => ReturnType;
      /** Takes the link away from the selection, or the link that the caret stands in. */
      unsetLink: () => ReturnType;
    };
  }
}

/** The commands of the legal text under the editor's `commands`, `chain()` and `can()`. */
export const EditorCommands = Extension.create({
  name: "legalCommands",
  addCommands() {
    const run =
      (command: Command) =>
      ({ state, dispatch }: { state: Parameters<Command>[0]; dispatch?: Parameters<Command>[1] }) =>
        command(state, dispatch);
    return {
      setKind: (kind, level) => run(setKind(kind, level)),
      toggleKind: (kind, level) => run(toggleKind(kind, level)),
      indent: () => run(changeLevel(1)),
      outdent: () => run(changeLevel(-1)),
      insertHardBreak: () => run(insertHardBreak),
      insertPageBreak: () => run(insertPageBreak),
      insertFootnote: () => run(insertFootnote),
      insertField: (name) => run(insertField(name)),
      insertCrossReference: (targets, ranges) => run(insertCrossReference(targets, ranges)),
      insertCaption: () => run(insertCaption),
      insertSignatureBlock: (organizationId) => run(insertSignatureBlock(organizationId)),
      insertExhibit: (id) => run(insertExhibit(id)),
      setLink:
        (address) =>
        ({ chain }) =>
          isSafeAddress(address) &&
          chain().extendMarkRange("link").setMark("link", { href: address }).run(),
      unsetLink:
        () =>
        ({ chain }) =>
          chain().extendMarkRange("link").unsetMark("link").run(),
    };
  },
});
