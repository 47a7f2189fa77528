// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import { block, body, cell, doc, table } from "#tests/document/build.ts";
import { undo } from "#app/editor/binding/index.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect, settle } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(start: ProseNode[] | Y.Doc): TestEditor {
  const made = new TestEditor(start instanceof Y.Doc ? start : doc(...start));
  open.push(made);
  return made;
}

function expectUnique(h: TestEditor) {
  expect(h.ids).not.toContain(null);
  expect(new Set(h.ids).size).toBe(h.ids.length);
}

/** The clipboard's content after copying the selection. */
function copied(h: TestEditor): string {
  const { view } = h.editor;
  return view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
}

function cut(h: TestEditor): string {
  const html = copied(h);
  h.press("Backspace");
  return html;
}

describe("an id", () => {
  test("is made of letters and digits, from the source of chance that is given", () => {
    const id = createBlockId((bytes) => bytes.set([0, 31, 32, 255, 7, 8, 9, 10, 11, 12, 13, 14]));
    expect(id).toHaveLength(12);
    expect(isBlockId(id)).toBe(true);
    expect(createBlockId(crypto.getRandomValues.bind(crypto))).not.toBe(id);
  });
});

describe("a split", () => {
  test("leaves the id with the first half and gives the second a new one", () => {
    const h = testEditor([block("numbered", 1, "a", "onetwo"), body("b", "three")]);
    h.at("a", 3).press("Enter");
    expect(h.ids[0]).toBe("a");
    expect(h.ids[2]).toBe("b");
    expectUnique(h);
  });

  test("before the first letter leaves the id with the words", () => {
    const h = testEditor([block("numbered", 1, "a", "one")]);
    h.at("a").press("Enter");
    expect(h.lines).toEqual(["numbered|", "numbered|one"]);
    expect(h.ids[1]).toBe("a");
    expectUnique(h);
  });

  test("made by something else than our Enter does the same", () => {
    const h = testEditor([body("a", "onetwo")]);
    const { view } = h.editor;
    view.dispatch(view.state.tr.split(4));
    expect(h.ids[0]).toBe("a");
    expectUnique(h);
    view.dispatch(view.state.tr.split(1));
    expect(h.lines).toEqual(["body|", "body|one", "body|two"]);
    expect(h.ids[1]).toBe("a");
    expectUnique(h);
  });

  test("undone gives back the one block with its id", () => {
    const h = testEditor([body("a", "onetwo")]);
    h.at("a", 3).press("Enter");
    h.run(undo);
    expect(h.lines).toEqual(["body|onetwo"]);
    expect(h.ids).toEqual(["a"]);
  });
});

describe("a join", () => {
  test("keeps the id of the block that comes first", () => {
    const h = testEditor([body("a", "one"), body("b", "two")]);
    h.at("b").press("Backspace");
    expect(h.ids).toEqual(["a"]);
  });
});

describe("a copy", () => {
  test("gets new ids, wherever it is pasted", () => {
    const h = testEditor([
      body("x", "start"),
      block("requestItem", 1, "a", "one"),
      body("b", "two"),
      body("c"),
    ]);
    const html = copied(h.from("a", 0, "b", "end"));
    h.at("c").paste(html);
    expect(h.lines.slice(-2)).toEqual(["requestItem|one", "body|two"]);
    expect(h.ids.slice(0, 3)).toEqual(["x", "a", "b"]);
    expectUnique(h);
    h.at("x", "end").press("Enter");
    h.paste(html);
    expect(h.lines.filter((line) => line === "requestItem|one")).toHaveLength(3);
    expect(h.ids.slice(-4)).toContain("a");
    expectUnique(h);
  });

  test("of a table gets new ids in its cells", () => {
    const h = testEditor([table([cell(body("a", "one")), cell(body("b", "two"))]), body("c")]);
    const { view } = h.editor;
    view.dispatch(view.state.tr.insert(view.state.doc.content.size, view.state.doc.child(0)));
    expect(h.ids.slice(0, 3)).toEqual(["a", "b", "c"]);
    expect(h.ids).toHaveLength(5);
    expectUnique(h);
  });

  test("inserted by a program gets new ids, before or after the block that was there", () => {
    const h = testEditor([body("a", "one"), body("b", "two")]);
    const { view } = h.editor;
    const again = legalSchema().nodeFromJSON(body("a", "again"));
    view.dispatch(view.state.tr.insert(view.state.doc.content.size, again));
    view.dispatch(view.state.tr.insert(0, legalSchema().nodeFromJSON(body("b", "before"))));
    expect(h.lines).toEqual(["body|before", "body|one", "body|two", "body|again"]);
    expect(h.ids.slice(1, 3)).toEqual(["a", "b"]);
    expectUnique(h);
  });
});

