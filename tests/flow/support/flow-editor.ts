import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import * as Y from "yjs";
import { CarriedWords } from "#app/editor/binding/carried-words.ts";
import { FlowBinding, flowPlugin, isRemote } from "#app/editor/binding/index.ts";
import { ROOT } from "#app/document/flow/layout.ts";
import { blockIds } from "#app/editor/behavior/block-ids.ts";
import { plainBreaks } from "#app/editor/paste/plain-breaks.ts";
import { legalSchema } from "#app/document/schema.ts";
import { HeadlessView } from "./headless-view.ts";

export const schema = legalSchema();

/** An editor of one person without a browser, with the plugins that change the text by themselves. */
export class FlowEditor {
  readonly doc = new Y.Doc();
  readonly binding: FlowBinding;
  readonly view: HeadlessView;

  /** @param newId makes ids of new blocks. */
  constructor(clientId: number, update: Uint8Array, newId: () => string, more: Plugin[] = []) {
    this.doc.clientID = clientId;
    this.doc.get(ROOT, Y.XmlText);
    Y.applyUpdate(this.doc, update);
    this.binding = new FlowBinding(this.doc, schema);
    this.binding.carried = new CarriedWords(this.binding);
    const flow = flowPlugin(this.binding);
    this.view = new HeadlessView(
      this.binding.synced,
      [flow, blockIds(newId), plainBreaks(), tables(), ...more],
      (plugin) => plugin === flow,
    );
  }

  /** The text as this person sees it. */
  get text(): Node {
    return this.view.state.doc;
  }

  destroy(): void {
    this.view.destroy();
    this.binding.destroy();
    this.doc.destroy();
  }
}

/** As the desk's tables do: missing cells are put in by whoever edits the table next. */
function tables(): Plugin {
  const { spec } = tableEditing();
  return new Plugin({
    ...spec,
    view: undefined,
    props: {},
    appendTransaction(transactions, before, after) {
      if (transactions.some(isRemote)) return null;
      return spec.appendTransaction?.call(this, transactions, before, after);
    },
  });
}
