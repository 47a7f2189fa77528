// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { TextSelection } from "@tiptap/pm/state";
import type { ProseNode } from "#app/document/prose.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { bindingIn, redo, undo } from "#app/editor/binding/index.ts";
import { moveKeys } from "#app/editor/commands/move-paragraphs.ts";
import { carets } from "#app/editor/presence/carets.ts";
import {
  block,
  body,
  caption,
  cell,
  doc,
  footnote,
  reference,
  signatureBlock,
  table,
} from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect, settle } from "./two-people.ts";

const UP = "Alt-Shift-ArrowUp";
const DOWN = "Alt-Shift-ArrowDown";
const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

function testEditor(start: ProseNode[] | Y.Doc, said?: (sentence: string) => void): TestEditor {
  const shared = start instanceof Y.Doc ? start : doc(...start);
  const made = new TestEditor(shared, {
    onPasteNotice: (notice) => notice && said?.(notice.sentence),
  });
  made.editor.registerPlugin(moveKeys());
  open.push(made);
  return made;
}

function two(...content: ProseNode[]) {
  const one = testEditor(sharedDocument(doc(...content)));
  const other = testEditor(new Y.Doc());
  return { one, other, line: connect(one, other) };
}

/** Somebody's caret in the block or footnote with this id, once it is drawn. */
async function caretIn(h: TestEditor, awareness: Awareness, client: number, id: string) {
  h.at(id, 1);
  const { state } = h.editor;
  const place = bindingIn(state)?.toRelative(state.doc, state.selection.head);
  const at = place && (Y.relativePositionToJSON(place) as unknown);
  const user = { id: `u${client}`, name: "Ana", organization: "Mijente", colour: 2 };
  awareness.states.set(client, { user, cursor: { anchor: at, head: at } });
  awareness.emit("change", [{ added: [client], updated: [], removed: [] }, "remote"]);
  await new Promise((done) => requestAnimationFrame(done));
}

const typesOf = (h: TestEditor) => h.prose.content.map(({ type }) => type);

