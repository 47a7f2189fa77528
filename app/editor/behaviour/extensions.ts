import { Extension, type Extensions } from "@tiptap/core";
import { Gapcursor } from "@tiptap/extensions/gap-cursor";
import { atomGuard, type AskAboutCaption } from "./atom-guard.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { blockIds } from "./block-ids.ts";
import { CaretFirst } from "./browser-caret.ts";
import { copying } from "#app/editor/paste/copying.ts";
import { linkClicks } from "#app/editor/links/link-clicks.ts";
import { footnoteGuard } from "./footnote-guard.ts";
import { typingRules } from "./input-rules.ts";
import { Keys } from "#app/editor/commands/keymap.ts";
import { numbering } from "./numbering.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { rangeMembers } from "./range-members.ts";
import { Tables } from "./tables.ts";
import { pasting } from "#app/editor/paste/paste.ts";
import { pasteNotices, type PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { waitingPastes } from "#app/editor/paste/waiting-paste.ts";
import { plainBreaks } from "#app/editor/paste/plain-breaks.ts";
import { schemaExtensions } from "#app/document/schema.ts";

export { SCHEMA_VERSION, legalSchema } from "#app/document/schema.ts";

export interface ProseOptions {
  /** Makes the id of a new block; unless given, from the platform's source of chance. */
  readonly newBlockId?: () => string;
  /** Whether headings carry numbers (I., A., 1., a.). Off unless asked for. */
  readonly numberHeadings?: boolean;
  /** What is known of the page at first; `setPageDetails` tells what follows. */
  readonly page?: PageDetails;
  /**
   * Told what is to be said of a paste, or of a copy of what is there, that did not come in as it was,
   * and null when that is over.
   */
  readonly onPasteNotice?: (notice: PasteNotice | null) => void;
  /** Asked before a caption is taken away; unless given, it goes unasked. */
  readonly onRemoveCaption?: AskAboutCaption;
}

/**
 * The legal text for a Tiptap editor: schema, keys, commands, ids, numbers, paste. The editor adds
 * the shared text, whose undo is one's own, and leaves Tiptap's `keymap` core extension out.
 */
export function extensions(options: ProseOptions = {}): Extensions {
  const newBlockId =
    options.newBlockId ??
    (() => createBlockId((bytes) => globalThis.crypto.getRandomValues(bytes)));
  const { numberHeadings = false } = options;
  const onRemoveCaption = options.onRemoveCaption ?? ((confirmed) => confirmed());
  const behaviour = Extension.create({
    name: "legalText",
    addProseMirrorPlugins: () => [
      // Before what makes something of typed signs, and before what takes in a paste.
      atomGuard({ onRemoveCaption }),
      typingRules(),
      blockIds(newBlockId),
      rangeMembers(),
      plainBreaks(),
      waitingPastes(),
      pasting(),
      pasteNotices(options.onPasteNotice ?? (() => undefined)),
      copying({ numberHeadings }),
      linkClicks(),
      footnoteGuard(),
      numbering({ numberHeadings, page: options.page ?? NO_PAGE_DETAILS }),
    ],
  });
  return [
    ...schemaExtensions,
    Tables,
    Gapcursor,
    CaretFirst,
    Keys.configure({ onRemoveCaption }),
    behaviour,
  ];
}
