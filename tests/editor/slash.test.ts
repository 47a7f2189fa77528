// @vitest-environment jsdom
import { Plugin } from "@tiptap/pm/state";
import { expect, it } from "vitest";
import type { Insertion } from "#app/editor/insert/insertions.ts";
import { slashMenu, slashState } from "#app/editor/insert/slash.ts";
import { TestEditor } from "./test-editor.ts";

it("the slash menu stays open while a part of the margin adds its plugin, and Enter still puts in what it offers", () => {
  const state = slashState();
  const put: string[] = [];
  const exhibit = { id: "exhibit", label: "Scanned letter" } as unknown as Insertion;
  const menu = slashMenu(state, {
    find: () => [exhibit],
    fetch: () => undefined,
    run: ({ label }) => put.push(label),
  });
  const start = {
    type: "doc" as const,
    content: [{ type: "block", attrs: { id: "a", kind: "body" }, content: [] }],
  };
  const { editor } = new TestEditor(start as never, {}, { beforeKeys: [menu] }).at("a");
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
