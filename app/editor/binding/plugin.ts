import { Plugin, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { FlowBinding } from "./binding.ts";
import { type Pending, flowKey, markRemote, pendingField, unwrittenSince } from "./pending.ts";

/** Connects a binding to the editor that this plugin is added to. */
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
 * Shows the shared text in an editor that starts with another document. Plugin views are recreated
 * whenever a plugin is added; the editor then shows it already, with unwritten changes.
 */
function showText(view: EditorView, binding: FlowBinding): void {
  const { state } = view;
  if (binding.isShown(state.doc) || unwrittenSince(state, binding.synced)) return;
  const { tr } = state;
  if (!state.doc.eq(binding.synced)) {
    tr.replaceWith(0, tr.doc.content.size, binding.synced.content);
    // The replacement would move the caret to the end.
    tr.setSelection(Selection.atStart(tr.doc));
  }
  binding.synced = tr.doc;
  if (tr.docChanged) view.dispatch(markRemote(tr));
}

/**
 * Stops the binding when the view throws while rendering: it then shows something else than its
 * state, and what the browser reports as typed would overwrite others' text. ProseMirror has no
 * event for it, so `updateState`, through which all rendering goes, is wrapped.
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
