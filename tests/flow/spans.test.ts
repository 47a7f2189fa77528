import { expect, test } from "vitest";
import * as Y from "yjs";
import { ROOT } from "#app/document/flow/layout.ts";
import { FlowEditor } from "./support/flow-editor.ts";

/** A draft of one line and a table of two cells, the first of which has these attributes. */
function draftWith(attributes: Readonly<Record<string, unknown>>): Uint8Array {
  const doc = new Y.Doc();
  const text = doc.get(ROOT, Y.XmlText);
  text.insertEmbed(0, new Y.XmlElement("block"));
  text.insert(1, "Words.");
  const table = new Y.XmlElement("table");
  text.insertEmbed(text.length, table);
  const row = new Y.XmlElement("tableRow");
  table.insert(0, [row]);
  const cells = [new Y.XmlText(), new Y.XmlText()];
  row.insert(0, cells);
  for (const [key, value] of Object.entries(attributes)) {
    cells[0]?.setAttribute(key, value as string);
  }
  return Y.encodeStateAsUpdate(doc);
}

for (const [name, value] of [
  ["colspan", -1],
  ["colspan", 0],
  ["colspan", "banana"],
  ["colspan", 1e9],
  ["colspan", 1.5],
  ["rowspan", -1],
  ["rowspan", "x"],
  ["rowspan", 1e9],
  ["rowspan", null],
] as const) {
  test(`a cell whose ${name} is ${String(value)} stops no editor`, () => {
    const editor = new FlowEditor(2, draftWith({ [name]: value }), () => "n1");
    let cell = 0;
    editor.text.descendants((node, pos) => {
      if (node.type.name === "tableCell") cell = pos;
    });
    // The mending of tables looks at those in which something changed.
    editor.view.dispatch(editor.view.state.tr.insertText("New.", cell + 2));
    expect(editor.text.textContent).toContain("Words.New.");
    editor.text.check();
    editor.destroy();
  });
}
