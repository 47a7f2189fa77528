// @vitest-environment jsdom
import { Plugin } from "@tiptap/pm/state";
import { expect, it } from "vitest";
import { TestEditor } from "./test-editor.ts";

it("an editor that was replaced takes no more settings, plugins or words, and breaks nothing", () => {
  const start = {
    type: "doc" as const,
    content: [{ type: "block", attrs: { id: "a", kind: "body" }, content: [] }],
  };
  const { editor } = new TestEditor(start as never).at("a");
  const { state } = editor;
  editor.destroy();
  editor.setEditable(false);
  editor.registerPlugin(new Plugin({}));
  editor.view.dispatch(state.tr.insertText("late"));
  expect(editor.state.doc.textContent).toBe("");
});
