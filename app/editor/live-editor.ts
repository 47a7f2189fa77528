import { Editor, Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { search } from "prosemirror-search";
import { extensions, FRAGMENT } from "~/prose/extensions";
import { LEAVING_THE_TEXT } from "~/prose/keymap";
import type { PageFacts } from "~/prose/page-facts";
import { SharedText } from "~/prose/shared-text";
import { authorMarks } from "./author-marks";
import { Carets } from "./carets";
import { emptyNote } from "./empty-note";
import { slashMenu, type SlashSource, type SlashState } from "./insert/slash";
import { referenceClicks, type ReferenceAt } from "./references/reference-at";
import type { LiveDraft } from "./session";

export interface EditorSettings {
  readonly live: LiveDraft;
  readonly label: string;
  readonly editable: boolean;
  readonly onRefusedPaste: (sentence: string) => void;
  /** What captions, signature blocks and fields are drawn from at first. */
  readonly page: PageFacts;
  readonly slash: SlashState;
  readonly slashSource: SlashSource;
  readonly onReference: (reference: ReferenceAt) => void;
}

/** Element types that undo takes away only once they are empty: others may have written in them. */
const PROTECTED = new Set(["block", "table", "tableRow", "tableCell", "tableHeader"]);

/**
 * The editor on a shared document, drawn into an element of its own that is in no page yet, so that it
 * can take the place of the first paint in one step. Undo is one's own.
 */
export function createLiveEditor(settings: EditorSettings): Editor {
  const { live, label, editable, onRefusedPaste, page, slash, slashSource, onReference } = settings;
  return new Editor({
    element: { mount: document.createElement("div") },
    editable,
    injectCSS: false,
    enableCoreExtensions: { keymap: false, delete: false, drop: false, paste: false },
    extensions: [
      ...extensions({ onRefusedPaste, page }),
      SharedText.configure({
        document: live.doc,
        field: FRAGMENT,
        yUndoOptions: { protectedNodes: PROTECTED },
      }),
      Carets.configure({ awareness: live.awareness }),
      Quiet,
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
      // The caret stays clear of the bars above the text.
      scrollThreshold: { top: 140, bottom: 60, left: 0, right: 0 },
      scrollMargin: { top: 160, bottom: 80, left: 0, right: 0 },
      handleScrollToSelection: (view) => {
        const shared = sharedState(ySyncPluginKey.getState(view.state));
        return shared.isChangeOrigin && !shared.isUndoRedoOperation;
      },
    },
  });
}

/** What the desk adds to the text without touching it: search marks, and no scrolling for others. */
const Quiet = Extension.create({
  name: "quiet",
  priority: 830,
  addProseMirrorPlugins: () => [search(), followUndo(), authorMarks(), emptyNote()],
});

function references(onReference: EditorSettings["onReference"]): Extension {
  return Extension.create({
    name: "references",
    // Enter on a reference changes it; before the keys of the text (1100).
    priority: 1150,
    addProseMirrorPlugins: () => [referenceClicks(onReference)],
  });
}

/**
 * y-tiptap measures the selection after each edit of anybody, which makes the browser lay out the
 * whole text before it would. It is told that the caret is out of sight; undo, which ought to show
 * what it did, scrolls by itself.
 */
function followUndo(): Plugin {
  return new Plugin({
    view: (view) => {
      const { binding } = sharedState(ySyncPluginKey.getState(view.state));
      // oxlint-disable-next-line no-underscore-dangle -- y-tiptap has no setting for it
      if (binding) binding._isLocalCursorInView = () => false;
      return {
        update: (current, before) => {
          const { isUndoRedoOperation } = sharedState(ySyncPluginKey.getState(current.state));
          if (!isUndoRedoOperation || current.state.doc === before.doc) return;
          queueMicrotask(() => {
            if (!current.isDestroyed) current.dispatch(current.state.tr.scrollIntoView());
          });
        },
      };
    },
  });
}

interface SharedState {
  readonly isChangeOrigin: boolean;
  readonly isUndoRedoOperation: boolean;
  readonly binding: { _isLocalCursorInView: () => boolean } | null;
}

const APART: SharedState = { isChangeOrigin: false, isUndoRedoOperation: false, binding: null };

function sharedState(state: unknown): SharedState {
  return (state as SharedState | undefined) ?? APART;
}