describe("a paragraph is moved by Alt-Shift and an arrow", () => {
  test("past its neighbor, with its kind, id and the caret in it", () => {
    const h = testEditor([body("a", "one"), block("numbered", 2, "b", "two"), body("c", "three")]);
    h.at("b", 2);
    expect(h.press(UP)).toBe(true);
    h.type("-");
    expect(h.lines).toEqual(["numbered 2|tw-o", "body|one", "body|three"]);
    h.press(DOWN);
    h.press(DOWN);
    h.type("+");
    expect(h.lines).toEqual(["body|one", "body|three", "numbered 2|tw-+o"]);
    expect(h.ids).toEqual(["a", "c", "b"]);
    checkedNode(h.prose);
  });

  test("with all that are selected, which stay selected", () => {
    const h = testEditor([
      body("a", "one"),
      body("b", "two"),
      body("c", "three"),
      body("d", "four"),
    ]);
    h.from("b", 1, "c", 3).press(UP);
    expect(h.ids).toEqual(["b", "c", "a", "d"]);
    const { from, to } = h.editor.state.selection;
    expect(h.editor.state.doc.textBetween(from, to, "|")).toBe("wo|thr");
    h.press(DOWN);
    h.press(DOWN);
    expect(h.ids).toEqual(["a", "d", "b", "c"]);
  });

  test("is undone as one step, which leaves what was typed just before", async () => {
    const h = testEditor([body("a", "one"), body("b", "two")]);
    h.at("b", "end").type("!");
    const before = h.prose;
    h.press(UP);
    const moved = h.prose;
    h.type("?");
    h.run(undo);
    expect(h.prose).toEqual(moved);
    h.run(undo);
    expect(h.prose).toEqual(before);
    h.run(redo);
    await settle();
    expect(h.prose).toEqual(moved);
    h.run(undo);
    h.run(undo);
    expect(h.lines).toEqual(["body|one", "body|two"]);
  });

  test("takes its number from where it comes, and references go on naming it", () => {
    const h = testEditor([
      block("numbered", 1, "a", "one"),
      block("numbered", 1, "b", "two", footnote("f", "A note.")),
      body("c", "see ", reference("b")),
    ]);
    h.at("f", 3).press(UP);
    expect(h.ids).toEqual(["b", "a", "c"]);
    expect(h.numbers.slice(0, 2)).toEqual(["1.", "2."]);
    expect(h.editor.state.selection.$from.parent.attrs.id).toBe("f");
    expect(h.prose.content[2]?.content?.[1]).toMatchObject(reference("b"));
    checkedNode(h.prose);
  });

  test("past captions, signature blocks and tables, all of which stay whole", () => {
    const rows = table([cell(body("x", "1")), cell(body("y", "2"))]);
    const h = testEditor([caption("cap"), rows, signatureBlock("s", "org"), body("p", "words")]);
    const whole = h.prose.content.slice(0, 3);
    h.at("p", 1);
    for (const types of [
      ["caption", "table", "block", "signatureBlock"],
      ["caption", "block", "table", "signatureBlock"],
      ["block", "caption", "table", "signatureBlock"],
    ]) {
      h.press(UP);
      expect(typesOf(h)).toEqual(types);
    }
    expect(h.prose.content.slice(1)).toEqual(whole);
    h.on("cap").press(DOWN);
    h.press(DOWN);
    expect(typesOf(h)).toEqual(["block", "table", "signatureBlock", "caption"]);
    h.press(UP);
    expect(typesOf(h)).toEqual(["block", "table", "caption", "signatureBlock"]);
    checkedNode(h.prose);
  });

  test("stays in its cell of a table; with cells selected, the table moves", () => {
    const said: string[] = [];
    const h = testEditor(
      [body("p"), table([cell(body("a", "one"), body("b", "two")), cell(body("c", "three"))])],
      (sentence) => said.push(sentence),
    );
    h.at("b", 1).press(UP);
    expect(h.lines).toEqual(["body|", "body|two", "body|one", "body|three"]);
    const before = h.prose;
    h.press(UP);
    expect(h.prose).toEqual(before);
    expect(said).toEqual([
      "Nothing was moved: a paragraph stays in its cell of the table, and this is the first one there.",
    ]);
    h.from("b", 0, "c", 1).press(UP);
    expect(typesOf(h)).toEqual(["table", "block"]);
    expect(h.lines).toEqual(["body|two", "body|one", "body|three", "body|"]);
    checkedNode(h.prose);
  });

  test("does nothing at an end of the text, and says so", () => {
    const said: string[] = [];
    const h = testEditor([body("a", "one"), body("b", "two")], (text) => said.push(text));
    expect(h.at("a", 1).press(UP)).toBe(true);
    h.at("b").press(DOWN);
    expect(h.ids).toEqual(["a", "b"]);
    expect(said).toEqual([
      "Nothing was moved: it is the first paragraph.",
      "Nothing was moved: it is the last paragraph.",
    ]);
  });

  test("is refused where it is more than one message holds, and nothing is changed", () => {
    const said: string[] = [];
    const h = testEditor([body("a", "word ".repeat(190_000)), body("b")], (text) =>
      said.push(text),
    );
    h.at("a").press(DOWN);
    expect(h.ids).toEqual(["a", "b"]);
    expect(said).toEqual([expect.stringContaining("more than can be moved at once")]);
  });
});

