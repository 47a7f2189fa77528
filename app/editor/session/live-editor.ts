import { EditorState } from "@tiptap/pm/state";
import type { AskAboutCaption } from "#app/editor/behavior/atom-guard.ts";
import { legalPlugins } from "#app/editor/behavior/plugins.ts";
import { LEAVING_THE_TEXT } from "#app/editor/commands/keymap.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { FlowBinding, flowPlugin } from "#app/editor/binding/index.ts";
import { Editor } from "#app/editor/editor.ts";
import { legalSchema } from "#app/document/schema.ts";
import { caretBeforeOthers } from "#app/editor/behavior/caret-before-others.ts";
import { slashMenu, type SlashSource, type SlashState } from "#app/editor/insert/slash.ts";
import { referenceClicks, type ReferenceAt } from "#app/editor/references/reference-at.ts";
import { firstCaret } from "./early-caret.ts";
import type { LiveDraft } from "./session.ts";
import { stopOnFailure } from "#app/editor/behavior/stop-on-failure.ts";

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
  /** Called when the editor threw while rendering and has stopped. */
  readonly onBroken: () => void;
}

/**
 * Creates the editor on a shared document, in an element that is not attached yet, so that it can
 * replace the first paint in one step. Undo only covers one's own edits.
 */
export function createLiveEditor(settings: EditorSettings): Editor {
  const { live, label, editable, page, slash, slashSource, onReference } = settings;
  const { onPasteNotice, onRemoveCaption } = settings;
  const binding = new FlowBinding(live.doc, legalSchema());
  const plugins = legalPlugins(
    { onPasteNotice, onRemoveCaption, page },
    {
      // Enter takes what the menu offers, and changes a reference.
      beforeKeys: [slashMenu(slash, slashSource), referenceClicks(onReference)],
      afterKeys: [flowPlugin(binding), caretBeforeOthers(live)],
    },
  );
  const doc = binding.synced;
  const editor = new Editor(EditorState.create({ doc, selection: firstCaret(doc), plugins }), {
    editable: () => editable,
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
  });
  editor.once("destroy", () => binding.destroy());
  stopOnFailure(editor, settings.onBroken);
  return editor;
}
