// @vitest-environment jsdom
import { expect, test } from "vitest";
import { hiddenSigns, takeOutHiddenSigns } from "#app/editor/behavior/hidden-signs.ts";
import { run } from "#app/editor/commands/run.ts";
import { undo } from "#app/editor/binding/index.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { body, cell, doc, table } from "#tests/document/build.ts";
import { blocksOf, TestEditor } from "./test-editor.ts";

function open(...texts: readonly string[]): TestEditor {
  const h = new TestEditor(
    doc(
      ...texts.map((text, at) => body(`b${at}`, text)),
      table([cell(body("c", "in a\u2060cell"))]),
    ),
  );
  h.editor.registerPlugin(hiddenSigns());
  return h;
}
const marked = ({ editor }: TestEditor) =>
  [...editor.view.dom.querySelectorAll(".hidden-sign")].map((mark) => mark.getAttribute("title"));
const texts = ({ editor }: TestEditor) =>
  blocksOf(editor.state.doc.toJSON() as ProseJSON).map((block) => blockText(block));

test("signs that nobody sees are marked with their names, in cells too, and follow the text", () => {
  const h = open("a\u200bb", "plain", "\u202ecba");
  const names = [
    "zero width space (U+200B)",
    "right-to-left override (U+202E)",
    "word joiner (U+2060)",
  ];
  expect(marked(h)).toEqual(names);
  for (const mark of h.editor.view.dom.querySelectorAll(".hidden-sign")) {
    expect(mark.getAttribute("aria-label")).toBe(mark.getAttribute("title"));
  }
  h.at("b1", "end");
  h.editor.view.dispatch(h.editor.state.tr.insertText("co\u00adop"));
  expect(marked(h)).toEqual([names[0], "soft hyphen (U+00AD)", ...names.slice(1)]);
  h.at("b0", 1);
  h.editor.view.dispatch(h.editor.state.tr.insertText("words before it "));
  expect(marked(h)).toHaveLength(4);
});

test("they are taken out at once, as one step of undo, and nothing else is", () => {
  const before = ["a\u200bb", "👩\u200d⚖\ufe0f می\u200cخواهم", "\u202ecba\u202c"];
  const h = open(...before);
  expect(run(h.editor, takeOutHiddenSigns)).toBe(true);
  expect(texts(h)).toEqual(["ab", before[1], "cba", "in acell"]);
  expect(marked(h)).toEqual([]);
  expect(run(h.editor, takeOutHiddenSigns)).toBe(false);
  run(h.editor, undo);
  expect(texts(h)).toEqual([...before, "in a\u2060cell"]);
});

test("no half of a character stays on the writer's page, typed, pasted or left by deleting the other", () => {
  const h = open("plain", "a😀b");
  h.at("b0", "end");
  h.editor.view.dispatch(h.editor.state.tr.insertText("x\ud800y"));
  h.at("b0", 0);
  h.paste("", { text: "one\udc00two" });
  h.from("b1", 1, "b1", 2);
  h.editor.view.dispatch(h.editor.state.tr.deleteSelection());
  for (const text of texts(h)) expect(text).not.toMatch(/\p{Surrogate}/u);
  expect(texts(h)[0]).toBe("onetwoplainx\ufffdy");
});
