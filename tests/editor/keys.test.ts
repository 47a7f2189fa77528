// @vitest-environment jsdom
import { NodeSelection } from "@tiptap/pm/state";
import { afterEach, describe, expect, test } from "vitest";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn } from "#app/document/flow/pieces.ts";
import { BLOCK_KINDS, DEEPEST_LEVEL, type BlockKind } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, cell, doc, pageBreak, table, text } from "#tests/document/build.ts";
import { removeLink, setLink } from "#app/editor/links/link-commands.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(...content: ProseNode[]): TestEditor {
  const made = new TestEditor(doc(...content));
  open.push(made);
  return made;
}

const ITEMS = ["bullet", "ordered", "numbered", "requestItem"] as const;

describe("Enter", () => {
  test("at the end of a heading goes on with body text", () => {
    const h = testEditor(block("heading", 2, "h", "Facts"));
    h.at("h", "end").press("Enter");
    h.type("ICE wrote.");
    expect(h.lines).toEqual(["heading 2|Facts", "body|ICE wrote."]);
  });

  test("in the middle of a heading leaves two headings", () => {
    const h = testEditor(block("heading", 2, "h", "FactsClaims"));
    h.at("h", 5).press("Enter");
    expect(h.lines).toEqual(["heading 2|Facts", "heading 2|Claims"]);
  });

  test("before a heading puts body text above it, and the heading keeps its id", () => {
    const h = testEditor(block("heading", 1, "h", "Facts"));
    h.at("h").press("Enter");
    expect(h.lines).toEqual(["body|", "heading|Facts"]);
    expect(h.ids[1]).toBe("h");
  });

  test.each(ITEMS)("in %s goes on with the same kind and level", (kind) => {
    const h = testEditor(block(kind, 2, "i", "onetwo"));
    h.at("i", 3).press("Enter");
    expect(h.lines).toEqual([`${kind} 2|one`, `${kind} 2|two`]);
    h.at("i", "end").press("Enter");
    expect(h.lines).toEqual([`${kind} 2|one`, `${kind} 2|`, `${kind} 2|two`]);
  });

  test.each(ITEMS)("in an empty %s goes one level up, then becomes body", (kind) => {
    const h = testEditor(block(kind, 1, "a", "one"), block(kind, 3, "i"));
    h.at("i").press("Enter");
    expect(h.lines).toEqual([`${kind}|one`, `${kind} 2|`]);
    h.press("Enter");
    expect(h.lines).toEqual([`${kind}|one`, `${kind}|`]);
    h.press("Enter");
    expect(h.lines).toEqual([`${kind}|one`, "body|"]);
    h.press("Enter");
    expect(h.lines).toEqual([`${kind}|one`, "body|", "body|"]);
  });

  test("before an item puts an empty one there, and the words keep their id", () => {
    const h = testEditor(block("requestItem", 1, "r", "Weekly reports"));
    h.at("r").press("Enter");
    expect(h.lines).toEqual(["requestItem|", "requestItem|Weekly reports"]);
    expect(h.ids[1]).toBe("r");
    expect(h.numbers).toEqual(["1.", "2."]);
  });

  test("over a selection takes it away first", () => {
    const h = testEditor(body("a", "one"), body("b", "two"));
    h.from("a", 1, "b", 2).press("Enter");
    expect(h.lines).toEqual(["body|o", "body|o"]);
  });

  test("over everything begins the document anew", () => {
    const h = testEditor(block("heading", 1, "a", "one"), body("b", "two"));
    h.press("Mod-a");
    h.press("Enter");
    h.type("x");
    expect(h.lines).toEqual(["body|x"]);
  });

  test("keeps what is switched on, bold for one", () => {
    const h = testEditor(body("a", text("bold", "bold")));
    h.at("a", "end").press("Enter");
    h.type("er");
    expect(h.prose.content[1]?.content).toEqual([
      { type: "text", text: "er", marks: [{ type: "bold" }] },
    ]);
  });

  test("on a page break begins a paragraph after it", () => {
    const h = testEditor(body("a", "one"), pageBreak);
    const { state, view } = h.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, 5)));
    h.press("Enter");
    h.type("two");
    expect(h.prose.content.map(({ type }) => type)).toEqual(["block", "pageBreak", "block"]);
  });

  test("with Shift begins a new line in the same block", () => {
    const h = testEditor(body("a", "onetwo"));
    h.at("a", 3).press("Shift-Enter");
    expect(h.lines).toEqual(["body|one\ntwo"]);
    expect(h.ids).toEqual(["a"]);
  });

  test("with Shift within bold words leaves the break plain, as it is for everybody else", () => {
    const h = testEditor(body("a", text("bold", "bold")));
    h.at("a", 2).press("Shift-Enter");
    h.type("x");
    expect(h.prose.content[0]?.content).toEqual([
      text("bo", "bold"),
      { type: "hardBreak" },
      text("xld", "bold"),
    ]);
    h.from("a", 0, "a", "end").press("Mod-i");
    expect(h.prose.content[0]?.content?.[1]).toEqual({ type: "hardBreak" });
  });

  test("with Mod begins a new page", () => {
    const h = testEditor(block("heading", 1, "a", "one"));
    h.at("a", "end").press("Mod-Enter");
    h.type("two");
    expect(h.prose.content.map(({ type }) => type)).toEqual(["block", "pageBreak", "block"]);
    expect(h.lines).toEqual(["heading|one", "body|two"]);
  });
});

