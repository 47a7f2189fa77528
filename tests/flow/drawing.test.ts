// @vitest-environment jsdom
import { EditorState } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { FlowBinding, bindingIn, flowPlugin } from "#app/editor/binding/index.ts";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import { block, draftOf, newId, placeOfBlock } from "./support/pair.ts";

/** Edits of others leave the rest of the page, and of the document, as it is. */
const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

function open() {
  const draft = draftOf(
    ...Array.from({ length: 30 }, (_, i) => block(`p${i}`, `Paragraph ${i} has some words in it.`)),
  );
  const doc = new Y.Doc();
  doc.clientID = 2;
  flowRoot(doc);
  Y.applyUpdate(doc, draft);
  const binding = new FlowBinding(doc, schema);
  const view = new EditorView(
    { mount: document.body.appendChild(document.createElement("div")) },
    { state: EditorState.create({ schema, plugins: [flowPlugin(binding)] }) },
  );
  views.push(view);
  const other = new FlowEditor(3, draft, newId);
  const hear = () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.doc), "net");
  return { view, binding, other, hear };
}

test("an editor that begins empty shows the shared text, and answers which binding it has", () => {
  const { view, binding } = open();
  expect(view.dom.children).toHaveLength(30);
  expect(bindingIn(view.state)).toBe(binding);
  expect(view.state.doc).toBe(binding.synced);
});

test.each<[what: string, act: (person: FlowEditor) => void, changed: number]>([
  ["a key", ({ view }) => view.dispatch(view.state.tr.insertText("x", place(view, 10) + 5)), 1],
  ["Enter", ({ view }) => view.dispatch(view.state.tr.split(place(view, 10) + 8)), 1],
  ["a join", ({ view }) => view.dispatch(view.state.tr.join(place(view, 11))), 2],
  [
    "bold",
    ({ view }) => {
      const at = place(view, 5);
      view.dispatch(view.state.tr.addMark(at + 3, at + 8, schema.marks.bold!.create()));
    },
    1,
  ],
  [
    "a change of kind",
    ({ view }) => view.dispatch(view.state.tr.setNodeAttribute(place(view, 7), "kind", "heading")),
    1,
  ],
])("%s of others leaves all other paragraphs in the page as they are", (_what, act, changed) => {
  const { view, other, hear } = open();
  const [elements, nodes] = [[...view.dom.children], view.state.doc.children];
  act(other);
  hear();
  expect(view.state.doc.eq(other.text)).toBe(true);
  const [now, nodesNow] = [new Set(view.dom.children), new Set(view.state.doc.children)];
  expect(elements.filter((element) => !now.has(element)).length).toBeLessThanOrEqual(changed);
  expect(nodes.filter((node) => !nodesNow.has(node)).length).toBeLessThanOrEqual(changed);
});

test("a plugin that is added while words are unwritten loses none of them", () => {
  const { view, binding, other, hear } = open();
  binding.doc.transact(() => {
    view.dispatch(view.state.tr.insertText("unwritten ", 1));
    // Plugin views are made anew.
    view.updateState(view.state.reconfigure({ plugins: [...view.state.plugins] }));
  });
  hear();
  expect(view.state.doc.firstChild?.textContent).toMatch(/^unwritten /u);
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(binding.doc), "net");
  expect(placeOfBlock(other, "p0").node.textContent).toMatch(/^unwritten /u);
});

function place({ state }: { readonly state: EditorState }, index: number): number {
  let pos = 0;
  for (let i = 0; i < index; i += 1) pos += state.doc.child(i).nodeSize;
  return pos;
}
