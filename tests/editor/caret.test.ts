// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import * as Y from "yjs";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function two() {
  const start = doc(
    block("heading", 1, "h", "Facts"),
    block("numbered", 1, "p", "ICE writes reports."),
    body("empty"),
    block("numbered", 1, "q", "It keeps them."),
    body("second"),
  );
  const [me, other] = [new TestEditor(sharedDocument(start)), new TestEditor(new Y.Doc())];
  open.push(me, other);
  connect(me, other);
  return { me, other };
}

describe("one's caret, while another edits", () => {
  test("stays at its letter when they type before it in the same paragraph", () => {
    const { me, other } = two();
    me.at("p", 10);
    other.at("p", 3).type(" often");
    me.type("!");
    expect(me.lines[1]).toBe("numbered|ICE often writes! reports.");
  });

  test("stays at its letter when they change the kind of its paragraph", () => {
    const { me, other } = two();
    me.at("p", 10);
    other.at("p").press("Mod-Alt-6");
    other.press("Tab");
    me.type("!");
    expect(me.lines[1]).toBe("requestItem 2|ICE writes! reports.");
  });

  test("stays at its letter when they put paragraphs above it or take them away", () => {
    const { me, other } = two();
    me.at("q", "end");
    other.at("h", "end").press("Enter");
    other.type("New.");
    other.from("p", 0, "empty", 0).press("Delete");
    me.type("!");
    expect(me.lines).toContain("numbered|It keeps them.!");
  });

  test("stays where they have just clicked, although the browser has told nobody yet", () => {
    const { me, other } = two();
    const { view } = me.editor;
    document.body.append(view.dom);
    view.focus();
    const element = view.dom.querySelector('[data-id="q"]')?.firstChild ?? view.dom;
    document.getSelection()?.collapse(element, 2);
    other.at("h", "end").type("!");
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
    view.dom.remove();
  });

  test("stays where they have just clicked, when a part of the desk comes to the editor", () => {
    const { me } = two();
    const { editor } = me;
    document.body.append(editor.view.dom);
    editor.view.focus();
    const element = editor.view.dom.querySelector('[data-id="q"]')?.firstChild ?? editor.view.dom;
    document.getSelection()?.collapse(element, 2);
    const drawn = new PluginKey("drawn");
    const decorations = (state: EditorState) =>
      DecorationSet.create(state.doc, [
        Decoration.node(0, state.doc.firstChild?.nodeSize ?? 0, { class: "drawn" }),
      ]);
    editor.registerPlugin(new Plugin({ key: drawn, props: { decorations } }));
    me.type("!");
    expect(me.lines).toContain("numbered|It! keeps them.");
    document
      .getSelection()
      ?.collapse(editor.view.dom.querySelector('[data-id="h"]')?.firstChild ?? null, 1);
    editor.unregisterPlugin(drawn);
    me.type("?");
    expect(me.lines[0]).toBe("heading|F?acts");
    editor.view.dom.remove();
  });

  test("keeps a selection around the same words", () => {
    const { me, other } = two();
    me.from("p", 4, "p", 10);
    other.at("p").type("Now ");
    const { from, to } = me.editor.state.selection;
    expect(me.editor.state.doc.textBetween(from, to)).toBe("writes");
  });

  test("follows its paragraph when they drag it elsewhere", () => {
    const { me, other } = two();
    me.at("p", 10);
    const { view } = other.editor;
    const { doc: before, tr } = view.state;
    const start = before.child(0).nodeSize;
    const moved = before.child(1);
    view.dispatch(tr.delete(start, start + moved.nodeSize).insert(tr.doc.content.size, moved));
    me.type("!");
    expect(me.lines.at(-1)).toBe("numbered|ICE writes! reports.");
    expect(me.ids.at(-1)).toBe("p");
  });

  test("stays where its paragraph was when they take it away", () => {
    const { me, other } = two();
    me.at("empty");
    other.from("p", "ICE writes reports.".length, "empty", 0).press("Delete");
    me.type("!");
    expect(me.lines.join("\n")).toMatch(/reports\.!|!It keeps/);
    expect(me.lines.at(-1)).toBe("body|");
  });
});
