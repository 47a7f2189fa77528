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
const reads = (one: TestEditor) => placesOf(one.prose).citationOf(referenceIn(one));
const idsOf = ({ prose }: TestEditor) => prose.content.map(({ attrs }) => String(attrs?.["id"]));

/** Deletes a whole paragraph. */
function remove({ editor }: TestEditor, id: string): void {
  const { state, view } = editor;
  state.doc.forEach((node, offset) => {
    if (node.attrs.id === id) view.dispatch(state.tr.delete(offset, offset + node.nodeSize));
  });
}

describe("a range whose end is deleted", () => {
  test.each(["a", "c"])("at %s holds what was put in since it was chosen", (end) => {
    const h = testEditor();
    expect(reads(h)).toBe("¶¶ 2–4");
    remove(h, end);
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

  test("holds what was put in since also when the next one goes, too", () => {
    const h = testEditor();
    h.at("c", 0).press("Enter");
    const [inserted] = idsOf(h).filter((id) => id.startsWith("new"));
    remove(h, "a");
    remove(h, "b");
    expect(reads(h)).toBe("¶¶ 2–3");
    expect(referenceIn(h).targets).toEqual(["a", "b", inserted, "c"]);
    expect(placesOf(h.prose).isShortened(referenceIn(h))).toBe(true);
  });

  test("holds all of a long one that records its first and last ten", () => {
    const ids = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const targets = [...ids.slice(0, 10), ...ids.slice(-10)];
    const range = { targets, ranges: [["p0", "p59"]] };
    const h = new TestEditor(
      doc(
        ...ids.map((id) => block("numbered", 1, id, "Words.")),
        body("z", { type: "crossReference", attrs: range }),
      ),
    );
    open.push(h);
    for (const id of ids.slice(0, 12)) remove(h, id);
    expect(reads(h)).toBe("¶¶ 1–48");
  });
});

describe("a range whose last paragraph is split", () => {
  test("ends with the second half", () => {
    const h = testEditor();
    h.at("c", 2).press("Enter");
    expect(reads(h)).toBe("¶¶ 2–5");
    expect(placesOf(h.prose).isShortened(referenceIn(h))).toBe(false);
    h.run(undo);
    expect(reads(h)).toBe("¶¶ 2–4");
    expect(referenceIn(h).targets).toEqual(["a", "c"]);
  });

  test("ends where it did when a paragraph is begun behind it", () => {
    const h = testEditor();
    h.at("c", "end").press("Enter");
    h.type("Not of the range.");
    expect(reads(h)).toBe("¶¶ 2–4");
  });
});
