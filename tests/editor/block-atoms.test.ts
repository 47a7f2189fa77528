// @vitest-environment jsdom
import { undo } from "#app/editor/binding/index.ts";
import { insertTable } from "#app/editor/commands/table-keys.ts";
import { AllSelection } from "@tiptap/pm/state";
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { ProseOptions } from "#app/editor/behavior/plugins.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  block,
  body,
  caption,
  cell,
  doc,
  exhibit,
  pageBreak,
  signatureBlock,
  table,
} from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(content: readonly ProseNode[], options: ProseOptions = {}): TestEditor {
  const made = new TestEditor(doc(...content), options);
  // There is no layout in which to scroll.
  made.editor.view.setProps({ handleScrollToSelection: () => true });
  open.push(made);
  return made;
}

/** The text in order: a block by its words, an atom by its id in angle brackets. */
const said = ({ prose }: TestEditor): string[] =>
  (prose.content ?? []).map((node) =>
    node.type === "block"
      ? (node.content ?? []).map((piece) => piece.text ?? "").join("")
      : `<${String(node.attrs?.id ?? node.type)}>`,
  );

const COMPLAINT = [caption("cap"), body("a", "alpha"), body("b", "beta"), exhibit("x1")];
const ENDS_WITH_EXHIBITS = [body("a", "alpha"), exhibit("x1"), exhibit("x2")];

describe("on a selected caption, signature block, exhibit or page break", () => {
  test.each([
    ["caption", caption("it")],
    ["signature block", signatureBlock("it", "council")],
    ["exhibit", exhibit("it")],
  ])("a letter goes into a new paragraph behind the %s", (_name, atom) => {
    const h = testEditor([body("a", "alpha"), atom, body("b", "beta")]);
    h.on("it").type("xy");
    expect(said(h)).toEqual(["alpha", "<it>", "xy", "beta"]);
  });

  test("a letter goes behind the last one of the text", () => {
    const h = testEditor(ENDS_WITH_EXHIBITS);
    h.on("x2").type("xy");
    expect(said(h)).toEqual(["alpha", "<x1>", "<x2>", "xy"]);
  });

  test("Enter puts a paragraph behind it", () => {
    const h = testEditor(COMPLAINT);
    h.on("cap").press("Enter");
    h.type("x");
    expect(said(h)).toEqual(["<cap>", "x", "alpha", "beta", "<x1>"]);
  });

  test.each([
    ["words", "<p>word</p>", ["word"]],
    ["paragraphs", "<p>one</p><p>two</p>", ["one", "two"]],
    ["an exhibit", '<div data-pm-slice="0 0 []"><div data-exhibit="x9"></div></div>', ["<x9>"]],
  ])("a paste of %s goes behind it", (_what, html, pasted) => {
    const h = testEditor(COMPLAINT);
    h.on("cap").paste(html);
    expect(said(h)).toEqual(["<cap>", ...pasted, "alpha", "beta", "<x1>"]);
  });

  test("what a paste is refused for changes nothing", () => {
    const refused: string[] = [];
    const h = testEditor(COMPLAINT, {
      onPasteNotice: (notice) => notice && refused.push(notice.sentence),
    });
    const before = h.prose;
    h.on("cap").paste('<img src="x.png">');
    expect(h.prose).toEqual(before);
    expect(refused).toHaveLength(1);
  });

  test("a word is composed in a new paragraph behind it", () => {
    const h = testEditor(COMPLAINT);
    h.on("cap");
    h.editor.view.dom.dispatchEvent(new Event("compositionstart", { bubbles: true }));
    expect(said(h)).toEqual(["<cap>", "", "alpha", "beta", "<x1>"]);
    expect(h.editor.state.selection.$from.parent.type.name).toBe("block");
  });

  test("a table is put in behind it", () => {
    const h = testEditor(COMPLAINT);
    h.on("cap").run(insertTable);
    expect(said(h)).toEqual(["<cap>", "<table>", "alpha", "beta", "<x1>"]);
  });

  test("what another part of the program puts in its place is not put in", () => {
    const h = testEditor(COMPLAINT);
    const { view, state } = h.on("cap").editor;
    view.dispatch(state.tr.replaceSelectionWith(state.schema.text("x")));
    expect(said(h)).toEqual(["<cap>", "alpha", "beta", "<x1>"]);
  });

  test.each(["Delete", "Backspace"])("%s takes an exhibit away", (key) => {
    const h = testEditor(ENDS_WITH_EXHIBITS);
    h.on("x2").press(key);
    expect(said(h)).toEqual(["alpha", "<x1>"]);
  });

  test("Delete takes the only thing of a text away, and leaves a paragraph", () => {
    const h = testEditor([exhibit("x1")]);
    h.on("x1").press("Delete");
    expect(said(h)).toEqual([""]);
  });
});

