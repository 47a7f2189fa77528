// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { NodeSelection } from "@tiptap/pm/state";
import { checkedNode } from "#app/document/version/validate.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  block,
  body,
  caption,
  cell,
  doc,
  footnote,
  reference,
  table,
} from "#tests/document/build.ts";
import { redo, undo } from "#app/editor/binding/index.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect, settle } from "./two-people.ts";

const COPY = "Mod-Shift-d";
const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(start: ProseNode[] | Y.Doc, said?: (sentence: string) => void): TestEditor {
  const shared = start instanceof Y.Doc ? start : doc(...start);
  const made = new TestEditor(shared, {
    onPasteNotice: (notice) => notice && said?.(notice.sentence),
  });
  open.push(made);
  return made;
}

function two(...content: ProseNode[]) {
  const one = testEditor(sharedDocument(doc(...content)));
  const other = testEditor(new Y.Doc());
  return { one, other, line: connect(one, other) };
}

function expectUnique(h: TestEditor) {
  expect(h.ids).not.toContain(null);
  expect(new Set(h.ids).size).toBe(h.ids.length);
  checkedNode(h.prose);
}

describe("a copy of a paragraph", () => {
  test("stands below it with an id of its own, and the caret goes where it was, in the copy", () => {
    const h = testEditor([body("x", "before"), block("requestItem", 2, "a", "Reports"), body("y")]);
    h.at("a", 6);
    expect(h.press(COPY)).toBe(true);
    h.type("-");
    expect(h.lines).toEqual([
      "body|before",
      "requestItem 2|Reports",
      "requestItem 2|Report-s",
      "body|",
    ]);
    expect(h.ids[1]).toBe("a");
    expect(h.ids[3]).toBe("y");
    expectUnique(h);
  });

  test("of all that are selected keeps their order, and none of what the selection leaves out", () => {
    const h = testEditor([body("a", "one"), block("heading", 1, "b", "two"), body("c", "three")]);
    h.from("a", 1, "b", 2).press(COPY);
    expect(h.lines).toEqual(["body|one", "heading|two", "body|one", "heading|two", "body|three"]);
    expect(h.ids.slice(0, 2)).toEqual(["a", "b"]);
    expectUnique(h);
  });

  test("has footnotes and references of its own, which name what they named", () => {
    const h = testEditor([
      block("numbered", 1, "a", "one"),
      block("numbered", 1, "b", "See ", reference("a", "b"), footnote("f", "A note.")),
      body("c", "as in ", reference("b")),
    ]);
    h.at("b").press(COPY);
    const copy = h.prose.content[2]!;
    const [, reading, note] = copy.content!;
    expect(reading?.attrs).toEqual({ targets: ["a", "b"], ranges: [] });
    expect(note!.attrs!.id).not.toBe("f");
    expect(note!.content).toEqual([{ type: "text", text: "A note." }]);
    expect(h.prose.content[3]!.content![1]).toMatchObject(reference("b"));
    expect(h.numbers.slice(0, 3)).toEqual(["1.", "2.", "3."]);
    expectUnique(h);
  });

  test("from within a footnote is of the paragraph that it belongs to", () => {
    const h = testEditor([body("a", "one", footnote("f", "note")), body("b")]);
    h.at("f", 2).press(COPY);
    expect(h.lines.filter((line) => line.startsWith("body|one"))).toHaveLength(2);
    expectUnique(h);
  });

  test("in a cell stays in the cell; across cells it is one of the table", () => {
    const h = testEditor([table([cell(body("a", "one")), cell(body("b", "two"))]), body("c")]);
    h.at("a").press(COPY);
    expect(h.lines).toEqual(["body|one", "body|one", "body|two", "body|"]);
    h.from("a", 0, "b", 1).press(COPY);
    expect(h.prose.content.map(({ type }) => type)).toEqual(["table", "table", "block"]);
    expect(h.ids[0]).toBe("a");
    expectUnique(h);
  });

  test("of a caption is a caption with another id", () => {
    const h = testEditor([caption("cap"), body("a", "one")]);
    const { state, view } = h.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, 0)));
    h.press(COPY);
    const [first, second] = h.prose.content;
    expect([first!.type, second!.type]).toEqual(["caption", "caption"]);
    expect(first!.attrs!.id).toBe("cap");
    expect(second!.attrs!.id).not.toBe("cap");
  });

  test("is undone as one step, and done again with unique ids", async () => {
    const h = testEditor([body("a", "one"), body("b", "two")]);
    const before = h.prose;
    h.from("a", 0, "b", "end").press(COPY);
    h.run(undo);
    expect(h.prose).toEqual(before);
    h.run(redo);
    await settle();
    expect(h.lines).toHaveLength(4);
    expectUnique(h);
  });

  test("of more than one message holds is refused with a sentence, and nothing is changed", () => {
    const said: string[] = [];
    const h = testEditor([body("a", "word ".repeat(190_000)), body("b")], (text) =>
      said.push(text),
    );
    expect(h.at("a").press(COPY)).toBe(true);
    expect(h.ids).toEqual(["a", "b"]);
    expect(said).toEqual([expect.stringMatching(/^That is more than can be copied at once/)]);
  });
});

describe("two people", () => {
  test("who copy one paragraph at once have two copies, each with its own id, the same for both", async () => {
    const { one, other, line } = two(block("numbered", 1, "p", "words"), body("z", "end"));
    line.cut();
    one.at("p").press(COPY);
    other.at("p").press(COPY);
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual(["numbered|words", "numbered|words", "numbered|words", "body|end"]);
    expect(one.ids[0]).toBe("p");
    expectUnique(one);
  });

  test("lose nothing where one copies a paragraph that the other types in, also if that is undone", async () => {
    const { one, other, line } = two(body("p", "words"), body("z", "end"));
    line.cut();
    one.at("p").press(COPY);
    other.at("p", "end").type(" and more");
    line.mend();
    await settle();
    expect(one.lines).toEqual(["body|words and more", "body|words", "body|end"]);
    one.run(undo);
    await settle();
    expect(one.lines).toEqual(["body|words and more", "body|end"]);
    expect(other.prose).toEqual(one.prose);
    expect(one.ids).toEqual(["p", "z"]);
  });
});
