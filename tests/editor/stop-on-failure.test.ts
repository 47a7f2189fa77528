// @vitest-environment jsdom
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { stopOnFailure } from "#app/editor/behaviour/stop-on-failure.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";
import { copyOf, typeBehind } from "./flow-drafts.ts";

const open: TestEditor[] = [];
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => {
  open.splice(0).forEach((hands) => hands.close());
  vi.restoreAllMocks();
});

/** An editor whose drawing throws where the text holds this word. */
function fragile(word: string) {
  const onBroken = vi.fn();
  const breaking = Extension.create({
    name: "breaking",
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations: ({ doc: text }) => {
            if (text.textContent.includes(word)) throw new Error("can't draw");
            return null;
          },
        },
      }),
    ],
  });
  const hands = new TestEditor(doc(body("a", "One two")), {}, [breaking]);
  stopOnFailure(hands.editor, onBroken);
  open.push(hands);
  return { hands, onBroken };
}

describe("an editor that throws while drawing", () => {
  it("says so, takes no more keys, and writes and hears nothing more", () => {
    const { hands, onBroken } = fragile("boom");
    const other = copyOf(Y.encodeStateAsUpdate(hands.document));
    typeBehind(other, "One", " boom");
    Y.applyUpdate(hands.document, Y.encodeStateAsUpdate(other), "others");
    expect(onBroken).toHaveBeenCalledTimes(1);
    expect(hands.editor.view.dom.contentEditable).toBe("false");

    const before = Y.encodeStateVector(hands.document);
    hands.type("lost?");
    expect(Y.encodeStateVector(hands.document)).toEqual(before);
    typeBehind(other, "boom", " and more");
    Y.applyUpdate(hands.document, Y.encodeStateAsUpdate(other), "others");
    expect(onBroken).toHaveBeenCalledTimes(1);
    expect(flowRoot(hands.document).toString()).toContain("boom and more");
  });

  it("keeps what was written before, and the change of others", () => {
    const { hands } = fragile("boom");
    hands.at("a", 7).type(" three");
    const other = copyOf(Y.encodeStateAsUpdate(hands.document));
    typeBehind(other, "One", " boom");
    Y.applyUpdate(hands.document, Y.encodeStateAsUpdate(other), "others");
    expect(flowRoot(hands.document).toString()).toContain("One boom two three");
  });
});
