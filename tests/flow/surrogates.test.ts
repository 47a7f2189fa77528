import { expect, test } from "vitest";
import * as Y from "yjs";
import { readFlow } from "#tests/flow/support/read-flow.ts";
import { writeFlow } from "#app/document/flow/index.ts";
import { FlowEditor, schema } from "./support/flow-editor.ts";

// A sign beyond 16 bits is two halves in ProseMirror and in Yjs, and Yjs writes � for a half.

const { nodes } = schema;

function editorWith(text: string): FlowEditor {
  const doc = new Y.Doc();
  const block = nodes.block!.create({ id: "a" }, schema.text(text));
  writeFlow(doc, nodes.doc!.create(null, [block]));
  return new FlowEditor(2, Y.encodeStateAsUpdate(doc), () => "n1");
}

/** The text as somebody reads it who opens the draft afterwards. */
function reopened(editor: FlowEditor): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(editor.doc));
  return readFlow(doc, schema).textContent;
}

for (const [from, to] of [
  // They share their first halves, and their second ones.
  ["🏛", "🏠"],
  ["😀", "𝈀"],
] as const) {
  test(`${from} is replaced by ${to} as a whole, alone and among letters that are replaced too`, () => {
    const editor = editorWith(`a${from}b`);
    editor.view.dispatch(editor.view.state.tr.insertText(to, 2, 4));
    expect([editor.text.textContent, reopened(editor)]).toEqual([`a${to}b`, `a${to}b`]);
    editor.destroy();

    const other = editorWith(`a${from}b`);
    const block = nodes.block!.create({ id: "a", kind: "heading" }, schema.text(`x${to}y`));
    other.view.dispatch(other.view.state.tr.replaceWith(0, other.text.content.size, block));
    expect([other.text.textContent, reopened(other)]).toEqual([`x${to}y`, `x${to}y`]);
    other.destroy();

    const third = editorWith(`a${from}b${from}c`);
    const { tr } = third.view.state;
    third.view.dispatch(tr.insertText(to, 5, 7).insertText(to, 2, 4));
    expect([third.text.textContent, reopened(third)]).toEqual([`a${to}b${to}c`, `a${to}b${to}c`]);
    third.destroy();
  });
}