describe("over a selection that takes in captions, exhibits and their like", () => {
  test("a letter replaces the words, and those stay", () => {
    const h = testEditor([
      body("a", "alpha"),
      exhibit("x1"),
      block("numbered", 1, "b", "beta"),
      pageBreak,
      block("numbered", 1, "c", "gamma"),
    ]);
    h.from("a", 2, "c", 3).type("x");
    expect(said(h)).toEqual(["alx", "<x1>", "<pageBreak>", "ma"]);
    expect(h.lines.at(-1)).toBe("numbered|ma");
    expect(h.ids).toEqual(["a", "c"]);
  });

  test("a letter over everything begins the text anew, behind the caption", () => {
    const h = testEditor(COMPLAINT);
    const { view, state } = h.editor;
    view.dispatch(state.tr.setSelection(new AllSelection(state.doc)));
    h.type("x");
    expect(said(h)).toEqual(["<cap>", "x", "<x1>"]);
  });

  test("a paste replaces the words, and those stay", () => {
    const h = testEditor(COMPLAINT);
    const { view, state } = h.editor;
    view.dispatch(state.tr.setSelection(new AllSelection(state.doc)));
    h.paste("<p>one</p><p>two</p>");
    expect(said(h)).toEqual(["<cap>", "one", "two", "<x1>"]);
  });

  test("a paste that is too large changes nothing", () => {
    const h = testEditor(COMPLAINT);
    const before = h.prose;
    const { view, state } = h.editor;
    view.dispatch(state.tr.setSelection(new AllSelection(state.doc)));
    h.paste(`<p>${"word ".repeat(200_000)}</p>`);
    expect(h.prose).toEqual(before);
  });

  test("Enter and a new line replace the words, and those stay", () => {
    for (const key of ["Enter", "Shift-Enter"]) {
      const h = testEditor([body("a", "alpha"), exhibit("x1"), body("b", "beta")]);
      h.from("a", 2, "b", 2).press(key);
      expect(said(h)).toEqual(["al", "<x1>", "ta"]);
    }
  });

  test("nothing is moved into a table with them, and it is said", () => {
    const refused: string[] = [];
    const content = [...COMPLAINT, table([cell(body("in", "cell"))]), body("z")];
    const h = testEditor(content, {
      onPasteNotice: (notice) => notice && refused.push(notice.sentence),
    });
    const before = h.prose;
    h.from("b", 0, "b", "end");
    h.on("x1").drag("in", 2);
    expect(h.prose).toEqual(before);
    expect(refused).toHaveLength(1);
  });

  test("an exhibit that is dragged stands in the new place", () => {
    const h = testEditor(COMPLAINT);
    h.on("x1").drag("a", 0);
    expect(said(h)).toEqual(["<cap>", "<x1>", "alpha", "beta"]);
  });
});

describe("a caption", () => {
  /** Somebody who answers the question when told to. */
  function asked(content: readonly ProseNode[] = COMPLAINT) {
    const questions: (() => void)[] = [];
    const h = testEditor(content, { onRemoveCaption: (confirmed) => questions.push(confirmed) });
    return { h, questions };
  }

  test.each(["Delete", "Backspace"])("goes by %s once it is confirmed", (key) => {
    const { h, questions } = asked();
    h.on("cap").press(key);
    expect(said(h)).toEqual(["<cap>", "alpha", "beta", "<x1>"]);
    expect(questions).toHaveLength(1);
    questions[0]?.();
    expect(said(h)).toEqual(["alpha", "beta", "<x1>"]);
  });

  test("is asked about by Backspace behind it, too, and shown", () => {
    const { h, questions } = asked();
    h.at("a").press("Backspace");
    expect(h.editor.state.selection.from).toBe(0);
    questions[0]?.();
    expect(said(h)).toEqual(["alpha", "beta", "<x1>"]);
  });

  test("is asked about where more goes with it", () => {
    const { h, questions } = asked([body("t", "top"), ...COMPLAINT]);
    h.from("t", 1, "a", 2).press("Delete");
    expect(said(h)).toEqual(["top", "<cap>", "alpha", "beta", "<x1>"]);
    questions[0]?.();
    expect(said(h)).toEqual(["tpha", "beta", "<x1>"]);
  });

  test("is asked about when it is cut, and is on the clipboard", () => {
    const { h, questions } = asked();
    h.on("cap");
    const copied: Record<string, string> = {};
    const event = new Event("cut", { bubbles: true, cancelable: true });
    const clipboardData = {
      clearData: () => undefined,
      setData: (type: string, data: string) => (copied[type] = data),
    };
    h.editor.view.dom.dispatchEvent(Object.assign(event, { clipboardData }));
    expect(copied["text/html"]).toContain("data-caption");
    expect(said(h)).toEqual(["<cap>", "alpha", "beta", "<x1>"]);
    questions[0]?.();
    expect(said(h)).toEqual(["alpha", "beta", "<x1>"]);
  });

  test("stays where somebody has selected something else before it was confirmed", () => {
    const { h, questions } = asked();
    h.on("cap").press("Delete");
    h.at("a");
    questions[0]?.();
    expect(said(h)).toEqual(["<cap>", "alpha", "beta", "<x1>"]);
  });
});

