import { expect, test } from "vitest";
import * as Y from "yjs";
import { ROOT } from "#app/document/flow/layout.ts";
import { FlowEditor } from "./support/flow-editor.ts";

test("a block atom that carries no id and the letters without a marker behind it have two ids", () => {
  const doc = new Y.Doc();
  const text = doc.get(ROOT, Y.XmlText);
  text.insertEmbed(0, new Y.XmlElement("signatureBlock"));
  text.insert(1, "Words.");
  const editor = new FlowEditor(2, Y.encodeStateAsUpdate(doc), () => "n1");
  const ids = editor.text.content.content.map((node) => node.attrs.id as unknown);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
  editor.destroy();
});
