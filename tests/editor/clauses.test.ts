// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { ProseNode } from "#app/document/prose.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { undo } from "#app/editor/binding/index.ts";
import { insertClause } from "#app/editor/clauses/insert-clause.ts";
import { clauseOf, selectedBlocks } from "#app/editor/clauses/selected-blocks.ts";
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
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect, settle } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(start: ProseNode[] | Y.Doc, said?: (sentence: string) => void): TestEditor {
  const made = new TestEditor(start instanceof Y.Doc ? start : doc(...start), {
    onPasteNotice: (notice) => notice && said?.(notice.sentence),
  });
  open.push(made);
  return made;
}

const NOBODY = {
  organizations: [],
  signers: [],
  certifier: null,
  furtherCertifiers: [],
  caption: null,
};

function expectSound(h: TestEditor) {
  expect(h.ids).not.toContain(null);
  expect(new Set(h.ids).size).toBe(h.ids.length);
  checkedNode(h.prose);
}

describe("a clause that is put in", () => {
  const clause = [body("a", "The fees."), block("numbered", 1, "b", "See ", reference("a"))];

  test("stands behind the caret's paragraph, which is not split, and one step of undo takes it out", () => {
    const said: string[] = [];
    const h = testEditor([body("x", "before"), body("y", "behind")], (sentence) =>
      said.push(sentence),
    );
    h.at("x", 3);
    expect(h.run(insertClause(clause, "Fees"))).toBe(true);
    expect(h.lines.map((line) => line.split("|")[0])).toEqual(["body", "body", "numbered", "body"]);
    expect(h.lines[0]).toBe("body|before");
    expect(said).toEqual(["“Fees” is in the text. Undo takes it out in one step."]);
    h.type("!");
    expect(h.lines[2]?.endsWith("!")).toBe(true);
    h.run(undo);
    h.run(undo);
    expect(h.lines).toEqual(["body|before", "body|behind"]);
    expectSound(h);
  });

  test("stands before a paragraph at whose start the caret is, and in place of an empty one", () => {
    const h = testEditor([body("x", "first"), body("y")]);
    h.at("x", 0);
    h.run(insertClause([body("a", "one")], "One"));
    expect(h.lines).toEqual(["body|one", "body|first", "body|"]);
    h.at("y", 0);
    h.run(insertClause([body("a", "two")], "Two"));
    expect(h.lines).toEqual(["body|one", "body|first", "body|two"]);
    expectSound(h);
  });

  test("has ids of its own, twice in one text, and its references lead to its own paragraphs", () => {
    const h = testEditor([body("a", "there before")]);
    h.at("a", 2);
    h.run(insertClause(clause, "Fees"));
    h.run(insertClause(clause, "Fees"));
    expectSound(h);
    const blocks = h.prose.content;
    const ids = blocks.map(({ attrs }) => attrs?.["id"]);
    const targets = blocks.flatMap(({ content = [] }) =>
      content.flatMap(({ type, attrs }) =>
        type === "crossReference" ? (attrs?.["targets"] as string[]) : [],
      ),
    );
    expect(targets).toEqual([ids[1], ids[3]]);
    expect(ids[0]).toBe("a");
  });

  test("replaces nothing that is selected", () => {
    const h = testEditor([body("x", "first"), body("y", "second")]);
    h.from("x", 1, "y", "end");
    h.run(insertClause([body("a", "one")], "One"));
    expect(h.lines).toEqual(["body|first", "body|second", "body|one"]);
  });

  test("goes into no table and no footnote", () => {
    const h = testEditor([
      table([cell(body("c", "cell"))]),
      body("x", "words", footnote("n", "note")),
    ]);
    for (const id of ["c", "n"]) {
      h.at(id, 1);
      const before = h.lines;
      expect(h.run(insertClause(clause, "Fees"))).toBe(false);
      expect(h.lines).toEqual(before);
    }
  });

  test("comes to who has the draft open, too, and loses nothing that they type meanwhile", async () => {
    const one = testEditor(sharedDocument(doc(body("x", "before"), body("y", "behind"))));
    const other = testEditor(new Y.Doc());
    connect(one, other);
    await settle();
    other.at("x", "end");
    one.at("x", 2);
    one.run(insertClause([body("a", "one", footnote("n", "note"))], "One"));
    other.type(" and more");
    await settle();
    expect(one.lines).toEqual(other.lines);
    expect(one.lines[0]).toBe("body|before and more");
    expectSound(one);
  });
});

describe("what is kept of a selection", () => {
  test("are the whole paragraphs and tables that it touches; that of the caret where nothing is selected", () => {
    const h = testEditor([
      caption("k"),
      body("x", "first"),
      table([cell(body("c", "cell"))]),
      body("y", "last"),
    ]);
    h.at("x", 2);
    expect(selectedBlocks(h.editor.state).map(({ type }) => type)).toEqual(["block"]);
    h.from("x", 2, "c", 1);
    expect(selectedBlocks(h.editor.state).map(({ type }) => type)).toEqual(["block", "table"]);
    h.on("k");
    expect(clauseOf(h.editor, NOBODY, false)).toMatchObject({ nodes: [], left: { drawn: 1 } });
    h.from("x", 0, "y", "end");
    expect(selectedBlocks(h.editor.state)).toHaveLength(3);
  });

  test("says by which words a reference that leads out of it read", () => {
    const h = testEditor([
      block("numbered", 1, "p", "One."),
      block("numbered", 1, "q", "As in ", reference("p")),
    ]);
    h.at("q", 2);
    const { nodes } = clauseOf(h.editor, NOBODY, false);
    expect(JSON.stringify(nodes)).toContain("[reference to ¶ 1 of the earlier text]");
  });
});
