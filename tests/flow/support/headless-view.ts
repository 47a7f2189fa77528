import { EditorState, type Plugin, type Transaction } from "@tiptap/pm/state";
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";

interface PluginView {
  update?: (view: EditorView, before: EditorState) => void;
  destroy?: () => void;
}

/** The part of a view that a binding needs, without a browser: state, dispatch, plugin views. */
export class HeadlessView {
  state: EditorState;
  readonly editable = true;
  isDestroyed = false;
  composing = false;
  private readonly views: PluginView[] = [];

  constructor(doc: Node, plugins: Plugin[], hasView: (plugin: Plugin) => boolean) {
    this.state = EditorState.create({ doc, plugins });
    for (const plugin of plugins) {
      if (!plugin.spec.view || !hasView(plugin)) continue;
      this.views.push(plugin.spec.view.call(plugin, this as unknown as EditorView));
    }
  }

  dispatch = (tr: Transaction): void => this.updateState(this.state.apply(tr));

  updateState(state: EditorState): void {
    const before = this.state;
    this.state = state;
    for (const view of this.views) view.update?.(this as unknown as EditorView, before);
  }

  hasFocus(): boolean {
    return true;
  }

  destroy(): void {
    this.isDestroyed = true;
    for (const view of this.views) view.destroy?.();
  }
}
