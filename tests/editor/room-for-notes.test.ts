// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { body, doc, footnote, text } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

let tell: () => void = () => undefined;
const heights = new Map<string, number>();
const open: TestEditor[] = [];

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(onResize: () => void) {
        tell = onResize;
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return { height: heights.get(this.textContent ?? "") ?? 0 } as DOMRect;
  });
});
afterEach(() => {
  open.splice(0).forEach((hands) => hands.close());
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  heights.clear();
});

function twoNotes(): TestEditor {
  heights.set("First.", 18).set("Second.", 36);
  const hands = new TestEditor(
    doc(
      body("a", text("One "), footnote("n1", "First."), text(" two "), footnote("n2", "Second.")),
      body("b", "No notes."),
    ),
  );
  open.push(hands);
  tell();
  return hands;
}

const styles = ({ editor }: TestEditor) =>
  ["p", "[data-footnote]"].flatMap((name) =>
    [...editor.view.dom.querySelectorAll(name)].map(
      (one) => one.getAttribute("style")?.replace(/;$/u, "") ?? null,
    ),
  );

test("a block keeps room at its foot for its notes, each above those behind it", () => {
  const hands = twoNotes();
  expect(styles(hands)).toEqual(["--notes: 54px", null, "--note-below: 36px", "--note-below: 0px"]);
  expect(hands.editor.view.dom.querySelectorAll(".noted")).toHaveLength(1);
});

test("typing in the text measures nothing; a note that grows is measured again", () => {
  const hands = twoNotes();
  const dispatched = vi.fn();
  hands.editor.on("transaction", dispatched);
  hands.at("a", 2).type("!");
  hands.at("b", "end").type("!");
  const before = dispatched.mock.calls.length;
  expect(styles(hands)[0]).toBe("--notes: 54px");
  tell();
  expect(styles(hands)[0]).toBe("--notes: 54px");
  heights.set("Second.", 54);
  tell();
  expect(dispatched.mock.calls.length).toBeGreaterThan(before);
  expect(styles(hands)[0]).toBe("--notes: 72px");
});

test("a note that is gone takes its room along", () => {
  const hands = twoNotes();
  const { view } = hands.editor;
  const at = view.posAtDOM(view.dom.querySelectorAll("[data-footnote]")[1] as Element, 0) - 1;
  view.dispatch(view.state.tr.delete(at, at + (view.state.doc.nodeAt(at)?.nodeSize ?? 0)));
  tell();
  expect(styles(hands)).toEqual(["--notes: 18px", null, "--note-below: 0px"]);
});
