// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import { referenceOf } from "#app/document/nodes/reference.ts";
import { placesOf } from "#app/document/numbering/references.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { setKind } from "#app/editor/commands/block-commands.ts";
import { undo } from "#app/editor/binding/index.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(): TestEditor {
  const range = { targets: ["a", "c"], ranges: [["a", "c"]] };
  const started = new TestEditor(
    doc(
      block("numbered", 1, "x", "Before."),
      block("numbered", 1, "a", "First."),
      block("numbered", 1, "b", "Put in later."),
      block("numbered", 1, "c", "Last."),
      body("z", "See ", { type: "crossReference", attrs: range }, "."),
    ),
  );
  open.push(started);
  return started;
}

const referenceIn = ({ prose }: TestEditor) =>
  referenceOf(prose.content.at(-1)?.content?.find(({ type }) => type === "crossReference")?.attrs);
const reads = (one: TestEditor) => placesOf(one.prose).wordsOf(referenceIn(one));

describe("a range whose end is deleted", () => {
  test.each(["a", "c"])("at %s holds what was put in since it was chosen", (end) => {
    const h = testEditor();
    expect(reads(h)).toBe("¶¶ 2–4");
    const { doc: document } = h.editor.state;
    let at = 0;
    document.forEach((node, offset) => {
      if (node.attrs.id === end) at = offset;
    });
    h.editor.view.dispatch(h.editor.state.tr.delete(at, at + (document.nodeAt(at)?.nodeSize ?? 0)));
    expect(reads(h)).toBe("¶¶ 2–3");
    expect(placesOf(h.prose).isShortened(referenceIn(h))).toBe(true);
    expect(referenceIn(h).targets).toEqual(["a", "b", "c"]);
    h.run(undo);
    expect(reads(h)).toBe("¶¶ 2–4");
    expect(placesOf(h.prose).isShortened(referenceIn(h))).toBe(false);
  });

  test("or is made plain text before it is deleted, holds the same", () => {
    const h = testEditor();
    h.at("a").run(setKind("body"));
    expect(reads(h)).toBe("¶¶ 2–3");
    h.at("a").press("Backspace");
    expect(reads(h)).toBe("¶¶ 2–3");
    expect(referenceIn(h).targets).toEqual(["a", "b", "c"]);
  });

  test("is left alone by what else is typed and deleted", () => {
    const h = testEditor();
    h.at("b", "end").type(" More.").press("Enter");
    h.at("x", 0).press("Delete");
    expect(referenceIn(h).targets).toEqual(["a", "c"]);
    expect(reads(h)).toBe("¶¶ 2–5");
  });
});
