// @vitest-environment jsdom
import { Plugin } from "@tiptap/pm/state";
import { expect, it } from "vitest";
import type { Insertion } from "#app/editor/insert/insertions.ts";
import { slashMenu, slashState } from "#app/editor/insert/slash.ts";
import { TestEditor } from "./test-editor.ts";

const EMPTY = {
  type: "doc" as const,
  content: [{ type: "block", attrs: { id: "a", kind: "body" }, content: [] }],
};

it("the slash menu stays open while a part of the margin adds its plugin, and Enter still puts in what it offers", () => {
  const state = slashState();
  const put: string[] = [];
  const exhibit = { id: "exhibit", label: "Scanned letter" } as unknown as Insertion;
  const menu = slashMenu(state, {
    find: () => [exhibit],
    fetch: () => undefined,
    run: ({ label }) => put.push(label),
  });
  const { editor } = new TestEditor(EMPTY as never, {}, { beforeKeys: [menu] }).at("a");
  editor.view.dispatch(editor.state.tr.insertText("/scanned"));
  expect(state.get()?.items).toEqual([exhibit]);
  editor.registerPlugin(new Plugin({}));
  expect(state.get()?.items).toEqual([exhibit]);
  editor.view.someProp("handleKeyDown", (handle) =>
    handle(editor.view, new KeyboardEvent("keydown", { key: "Enter" })),
  );
  expect(put).toEqual(["Scanned letter"]);
  editor.destroy();
});

it("Escape leaves the slash as text, and a slash in a sentence opens nothing", () => {
  const state = slashState();
  const page = { id: "page", label: "Page break" } as unknown as Insertion;
  const menu = slashMenu(state, {
    find: (asked) => ("page break".startsWith(asked) ? [page] : []),
    fetch: () => undefined,
    run: () => undefined,
  });
  const { editor } = new TestEditor(EMPTY as never, {}, { beforeKeys: [menu] }).at("a");
  const type = (text: string) => {
    for (const letter of text) editor.view.dispatch(editor.state.tr.insertText(letter));
  };
  type("See 5/6 and/or 7");
  expect(state.get()).toBeNull();
  type(" /pa");
  expect(state.get()?.items).toEqual([page]);
  editor.view.someProp("handleKeyDown", (handle) =>
    handle(editor.view, new KeyboardEvent("keydown", { key: "Escape" })),
  );
  expect(state.get()).toBeNull();
  type("ge");
  expect(state.get()).toBeNull();
  expect(editor.state.doc.textContent).toBe("See 5/6 and/or 7 /page");
  editor.destroy();
});
