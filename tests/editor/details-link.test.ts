// @vitest-environment jsdom
import { NodeSelection } from "@tiptap/pm/state";
import { afterEach, describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { toolbarState } from "#app/editor/toolbar/toolbar-state.ts";
import {
  block,
  body,
  caption,
  doc,
  exhibit,
  field,
  signatureBlock,
} from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

/** Where the toolbar leads to with the first node of this type selected. */
function linkWith(type: string, ...content: ProseNode[]): string | null {
  const testEditor = new TestEditor(doc(...content, block("numbered", 1, "a", "Words.")));
  open.push(testEditor);
  const { state, view } = testEditor.editor;
  let at = -1;
  state.doc.descendants((node, position) => {
    if (at < 0 && node.type.name === type) at = position;
  });
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
  return toolbarState(testEditor.editor.state).detailsPath;
}

describe("what the pages print beside the text, selected in the text", () => {
  test("leads to where it is edited", () => {
    expect(linkWith("caption", caption("c"))).toBe("facts#docket");
    expect(linkWith("signatureBlock", signatureBlock("s", "all"))).toBe("facts#facts-signers");
    expect(linkWith("exhibit", exhibit("e"))).toBe("exhibits");
  });

  test.each([
    ["addressee", "facts#letter"],
    ["trackingNumber", "facts#tracking"],
    ["certifier", "facts#certification"],
    ["certifierOf_demo-council", "facts#certification"],
    ["caseNumber", "facts#docket"],
    // Filled in at filing, and taken from the agency record.
    ["dateOfFiling", null],
    ["determinationDue_demo-request", null],
  ])("as the field %s, leads to %s", (name, page) => {
    expect(linkWith("field", body("b", "Words ", field(name), "."))).toBe(page);
  });
});
