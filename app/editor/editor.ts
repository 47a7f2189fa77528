import type { EditorState, Plugin, PluginKey, Transaction } from "@tiptap/pm/state";
import { type EditorProps, EditorView } from "@tiptap/pm/view";
import { ObservableV2 } from "lib0/observable";
import { readBrowserCaret } from "./behavior/browser-caret.ts";

export interface TransactionEvent {
  readonly transaction: Transaction;
  readonly before: EditorState;
}

interface EditorEvents {
  /** After a transaction that the editor took, with those that its plugins added to it. */
  readonly transaction: (event: TransactionEvent) => void;
  readonly destroy: () => void;
}

/**
 * An editor of legal text: a ProseMirror view whose transactions others can listen to, and to which
 * parts of the desk that load later add their plugins.
 */
export class Editor extends ObservableV2<EditorEvents> {
  readonly view: EditorView;

  /** Creates it in an element that is not attached yet. */
  constructor(state: EditorState, props: EditorProps = {}) {
    super();
    const tell = (event: TransactionEvent) => this.emit("transaction", [event]);
    this.view = new EditorView(null, {
      ...props,
      state,
      dispatchTransaction(this: EditorView, transaction) {
        if (this.isDestroyed) return;
        const before = this.state;
        const { state: after, transactions } = before.applyTransaction(transaction);
        // A plugin may refuse it.
        if (!transactions.includes(transaction)) return;
        this.updateState(after);
        tell({ transaction, before });
      },
    });
  }

  get state(): EditorState {
    return this.view.state;
  }

  get isDestroyed(): boolean {
    return this.view.isDestroyed;
  }

  get isEditable(): boolean {
    return this.view.editable;
  }

  setEditable(editable: boolean): void {
    // An effect of the page may still run when its editor was replaced.
    if (!this.isDestroyed) this.view.setProps({ editable: () => editable });
  }

  registerPlugin(...plugins: readonly Plugin[]): void {
    this.readCaret();
    this.reconfigure([...this.state.plugins, ...plugins]);
  }

  unregisterPlugin(key: PluginKey): void {
    this.readCaret();
    const plugin = key.get(this.state);
    if (plugin) this.reconfigure(this.state.plugins.filter((other) => other !== plugin));
  }

  override destroy(): void {
    this.emit("destroy", []);
    super.destroy();
    this.view.destroy();
  }

  /** Whoever has just clicked keeps their place: what is drawn next would move it back. */
  private readCaret(): void {
    if (this.view.dom.isConnected) readBrowserCaret(this.view);
  }

  private reconfigure(plugins: readonly Plugin[]): void {
    if (!this.isDestroyed) this.view.updateState(this.state.reconfigure({ plugins }));
  }
}
