/** Two editors of one shared text, of which the first is in the page; bundled for a real browser. */
import { EditorState, TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { writeFlow } from "#app/document/flow/index.ts";
import { bindingIn, FlowBinding, flowPlugin } from "#app/editor/binding/index.ts";
import { Editor } from "#app/editor/editor.ts";
import { legalSchema } from "#app/document/schema.ts";
import { checkRows } from "./check-rows.ts";

const schema = legalSchema();

function documentFrom(update: Uint8Array, clientID: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.get("default", Y.XmlText);
  Y.applyUpdate(doc, update);
  return doc;
}

function editorOn(document: Y.Doc, element: HTMLElement): Editor {
  const binding = new FlowBinding(document, schema);
  const editor = new Editor(
    EditorState.create({ doc: binding.synced, plugins: [flowPlugin(binding)] }),
  );
  element.append(editor.view.dom);
  return editor;
}

const start = new Y.Doc();
start.clientID = 1;
writeFlow(
  start,
  schema.topNodeType.create(
    null,
    ["First one.", "The quick brown fox.", "Last one."].map((words, i) =>
      schema.nodes.block!.create({ id: `p${i + 1}` }, schema.text(words)),
    ),
  ),
);
const update = Y.encodeStateAsUpdate(start);
const [mine, theirs] = [documentFrom(update, 11), documentFrom(update, 22)];
const [me, other] = [mine, theirs].map((doc) =>
  editorOn(doc, document.body.appendChild(document.createElement("div"))),
) as [Editor, Editor];
mine.on("update", (bytes: Uint8Array, origin: unknown) => {
  if (origin !== "net") Y.applyUpdate(theirs, bytes, "net");
});
theirs.on("update", (bytes: Uint8Array, origin: unknown) => {
  if (origin !== "net") Y.applyUpdate(mine, bytes, "net");
});

function rowsOf({ state }: Editor): string | null {
  const binding = bindingIn(state);
  return binding ? checkRows(binding) : null;
}

function find({ state: { doc } }: Editor, words: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    const at = node.text?.indexOf(words) ?? -1;
    if (found < 0 && at >= 0) found = pos + at;
  });
  return found;
}

const page = {
  putCaret(words: string) {
    me.view.focus();
    const { tr } = me.state;
    me.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, find(me, words))));
  },
  /** The other types before these words. */
  otherTypes(words: string, before: string) {
    other.view.dispatch(other.state.tr.insertText(words, find(other, before)));
  },
  otherSplits(before: string) {
    other.view.dispatch(other.state.tr.split(find(other, before)));
  },
  lines: (whose: "me" | "other") =>
    (whose === "me" ? me : other).state.doc.children.map((node) => node.textContent),
  drawn: () => [...me.view.dom.children].map((block) => block.textContent),
  state: () => ({
    composing: me.view.composing,
    failed: bindingIn(me.state)?.failed !== null,
    rows: rowsOf(me),
  }),
};

declare global {
  var flowPage: typeof page;
}
globalThis.flowPage = page;
