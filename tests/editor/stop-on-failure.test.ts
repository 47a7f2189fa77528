// @vitest-environment jsdom
import { Plugin } from "@tiptap/pm/state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { stopOnFailure } from "#app/editor/behavior/stop-on-failure.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";
import { copyOf, typeBehind } from "./flow-drafts.ts";

const open: TestEditor[] = [];
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => {
  open.splice(0).forEach((testEditor) => testEditor.close());
  vi.restoreAllMocks();
});

/** An editor whose drawing throws where the text holds this word. */
function fragile(word: string) {
  const onBroken = vi.fn();
  const breaking = new Plugin({
    props: {
      decorations: ({ doc: text }) => {
        if (text.textContent.includes(word)) throw new Error("can't draw");
        return null;
      },
    },
  });
  const testEditor = new TestEditor(doc(body("a", "One two")), {}, { afterKeys: [breaking] });
  stopOnFailure(testEditor.editor, onBroken);
  open.push(testEditor);
  return { testEditor, onBroken };
}

describe("an editor that throws while drawing", () => {
  it("says so, becomes read-only, and neither writes nor shows anything more", () => {
    const { testEditor, onBroken } = fragile("boom");
    const other = copyOf(Y.encodeStateAsUpdate(testEditor.document));
    typeBehind(other, "One", " boom");
    Y.applyUpdate(testEditor.document, Y.encodeStateAsUpdate(other), "others");
    expect(onBroken).toHaveBeenCalledTimes(1);
    expect(testEditor.editor.view.dom.contentEditable).toBe("false");

    const before = Y.encodeStateVector(testEditor.document);
    testEditor.type("lost?");
    expect(Y.encodeStateVector(testEditor.document)).toEqual(before);
    typeBehind(other, "boom", " and more");
    Y.applyUpdate(testEditor.document, Y.encodeStateAsUpdate(other), "others");
    expect(onBroken).toHaveBeenCalledTimes(1);
    expect(flowRoot(testEditor.document).toString()).toContain("boom and more");
  });

  it("keeps what was written before, and the change of others", () => {
    const { testEditor } = fragile("boom");
    testEditor.at("a", 7).type(" three");
    const other = copyOf(Y.encodeStateAsUpdate(testEditor.document));
    typeBehind(other, "One", " boom");
    Y.applyUpdate(testEditor.document, Y.encodeStateAsUpdate(other), "others");
    expect(flowRoot(testEditor.document).toString()).toContain("One boom two three");
  });
});