describe("while one moves a paragraph", () => {
  test("the other's words and caret in it go along, each time", async () => {
    const { one, other, line } = two(
      body("a", "First."),
      body("b", "Second."),
      body("p", "The quick fox."),
      body("z", "Last."),
    );
    other.at("p", 9);
    for (const [key, letter] of [UP, UP, DOWN, DOWN, DOWN].map(
      (key, n) => [key, `${n}`] as const,
    )) {
      line.cut();
      one.at("p").press(key);
      other.type(letter);
      line.mend();
      await settle();
    }
    other.type("!");
    expect(one.lines).toEqual([
      "body|First.",
      "body|Second.",
      "body|Last.",
      "body|The quick01234! fox.",
    ]);
    expect(other.prose).toEqual(one.prose);
    expect(one.ids).toEqual(["a", "b", "z", "p"]);
  });

  test("the other's words in the neighbor that it passes stay there", async () => {
    const { one, other, line } = two(
      body("a", "First."),
      body("p", "The fox."),
      body("z", "Last."),
    );
    line.cut();
    one.at("p", 2).press(UP);
    other.at("a", "end").type(" And more.");
    line.mend();
    await settle();
    expect(one.lines).toEqual(["body|The fox.", "body|First. And more.", "body|Last."]);
    expect(other.prose).toEqual(one.prose);
  });

  test("the other's words in a cell of a table go along with the table", async () => {
    const { one, other, line } = two(
      body("a", "First."),
      table([cell(body("x", "one")), cell(body("y", "two"))]),
      body("z", "Last."),
    );
    line.cut();
    one.from("x", 0, "y", 1).press(UP);
    other.at("y", "end").type(" more");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual(["body|one", "body|two more", "body|First.", "body|Last."]);
  });

  test("the other's words in its footnote stay there", async () => {
    const { one, other, line } = two(
      body("a", "First."),
      body("p", "The fox", footnote("f", "A note."), " ran."),
      body("z", "Last."),
    );
    line.cut();
    one.at("p", 2).press(UP);
    other.at("f", "end").type(" More of it.");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.ids).toEqual(["p", "a", "z"]);
    expect(one.lines[0]).toBe("body|The fox [Footnote: A note. More of it.] ran.");
  });

  test("past another with a footnote, the one moves in which nobody writes; where both do, none", async () => {
    const said: string[] = [];
    const h = testEditor(
      [body("a", "First", footnote("e", "One.")), body("p", "Second", footnote("f", "Two."))],
      (sentence) => said.push(sentence),
    );
    const awareness = new Awareness(new Y.Doc());
    h.editor.registerPlugin(carets(awareness));
    const before = new Map(h.editor.state.doc.children.map((node) => [node.attrs.id, node]));
    await caretIn(h, awareness, 7, "f");
    h.at("p", 2).press(UP);
    expect(h.ids).toEqual(["p", "a"]);
    // The same item of the shared text as before.
    expect(h.editor.state.doc.child(0)).toBe(before.get("p"));
    await caretIn(h, awareness, 8, "e");
    h.at("p", 2).press(DOWN);
    expect(h.ids).toEqual(["p", "a"]);
    expect(said).toEqual([expect.stringContaining("others are writing in a footnote")]);
  });

  test("where the other writes in it, its neighbors move: undone twice, each word is where it was written", async () => {
    const { one, other } = two(
      body("a", "First."),
      body("b", "Second."),
      body("p", "The fox."),
      body("z", "Last."),
    );
    const awareness = new Awareness(new Y.Doc());
    one.editor.registerPlugin(carets(awareness));
    await caretIn(one, awareness, 7, "p");
    other.at("p", "end");
    for (const letter of ["1", "2"]) {
      one.at("p", 2).press(UP);
      await settle();
      other.type(letter);
      await settle();
    }
    expect(one.lines).toEqual(["body|The fox.12", "body|First.", "body|Second.", "body|Last."]);
    one.run(undo);
    await settle();
    one.run(undo);
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual(["body|First.", "body|Second.", "body|The fox.12", "body|Last."]);
  });

  test("undoing the move keeps what the other wrote in it meanwhile", async () => {
    const { one, other } = two(body("a", "First."), body("p", "The fox."), body("z", "Last."));
    one.at("p", 2).press(UP);
    other.at("p", 3).type(" quick");
    one.run(undo);
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines.join("\n")).toContain("quick");
    expect(one.lines.filter((words) => words.includes("fox"))).toHaveLength(1);
  });
});

test("a caret beside a caption, in no paragraph, moves nothing", () => {
  const said: string[] = [];
  const h = testEditor([caption("c"), body("a", "one")], (text) => said.push(text));
  h.at("a").press("Mod-Home");
  expect(h.editor.state.selection).not.toBeInstanceOf(TextSelection);
  h.press(DOWN);
  expect(typesOf(h)).toEqual(["caption", "block"]);
  expect(said).toEqual(["Nothing was moved: the caret is in no paragraph."]);
});