describe("Ctrl-Home and Ctrl-End", () => {
  test("go before the caption and behind the last exhibit, where a letter makes a paragraph", () => {
    const h = testEditor(COMPLAINT);
    const before = h.prose;
    expect(h.at("a").press("Mod-End")).toBe(true);
    expect(h.prose).toEqual(before);
    h.type("end");
    expect(h.press("Mod-Home")).toBe(true);
    h.type("start");
    expect(said(h)).toEqual(["start", "<cap>", "alpha", "beta", "<x1>", "end"]);
  });

  test("go to the first and last letter", () => {
    const h = testEditor([body("a", "alpha"), body("b", "beta")]);
    h.at("a").press("Mod-End");
    h.type("!");
    h.press("Mod-Home");
    h.type("¡");
    expect(said(h)).toEqual(["¡alpha", "beta!"]);
  });
});

describe("with two people", () => {
  function two(content: readonly ProseNode[], options: ProseOptions = {}) {
    const me = new TestEditor(sharedDocument(doc(...content)), options);
    const other = new TestEditor(new Y.Doc());
    for (const { editor } of [me, other]) {
      editor.view.setProps({ handleScrollToSelection: () => true });
    }
    open.push(me, other);
    connect(me, other);
    return { me, other };
  }

  test("both type on one selected exhibit, and both have their paragraph behind it", () => {
    const { me, other } = two(ENDS_WITH_EXHIBITS);
    me.on("x2");
    other.on("x2");
    me.type("m");
    other.type("o");
    me.type("ine");
    other.type("ther");
    expect(said(me)).toEqual(said(other));
    expect(said(me).slice(0, 3)).toEqual(["alpha", "<x1>", "<x2>"]);
    expect(said(me).slice(3).toSorted()).toEqual(["mine", "other"]);
  });

  test("words that another types in a paragraph over which I type stay, whole", () => {
    const { me, other } = two([body("a", "alpha"), exhibit("x1"), body("b", "beta")]);
    other.at("b", "end");
    me.from("a", 2, "b", 2).type("x");
    other.type("!?");
    expect(said(me)).toEqual(["alx", "<x1>", "ta!?"]);
    expect(said(other)).toEqual(said(me));
  });

  test("a caption that another took away while I was asked takes nothing else with it", () => {
    const questions: (() => void)[] = [];
    const { me, other } = two(COMPLAINT, { onRemoveCaption: (done) => questions.push(done) });
    me.on("cap").press("Delete");
    other.on("cap").press("Delete");
    questions[0]?.();
    for (const one of [me, other]) expect(said(one)).toEqual(["alpha", "beta", "<x1>"]);
  });

  test("what another puts in before a caption while I am asked stays", () => {
    const questions: (() => void)[] = [];
    const { me, other } = two(COMPLAINT, { onRemoveCaption: (done) => questions.push(done) });
    me.on("cap").press("Delete");
    other.at("a").press("Mod-Home");
    other.type("top");
    questions[0]?.();
    for (const one of [me, other]) expect(said(one)).toEqual(["top", "alpha", "beta", "<x1>"]);
  });

  test("my undo of a caption's removal brings it back for both", () => {
    const { me, other } = two(COMPLAINT);
    me.on("cap").press("Delete");
    expect(said(other)).toEqual(["alpha", "beta", "<x1>"]);
    me.run(undo);
    for (const one of [me, other]) expect(said(one)).toEqual(["<cap>", "alpha", "beta", "<x1>"]);
  });
});