describe("cut and paste", () => {
  test("keeps the ids of whole blocks, so that what hangs on them follows", () => {
    const h = testEditor([
      body("x", "start"),
      block("requestItem", 1, "a", "one"),
      block("requestItem", 1, "b", "two"),
      body("c", "end"),
      body("d"),
    ]);
    const html = cut(h.from("x", "start".length, "b", "end"));
    expect(h.ids).toEqual(["x", "c", "d"]);
    h.at("d").paste(html);
    expect(h.lines).toEqual([
      "body|start",
      "body|end",
      "body|",
      "requestItem|one",
      "requestItem|two",
    ]);
    expect(h.ids.slice(-2)).toEqual(["a", "b"]);
    expectUnique(h);
  });

  test("of a block's words takes the id along and leaves the emptied block a new one", () => {
    const h = testEditor([block("requestItem", 1, "a", "one"), body("b", "two")]);
    const html = cut(h.from("a", 0, "a", "end"));
    h.at("b", "end").press("Enter");
    h.paste(html);
    expect(h.lines).toEqual(["requestItem|", "body|two", "requestItem|one"]);
    expect(h.ids[2]).toBe("a");
    expectUnique(h);
  });

  test.each(["numbered", "heading", "quote"] as const)(
    "of a block's words into an empty %s takes the id along too, and its kind stays",
    (kind) => {
      const h = testEditor([
        block("numbered", 1, "a", "one"),
        block(kind, 1, "b"),
        body("c", "end"),
      ]);
      const html = cut(h.from("a", 0, "a", "end"));
      h.at("b").paste(html);
      expect(h.lines).toEqual(["numbered|", `${kind}|one`, "body|end"]);
      expect(h.ids[1]).toBe("a");
      expectUnique(h);
      // A block that is still there keeps its id from a copy.
      h.at(h.ids[0]!).paste(html);
      expect(h.lines[0]).toBe("numbered|one");
      expect(h.ids[1]).toBe("a");
      expectUnique(h);
    },
  );

  test("pasted a second time gets new ids", () => {
    const h = testEditor([body("x", "start"), block("numbered", 1, "a", "one"), body("d")]);
    const html = cut(h.from("x", 5, "a", "end"));
    h.at("d").paste(html);
    h.press("Enter");
    h.paste(html);
    expect(h.ids.filter((id) => id === "a")).toHaveLength(1);
    expectUnique(h);
  });

  test("of half a block leaves the id where the other half is", () => {
    const h = testEditor([body("a", "onetwo"), body("b")]);
    const html = cut(h.from("a", 3, "a", 6));
    h.at("b").paste(html);
    expect(h.lines).toEqual(["body|one", "body|two"]);
    expect(h.ids[0]).toBe("a");
    expectUnique(h);
  });
});

describe("two people at once", () => {
  test("who both paste the same block that was cut end with two blocks and two ids, the same for both", async () => {
    const [a, b] = [
      testEditor(
        sharedDocument(
          doc(body("x", "start"), block("requestItem", 1, "r", "one"), body("y"), body("z")),
        ),
      ),
      testEditor(new Y.Doc()),
    ];
    const line = connect(a, b);
    const html = cut(a.from("x", 5, "r", "end"));
    line.cut();
    a.at("y").paste(html);
    b.at("z").paste(html);
    line.mend();
    await settle();
    expect(a.prose).toEqual(b.prose);
    expect(a.lines.filter((words) => words.endsWith("one"))).toHaveLength(2);
    expect(a.ids.filter((id) => id === "r")).toHaveLength(1);
    expectUnique(a);
  });

  test("who split the same block apart from each other end with unique ids", async () => {
    const [a, b] = [
      testEditor(sharedDocument(doc(block("numbered", 1, "n", "onetwothree")))),
      testEditor(new Y.Doc()),
    ];
    const line = connect(a, b);
    line.cut();
    a.at("n", 3).press("Enter");
    b.at("n", 6).press("Enter");
    line.mend();
    await settle();
    expect(a.prose).toEqual(b.prose);
    expectUnique(a);
  });

  test("who undo what they brought in with the same id leave unique ids", async () => {
    const [a, b] = [
      testEditor(sharedDocument(doc(body("x", "start"), body("r", "one"), body("y"), body("z")))),
      testEditor(new Y.Doc()),
    ];
    const line = connect(a, b);
    const html = cut(a.from("x", 5, "r", "end"));
    line.cut();
    a.at("y").paste(html);
    b.at("z").paste(html);
    line.mend();
    await settle();
    a.run(undo);
    b.run(undo);
    await settle();
    expect(a.prose).toEqual(b.prose);
    expectUnique(a);
  });

  test("who brought the same id in see it once, although nobody writes a repair", () => {
    const [reader, writer] = [
      testEditor(sharedDocument(doc(body("a", "one")))),
      testEditor(new Y.Doc()),
    ];
    reader.editor.setEditable(false);
    connect(reader, writer);
    const before = Y.encodeStateVector(reader.document);
    const other = new Y.Doc();
    const copy = flowRoot(other);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(reader.document));
    const marker = new Y.XmlElement("block");
    marker.setAttribute("id", "a");
    copy.insertEmbed(copy.length, marker);
    copy.insert(copy.length, "two");
    Y.applyUpdate(reader.document, Y.encodeStateAsUpdate(other, before));
    expect(reader.lines).toEqual(["body|one", "body|two"]);
    expect(reader.ids[0]).toBe("a");
    expectUnique(reader);
    expect(reader.ids).toEqual(writer.ids);
    expect(Y.encodeStateVector(reader.document)).toEqual(Y.encodeStateVector(other));
  });
});