describe("Backspace before the first letter", () => {
  test.each(ITEMS)("of %s goes one level up, then makes it body, then joins", (kind) => {
    const h = testEditor(body("a", "one"), block(kind, 2, "i", "two"));
    h.at("i").press("Backspace");
    expect(h.lines).toEqual(["body|one", `${kind}|two`]);
    h.press("Backspace");
    expect(h.lines).toEqual(["body|one", "body|two"]);
    h.press("Backspace");
    expect(h.lines).toEqual(["body|onetwo"]);
    expect(h.ids).toEqual(["a"]);
  });

  test.each(["heading", "quote"] as const)("of %s makes it body before it joins", (kind) => {
    const h = testEditor(body("a", "one"), block(kind, 1, "i", "two"));
    h.at("i").press("Backspace");
    expect(h.lines).toEqual(["body|one", "body|two"]);
  });

  test("of a heading takes an empty paragraph above it away and leaves the heading", () => {
    const h = testEditor(body("a"), block("heading", 2, "i", "two"));
    h.at("i").press("Backspace");
    expect(h.lines).toEqual(["heading 2|two"]);
    expect(h.ids).toEqual(["i"]);
  });

  test("of body after an empty item makes the words that item, with their own id", () => {
    const h = testEditor(block("numbered", 2, "n"), body("b", "words"));
    h.at("b").press("Backspace");
    expect(h.lines).toEqual(["numbered 2|words"]);
    expect(h.ids).toEqual(["b"]);
  });

  test("takes a page break away", () => {
    const h = testEditor(body("a", "one"), pageBreak, body("b", "two"));
    h.at("b").press("Backspace");
    expect(h.prose.content.map(({ type }) => type)).toEqual(["block", "block"]);
  });

  test("of an empty paragraph after a heading returns to the heading's end", () => {
    const h = testEditor(block("heading", 1, "h", "Facts"), body("b"));
    h.at("b").press("Backspace");
    h.type("!");
    expect(h.lines).toEqual(["heading|Facts!"]);
  });

  test("of the first paragraph does nothing", () => {
    const h = testEditor(body("a", "one"));
    h.at("a").press("Backspace");
    expect(h.lines).toEqual(["body|one"]);
  });

  test("does not join a cell with the one before it", () => {
    const h = testEditor(table([cell(body("a", "one")), cell(body("b", "two"))]));
    h.at("b").press("Backspace");
    expect(h.lines).toEqual(["body|one", "body|two"]);
  });

  test("over a paragraph selected to the start of the next leaves the next as it is", () => {
    const h = testEditor(body("a", "one"), block("numbered", 1, "b", "two"), body("c", "three"));
    h.from("b", 0, "c", 0).press("Backspace");
    expect(h.lines).toEqual(["body|one", "body|three"]);
    expect(h.ids).toEqual(["a", "c"]);
  });

  test("over a selection takes it away", () => {
    const h = testEditor(block("numbered", 1, "a", "one"), body("b", "two"));
    h.from("a", 1, "b", 1).press("Backspace");
    expect(h.lines).toEqual(["numbered|owo"]);
  });
});

describe("Delete after the last letter", () => {
  test("joins what follows", () => {
    const h = testEditor(block("numbered", 1, "a", "one"), body("b", "two"));
    h.at("a", "end").press("Delete");
    expect(h.lines).toEqual(["numbered|onetwo"]);
  });

  test("takes an empty block or a page break that follows away", () => {
    const h = testEditor(body("a", "one"), block("heading", 1, "b"), pageBreak, body("c", "two"));
    h.at("a", "end").press("Delete");
    h.press("Delete");
    expect(h.prose.content.map(({ attrs }) => attrs?.id)).toEqual(["a", "c"]);
  });

  test("in an empty block leaves the next one as it is", () => {
    const h = testEditor(body("a"), block("heading", 2, "b", "Facts"));
    h.at("a").press("Delete");
    expect(h.lines).toEqual(["heading 2|Facts"]);
    expect(h.ids).toEqual(["b"]);
  });
});

