// @vitest-environment jsdom
import { TextSelection } from "@tiptap/pm/state";
import { afterEach, describe, expect, test } from "vitest";
import { body, doc } from "#tests/document/build.ts";
import { insertFootnote } from "#app/editor/commands/footnote-commands.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(...content: Parameters<typeof doc>): TestEditor {
  const made = new TestEditor(doc(...content));
  open.push(made);
  return made;
}

describe("a footnote", () => {
  test("is written where it belongs, and Enter goes on behind it", () => {
    const h = testEditor(body("a", "ICE writes reports."));
    h.at("a", 3).run(insertFootnote);
    h.type("Immigration and Customs Enforcement.");
    h.press("Enter");
    h.type(" often");
    expect(h.lines).toEqual([
      "body|ICE [Footnote: Immigration and Customs Enforcement.] often writes reports.",
    ]);
    expect(h.ids).toEqual(["a"]);
    expect(JSON.stringify(h.prose)).toMatch(/"footnote","attrs":\{"id":"new\d+"\}/u);
  });

  test("Escape leaves it too, and a second one can't stand in it", () => {
    const h = testEditor(body("a", "words"));
    h.at("a", "end").run(insertFootnote);
    expect(h.run(insertFootnote)).toBe(false);
    h.type("note").press("Escape");
    h.type("!");
    expect(h.lines).toEqual(["body|words [Footnote: note]!"]);
  });

  test("that is empty goes away with Backspace at its start, one with words stays", () => {
    const h = testEditor(body("a", "words"));
    h.at("a", 2).run(insertFootnote);
    h.press("Backspace");
    expect(h.lines).toEqual(["body|words"]);
    h.at("a", 2).run(insertFootnote);
    h.type("x");
    h.press("ArrowLeft");
    const { state, view } = h.editor;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 4)));
    h.press("Backspace");
    expect(h.lines).toEqual(["body|wo [Footnote: x]rds"]);
  });

  test("with words is selected by Backspace behind it and erased by the next", () => {
    const h = testEditor(body("a", "words"));
    h.at("a", 2).run(insertFootnote);
    h.type("x").press("Enter");
    h.press("Backspace");
    expect(h.lines).toEqual(["body|wo [Footnote: x]rds"]);
    h.press("Backspace");
    expect(h.lines).toEqual(["body|words"]);
  });

  test("lets the paragraph around it change its kind", () => {
    const h = testEditor(body("a", "words"));
    h.at("a", "end").run(insertFootnote);
    h.type("note").press("Mod-Alt-5");
    h.press("Tab");
    expect(h.lines).toEqual(["numbered|words [Footnote: note]"]);
  });
});
