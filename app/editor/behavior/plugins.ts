import { gapCursor } from "@tiptap/pm/gapcursor";
import type { Plugin } from "@tiptap/pm/state";
import { atomGuard, type AskAboutCaption } from "./atom-guard.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { blockIds } from "./block-ids.ts";
import { caretFirst } from "./browser-caret.ts";
import { copying } from "#app/editor/paste/copying.ts";
import { linkClicks } from "#app/editor/links/link-clicks.ts";
import { footnoteGuard } from "./footnote-guard.ts";
import { wholeCharacters } from "./whole-characters.ts";
import { typingRules } from "./input-rules.ts";
import { legalKeys } from "#app/editor/commands/keymap.ts";
import { numbering, type TextAround } from "./numbering.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { rangeMembers } from "./range-members.ts";
import { completeTables } from "./tables.ts";
import { pasting } from "#app/editor/paste/paste.ts";
import { pasteNotices, type PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { waitingPastes } from "#app/editor/paste/waiting-paste.ts";
import { plainBreaks } from "#app/editor/paste/plain-breaks.ts";

export interface ProseOptions {
  /** Creates the id of a new block; default: the platform's random source. */
  readonly newBlockId?: () => string;
  /** Whether headings are numbered (I., A., 1., a.); default false. */
  readonly numberHeadings?: boolean;
  /** The nodes before and behind, in an editor of a part of a text. */
  readonly around?: () => TextAround;
  /** The initial details of the page; `setPageDetails` updates them. */
  readonly page?: PageDetails;
  /**
   * Receives the notice about a paste or copy that did not arrive as it was, and null when it no
   * longer applies.
   */
  readonly onPasteNotice?: (notice: PasteNotice | null) => void;
  /** Asks before a caption is removed; default: without a question. */
  readonly onRemoveCaption?: AskAboutCaption;
}

/** Plugins of one editor alone, and where they come among those of every editor. */
export interface OwnPlugins {
  /** Asked for a key before the keys of the text. */
  readonly beforeKeys?: readonly Plugin[];
  /** Asked before what watches typing and pasting. */
  readonly afterKeys?: readonly Plugin[];
}

/** The plugins of an editor of legal text, in the order in which they are asked. */
export function legalPlugins(
  options: ProseOptions = {},
  { beforeKeys = [], afterKeys = [] }: OwnPlugins = {},
): Plugin[] {
  const newBlockId =
    options.newBlockId ??
    (() => createBlockId((bytes) => globalThis.crypto.getRandomValues(bytes)));
  const { numberHeadings = false } = options;
  const onRemoveCaption = options.onRemoveCaption ?? ((confirmed) => confirmed());
  return [
    // Before everything that reads the selection on a key.
    caretFirst(),
    ...beforeKeys,
    legalKeys(onRemoveCaption),
    ...afterKeys,
    // Before the input rules and the paste handlers.
    atomGuard({ onRemoveCaption }),
    typingRules(),
    wholeCharacters(),
    blockIds(newBlockId),
    rangeMembers(),
    plainBreaks(),
    waitingPastes(),
    pasting(),
    pasteNotices(options.onPasteNotice ?? (() => undefined)),
    copying({ numberHeadings }),
    linkClicks(),
    footnoteGuard(),
    numbering({
      numberHeadings,
      page: options.page ?? NO_PAGE_DETAILS,
      ...(options.around && { around: options.around }),
    }),
    gapCursor(),
    completeTables(),
  ];
}