describe("Tab", () => {
  test.each(ITEMS)("goes one level deeper in %s as far as it goes, Shift-Tab back", (kind) => {
    const h = testEditor(block(kind, 1, "i", "one"));
    h.at("i", "end");
    for (let press = 0; press < 9; press += 1) expect(h.press("Tab")).toBe(true);
    expect(h.lines).toEqual([`${kind} ${DEEPEST_LEVEL[kind]}|one`]);
    for (let press = 0; press < 9; press += 1) expect(h.press("Shift-Tab")).toBe(true);
    expect(h.lines).toEqual([`${kind}|one`]);
  });

  test("before a heading changes its level, within it does nothing", () => {
    const h = testEditor(block("heading", 1, "h", "Facts"));
    h.at("h").press("Tab");
    expect(h.lines).toEqual(["heading 2|Facts"]);
    h.at("h", 2).press("Tab");
    expect(h.lines).toEqual(["heading 2|Facts"]);
  });

  test("moves all selected items", () => {
    const h = testEditor(
      block("numbered", 1, "a", "x"),
      body("b", "y"),
      block("numbered", 2, "c", "z"),
    );
    h.from("a", 0, "c", 1).press("Tab");
    expect(h.lines).toEqual(["numbered 2|x", "body|y", "numbered 3|z"]);
  });

  test("in body does not leave the text and changes nothing", () => {
    const h = testEditor(body("a", "one"));
    expect(h.at("a").press("Tab")).toBe(true);
    expect(h.press("Shift-Tab")).toBe(true);
    expect(h.lines).toEqual(["body|one"]);
  });

  test("leaves the text after Escape, and only right after it", () => {
    const h = testEditor(block("numbered", 1, "a", "one"));
    h.at("a").press("Escape");
    expect(h.press("Tab")).toBe(false);
    expect(h.lines).toEqual(["numbered|one"]);
    h.press("Escape");
    h.press("x");
    expect(h.press("Tab")).toBe(true);
    h.press("Escape");
    h.press("Shift");
    expect(h.press("Shift-Tab")).toBe(false);
  });

  test("in a table goes from cell to cell, and after Escape leaves it", () => {
    const h = testEditor(table([cell(body("a", "one")), cell(block("bullet", 1, "b", "two"))]));
    h.at("a").press("Tab");
    h.type("!");
    expect(h.lines).toEqual(["body|one", "bullet|!"]);
    h.press("Escape");
    expect(h.press("Tab")).toBe(false);
  });
});

describe("keys for kinds and marks", () => {
  const KINDS: [string, BlockKind, number][] = [
    ["Mod-Alt-1", "heading", 1],
    ["Mod-Alt-2", "heading", 2],
    ["Mod-Alt-3", "heading", 3],
    ["Mod-Alt-4", "heading", 4],
    ["Mod-Alt-5", "numbered", 1],
    ["Mod-Alt-6", "requestItem", 1],
    ["Mod-Shift-7", "ordered", 1],
    ["Mod-Shift-8", "bullet", 1],
    ["Mod-Shift-9", "quote", 1],
  ];
  test.each(KINDS)("%s makes it %s, pressed again body", (key, kind, level) => {
    const h = testEditor(body("a", "one"));
    h.at("a", 1).press(key);
    expect(h.prose.content[0]?.attrs).toEqual({ id: "a", kind, level });
    h.press(key);
    expect(h.prose.content[0]?.attrs).toEqual({ id: "a", kind: "body", level: 1 });
  });

  test("Mod-Alt-0 makes anything body", () => {
    const h = testEditor(
      ...BLOCK_KINDS.map((kind) => block(kind, DEEPEST_LEVEL[kind], kind, kind)),
    );
    h.from("body", 0, "requestItem", 3).press("Mod-Alt-0");
    expect(h.lines).toEqual(BLOCK_KINDS.map((kind) => `body|${kind}`));
    expect(h.ids).toEqual([...BLOCK_KINDS]);
  });

  test("an item keeps its level when it becomes another kind of item", () => {
    const h = testEditor(block("bullet", 5, "a", "one"));
    h.at("a").press("Mod-Alt-5");
    expect(h.lines).toEqual(["numbered 4|one"]);
  });

  test.each([
    ["Mod-b", "bold"],
    ["Mod-i", "italic"],
    ["Mod-u", "underline"],
    ["Mod-Shift-k", "smallCaps"],
    ["Mod-.", "superscript"],
  ])("%s makes the selection %s", (key, mark) => {
    const h = testEditor(body("a", "one"));
    h.from("a", 0, "a", 3).press(key);
    expect(h.prose.content[0]?.content?.[0]?.marks).toEqual([{ type: mark }]);
    h.press(key);
    expect(h.prose.content[0]?.content?.[0]?.marks).toBeUndefined();
  });
});

describe("a change of kind or level", () => {
  test("is never more than a change of attributes", () => {
    const h = testEditor(body("a", "one"));
    const marker = () => [...blocksIn(flowRoot(h.document))][0]?.marker;
    const before = marker();
    for (const key of ["Mod-Alt-2", "Mod-Shift-8", "Tab", "Mod-Alt-6", "Mod-Alt-0"]) {
      h.at("a", 1).press(key);
      expect(marker()).toBe(before);
    }
  });
});

describe("links", () => {
  test("are set and taken away, and refuse an unsafe address", () => {
    const h = testEditor(body("a", "one two"));
    h.from("a", 0, "a", 3);
    expect(h.run(setLink("javascript:alert(1)"))).toBe(false);
    expect(h.run(setLink("https://example.org/"))).toBe(true);
    expect(h.prose.content[0]?.content?.[0]?.marks).toEqual([
      { type: "link", attrs: { href: "https://example.org/" } },
    ]);
    h.at("a", 1);
    h.run(removeLink);
    expect(h.prose.content[0]?.content).toEqual([{ type: "text", text: "one two" }]);
  });
});
