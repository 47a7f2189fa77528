// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from "vitest";
import { handsInPaint, putHands } from "#app/editor/session/early-caret.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";

// jsdom has none.
Object.assign(globalThis, { CSS: { escape: String } });

// The paint has what the server knew; the editor has what others did since.

let frame: HTMLElement;
let me: TestEditor;
let unplaced: string;

beforeEach(() => {
  document.body.innerHTML = `<main tabindex="-1"><div class="ProseMirror"><p data-kind="body" data-id="p">ICE writes reports.</p><p data-kind="body" data-id="q">It keeps them.</p></div></main><input>`;
  frame = document.querySelector("main")!;
});
afterEach(() => {
  me.close();
  document.body.replaceChildren();
});

/** Somebody pressed these keys at a letter of a paragraph, and then clicked where the caret is. */
function typed(keys: readonly string[], [id, offset]: [string, number], caret = [id, offset]) {
  const textOf = (name: unknown) => document.querySelector(`[data-id="${name}"]`)!.firstChild!;
  document.getSelection()!.collapse(textOf(caret[0]), Number(caret[1]));
  window.earlyKeys = { keys, node: textOf(id), offset };
}

/** The editor takes the place of the paint. */
function comes(blocks: Parameters<typeof doc>, editable = true): string[] {
  const hands = handsInPaint(frame);
  me = new TestEditor(sharedDocument(doc(...blocks)));
  me.editor.setEditable(editable);
  frame.replaceChildren(me.editor.view.dom);
  unplaced = putHands(me.editor, hands);
  return me.lines;
}
const P = body("p", "ICE writes reports.");
const Q = body("q", "It keeps them.");

it("early letters stand where they were typed, and the next ones behind them", () => {
  typed(["d", "a", "i", "l", "y", " "], ["p", 11]);
  expect(comes([P, Q])[0]).toBe("body|ICE writes daily reports.");
  me.type("X");
  expect(me.lines[0]).toBe("body|ICE writes daily Xreports.");
});

it("early letters stand where they were typed, and the caret where somebody clicked since", () => {
  typed(["a", "b", "Enter", "c"], ["p", 3], ["p", 19]);
  expect(comes([P, Q]).slice(0, 2)).toEqual(["body|ICEab", "body|c writes reports."]);
  me.type("!");
  expect(me.lines[1]).toBe("body|c writes reports.!");
});

it("early letters stand where they were typed, although somebody wrote before them meanwhile", () => {
  typed(["a", "b"], ["p", 10]);
  expect(comes([body("p", "Now ICE writes its reports."), Q])[0]).toBe(
    "body|Now ICE writesab its reports.",
  );
  expect(unplaced).toBe("");
});

it.each([
  ["is gone", [Q]],
  ["has another text before them", [body("p", "They do not."), Q]],
  ["has the text before them twice", [body("p", "An ICE, ICE writes."), Q]],
])("early letters are typed nowhere else where their paragraph %s, and said", (_, blocks) => {
  typed(["X", "Enter", "Z"], ["p", 3]);
  expect(comes(blocks).join(" ")).not.toMatch(/[XZ]/u);
  expect(unplaced).toBe("X Z");
});

it("early letters are not typed into a draft that was frozen meanwhile, and said", () => {
  typed(["a", "b"], ["p", 3]);
  expect(comes([P, Q], false)).toEqual(["body|ICE writes reports.", "body|It keeps them."]);
  expect(unplaced).toBe("ab");
});

it("early letters take no focus from a field that somebody is in by now", () => {
  typed(["a"], ["p", 3]);
  const field = document.querySelector("input")!;
  field.focus();
  expect(comes([P, block("body", 1, "q", "Q")])[0]).toBe("body|ICEa writes reports.");
  expect(document.activeElement).toBe(field);
});
