import { Editor, Extension } from "@tiptap/core";
import type { AskAboutCaption } from "#app/editor/behaviour/atom-guard.ts";
import { extensions } from "#app/editor/behaviour/extensions.ts";
import { LEAVING_THE_TEXT } from "#app/editor/commands/keymap.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { FlowText } from "#app/editor/binding/index.ts";
import { caretBeforeOthers } from "#app/editor/behaviour/caret-before-others.ts";
import { Carets } from "#app/editor/presence/carets.ts";
import { emptyNote } from "#app/editor/behaviour/empty-footnote.ts";
import { slashMenu, type SlashSource, type SlashState } from "#app/editor/insert/slash.ts";
import { referenceClicks, type ReferenceAt } from "#app/editor/references/reference-at.ts";
import type { LiveDraft } from "./session.ts";
import { stopOnFailure } from "#app/editor/behaviour/stop-on-failure.ts";
import { unknownParts } from "#app/editor/unknown/unknown-parts.ts";
import type { WriterOf } from "#app/editor/unknown/watch-unknown.ts";

export interface EditorSettings {
  readonly live: LiveDraft;
  readonly label: string;
  readonly editable: boolean;
  readonly onPasteNotice: (notice: PasteNotice | null) => void;
  readonly onRemoveCaption: AskAboutCaption;
  /** The initial details for captions, signature blocks and fields. */
  readonly page: PageDetails;
  readonly slash: SlashState;
  readonly slashSource: SlashSource;
  readonly onReference: (reference: ReferenceAt) => void;
  /** Looks up who wrote unknown content. */
  readonly writerOf: WriterOf;
  /** Called when the editor threw while rendering and has stopped. */
  readonly onBroken: () => void;
}

/** Tiptap's built-ins that we replace or don't need; the build leaves them out (vite.config.ts). */
const CORE_EXTENSIONS = {
  commands: false,
  delete: false,
  drop: false,
  keymap: false,
  paste: false,
  textDirection: false,
} as const;

/**
 * Creates the editor on a shared document, in an element that is not attached yet, so that it can
 * replace the first paint in one step. Undo only covers one's own edits.
 */
export function createLiveEditor(settings: EditorSettings): Editor {
  const { live, label, editable, page, slash, slashSource, onReference } = settings;
  const { onPasteNotice, onRemoveCaption } = settings;
  const editor = new Editor({
    element: { mount: document.createElement("div") },
    editable,
    injectCSS: false,
    enableCoreExtensions: CORE_EXTENSIONS,
    extensions: [
      ...extensions({ onPasteNotice, onRemoveCaption, page }),
      FlowText.configure({ document: live.doc }),
      Carets.configure({ awareness: live.awareness }),
      quiet(settings),
      slashMenu(slash, slashSource),
      references(onReference),
    ],
    editorProps: {
      attributes: {
        class: "prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-description": LEAVING_THE_TEXT,
        spellcheck: "true",
      },
      // Keeps the caret clear of the bars above the text.
      scrollThreshold: { top: 140, bottom: 60, left: 0, right: 0 },
      scrollMargin: { top: 160, bottom: 80, left: 0, right: 0 },
    },
  });
  stopOnFailure(editor, settings.onBroken);
  return editor;
}

/** The desk's plugins that don't change the text. */
function quiet({ live, writerOf }: EditorSettings): Extension {
  return Extension.create({
    name: "quiet",
    priority: 830,
    addProseMirrorPlugins: () => [caretBeforeOthers(live), unknownParts(writerOf), emptyNote()],
  });
}

function references(onReference: EditorSettings["onReference"]): Extension {
  return Extension.create({
    name: "references",
    // Enter on a reference changes it; before the keymap of the text (1100).
    priority: 1150,
    addProseMirrorPlugins: () => [referenceClicks(onReference)],
  });
}
