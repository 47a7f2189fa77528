import { Extension, type Extensions } from "@tiptap/core";
import { Gapcursor } from "@tiptap/extensions/gap-cursor";
import { createBlockId } from "./block-ids";
import { blockIds } from "./block-ids-plugin";
import { CaretFirst } from "./browser-caret";
import { duplicating } from "./duplicating";
import { EditorCommands } from "./editor-commands";
import { footnoteGuard } from "./footnote-guard";
import { typingRules } from "./input-rules";
import { Keys } from "./keymap";
import { numbering } from "./numbering-plugin";
import { NO_PAGE_FACTS, type PageFacts } from "./page-facts";
import { rangeMembers } from "./range-members";
import { pasting } from "./paste";
import { plainBreaks } from "./plain-breaks";
import { schemaExtensions } from "./schema";

export { SCHEMA_VERSION, legalSchema } from "./schema";

export interface ProseOptions {
  /** Makes the id of a new block; unless given, from the platform's source of chance. */
  readonly newBlockId?: () => string;
  /** Whether headings carry numbers (I., A., 1., a.). Off unless asked for. */
  readonly numberHeadings?: boolean;
  /** What is known of the page at first; `setProseFacts` tells what follows. */
  readonly page?: PageFacts;
  /** Told when a paste, or a copy of what is there, is refused, with the sentence for the person. */
  readonly onRefusedPaste?: (sentence: string) => void;
}

/**
 * The legal text for a Tiptap editor: schema, keys, commands, ids, numbers, paste. The editor adds
 * the shared text, whose undo is one's own, and leaves Tiptap's `keymap` core extension out.
 */
export function extensions(options: ProseOptions = {}): Extensions {
  const newBlockId =
    options.newBlockId ??
    (() => createBlockId((bytes) => globalThis.crypto.getRandomValues(bytes)));
  const behaviour = Extension.create({
    name: "legalText",
    addProseMirrorPlugins: () => [
      typingRules(),
      blockIds(newBlockId),
      rangeMembers(),
      plainBreaks(),
      pasting(options.onRefusedPaste ?? (() => undefined)),
      footnoteGuard(),
      numbering({
        numberHeadings: options.numberHeadings ?? false,
        page: options.page ?? NO_PAGE_FACTS,
      }),
    ],
  });
  const copying = duplicating(options.onRefusedPaste ?? (() => undefined));
  return [...schemaExtensions, Gapcursor, CaretFirst, Keys, EditorCommands, copying, behaviour];
}
