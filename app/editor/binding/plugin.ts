import { Plugin, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { FlowBinding } from "./binding.ts";
import { type Pending, flowKey, markRemote, pendingField, unwrittenSince } from "./pending.ts";

/** Ties a binding to the editor that this plugin is put into. */
export function flowPlugin(binding: FlowBinding): Plugin<Pending> {
  return new Plugin<Pending>({
    key: flowKey,
    // Read by bindingIn (binding-in.ts).
    binding,
    state: pendingField(binding.isShown),
    props: {
      handleDOMEvents: {
        compositionend: () => {
          binding.compositionEnded();
          return false;
        },
      },
    },
    view(view) {
      const unwatch = watchDrawing(view, binding);
      binding.host = view;
      showText(view, binding);
      return {
        update: () => binding.flush(view.state),
        destroy: () => {
          unwatch();
          if (binding.host === view) binding.host = null;
        },
      };
    },
  });
}

/**
 * An editor that begins with another document is shown the shared text. Plugin views are made anew
 * whenever a plugin is added; the editor then shows it already, with what was not written yet.
 */
function showText(view: EditorView, binding: FlowBinding): void {
  const { state } = view;
  if (binding.isShown(state.doc) || unwrittenSince(state, binding.synced)) return;
  const { tr } = state;
  if (!state.doc.eq(binding.synced)) {
    tr.replaceWith(0, tr.doc.content.size, binding.synced.content);
    // The replacement would take the caret along to the text's end.
    tr.setSelection(Selection.atStart(tr.doc));
  }
  binding.synced = tr.doc;
  if (tr.docChanged) view.dispatch(markRemote(tr));
}

/**
 * An editor that throws while drawing shows something else than its state says, and what the browser
 * then reports as typed would be written over others' words. ProseMirror has no event for it, so its
 * `updateState` is watched, through which every drawing goes.
 */
function watchDrawing(view: EditorView, binding: FlowBinding): () => void {
  const draw = view.updateState;
  const watched: EditorView["updateState"] = (state) => {
    try {
      draw.call(view, state);
    } catch (error) {
      binding.fail(error);
      throw error;
    }
  };
  view.updateState = watched;
  return () => {
    if (view.updateState === watched) view.updateState = draw;
  };
}
