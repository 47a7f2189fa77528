// @vitest-environment jsdom
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import { carryWords } from "#app/editor/session/carry-words.ts";
import { body, cell, doc, table } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

/** Takes the table out, as a drag or a key does. */
function takeOutTable({ editor: { view } }: TestEditor): void {
  view.state.doc.forEach((node, pos) => {
    if (node.type.name === "table") view.dispatch(view.state.tr.delete(pos, pos + node.nodeSize));
  });
}

test("whoever takes a table out in which somebody writes at that moment is told the words, once each (embarrassment 13)", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const ana = new TestEditor(doc(body("a", "First."), table([cell(body("c", "500"))])));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.document));
  const ravi = new TestEditor(copy);
  onTestFinished(() => [ana, ravi].forEach((one) => one.close()));
  const told: string[] = [];
  carryWords(ana.editor, (words) => told.push(words));
  const hear = () => Y.applyUpdate(ana.document, Y.encodeStateAsUpdate(copy), "room");
  takeOutTable(ana);
  ravi.at("c", "end").type(" pages");
  hear();
  // They come by letters; they are told as words.
  ravi.type(" or more");
  hear();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(5_000);
  hear();
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([
    "Somebody was writing in a footnote or table that you moved or removed. These words are not in the draft: “pages or more”",
  ]);
  // Whoever leaves the draft hears no more of it.
  ravi.type(" later");
  hear();
  ana.editor.destroy();
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
});

test("nobody is told of words in a table that somebody else took out, though they had deleted a letter in it", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const ana = new TestEditor(doc(body("a", "First."), table([cell(body("c", "500"))])));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.document));
  const ravi = new TestEditor(copy);
  onTestFinished(() => [ana, ravi].forEach((one) => one.close()));
  const told: string[] = [];
  carryWords(ana.editor, (words) => told.push(words));
  ana.at("c", "end").press("Backspace");
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.document), "room");
  // His words and what takes them out come in one message.
  ravi.at("c", "end").type(" pages");
  takeOutTable(ravi);
  Y.applyUpdate(ana.document, Y.encodeStateAsUpdate(copy), "room");
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
});
