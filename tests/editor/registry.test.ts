// @vitest-environment jsdom
import { describe, expect, it, test } from "vitest";
import { keyGroups } from "#app/editor/commands/key-list.ts";
import { typingKeys } from "#app/editor/commands/keymap.ts";
import { MOVE_KEYS } from "#app/editor/commands/move-paragraphs.ts";
import { commandsAt, COMMANDS, type EditorCommand, keysOf } from "#app/editor/commands/registry.ts";
import { insertionsFor } from "#app/editor/insert/insertions.ts";
import { NO_CARET, toolbarState } from "#app/editor/toolbar/toolbar-state.ts";
import { block, body, doc, text } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const TYPING_KEYS = typingKeys((confirmed) => confirmed());
const commands: readonly EditorCommand[] = COMMANDS;
const withKeys = commands.filter(({ keys = [] }) => keys.length > 0);
/** A key as the browser tells it, whatever the order of what is held with it. */
const pressed = (key: string) => key.toLowerCase().split("-").sort().join("-");

describe("the registry of commands", () => {
  it("has each id once", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  test.each(withKeys.map((command) => [command.label, command] as const))(
    "binds the keys of “%s” once, in the text or at the desk, and lists them",
    (_label, command) => {
      const bound = keysOf();
      const listed = keyGroups().flatMap(({ lines }) => lines.map(([keys]) => keys));
      for (const key of command.keys ?? []) {
        expect([key in bound.text, key in bound.desk].filter(Boolean)).toHaveLength(1);
        expect(listed.filter((one) => one === key)).toHaveLength(1);
      }
    },
  );

  it("gives no key to two commands, nor to a command what writes and erases", () => {
    const all = [
      ...withKeys.flatMap(({ keys = [] }) => keys),
      ...Object.keys(TYPING_KEYS),
      ...Object.keys(MOVE_KEYS),
    ];
    expect(new Set(all.map(pressed)).size).toBe(all.length);
    const { text, desk } = keysOf();
    expect(Object.keys(text).length + Object.keys(desk).length).toBe(
      withKeys.flatMap(({ keys = [] }) => keys).length,
    );
  });

  it("lists no key that does nothing", () => {
    const bound = [
      ...withKeys.flatMap(({ keys = [] }) => keys),
      ...Object.keys(TYPING_KEYS),
      ...Object.keys(MOVE_KEYS),
      "/",
    ];
    for (const { lines } of keyGroups()) {
      for (const [keys] of lines) expect(bound).toContain(keys);
    }
  });

  it("offers behind “/” every kind and all that can be put in", () => {
    const offered = insertionsFor({ organizations: [], exhibits: [] }).map(({ id }) => id);
    for (const { id } of [...commandsAt("kinds"), ...commandsAt("insert")]) {
      expect(offered.filter((one) => one === id)).toHaveLength(1);
    }
  });
});

describe("the list of keys", () => {
  it("has those that move a paragraph, which load after the first view", () => {
    const listed = keyGroups().flatMap(({ lines }) => lines.map(([keys]) => keys));
    for (const keys of Object.keys(MOVE_KEYS)) expect(listed).toContain(keys);
  });
});

describe("undo and redo", () => {
  it("have their keys: Mod-Z, and Mod-Shift-Z or Mod-Y", () => {
    const h = new TestEditor(doc(body("a", "one")));
    h.at("a", "end").type(" two");
    expect(h.press("Mod-z")).toBe(true);
    expect(h.lines).toEqual(["body|one"]);
    expect(h.press("Mod-y")).toBe(true);
    expect(h.lines).toEqual(["body|one two"]);
    h.press("Mod-z");
    h.press("Mod-Shift-z");
    expect(h.lines).toEqual(["body|one two"]);
    h.close();
  });

  it("tell the toolbar whether there is something to undo and to redo", () => {
    const h = new TestEditor(doc(body("a", "one")));
    const can = () =>
      ["undo", "redo"].filter((id) => !toolbarState(h.editor.state).cannot.split(" ").includes(id));
    expect(can()).toEqual([]);
    h.at("a", "end").type("!");
    expect(can()).toEqual(["undo"]);
    h.press("Mod-z");
    expect(can()).toEqual(["redo"]);
    h.press("Mod-y");
    expect(can()).toEqual(["undo"]);
    h.close();
  });

  it("leave nothing to the browser's own, which knows nothing of the shared text", () => {
    const h = new TestEditor(doc(body("a", "one")));
    expect(h.at("a").press("Mod-z")).toBe(true);
    expect(h.press("Mod-y")).toBe(true);
    h.close();
  });
});

describe("the marks of words", () => {
  test.each([
    ["subscript", "Mod-,"],
    ["superscript", "Mod-."],
    ["strike", "Mod-Shift-x"],
  ])("%s is switched by its key, and its button shows it", (mark, key) => {
    const h = new TestEditor(doc(body("a", "one two")));
    h.from("a", 0, "a", 3).press(key);
    expect(h.prose.content[0]?.content?.[0]).toEqual(text("one", mark));
    expect(toolbarState(h.editor.state).marks).toBe(mark);
    expect(commandsAt("marks").map((command) => command.mark)).toContain(mark);
    h.press(key);
    expect(h.prose.content[0]?.content).toEqual([text("one two")]);
    h.close();
  });
});

describe("the toolbar", () => {
  it("can do nothing before there is a text", () => {
    const shown = ["history", "marks", "levels"] as const;
    for (const { id } of shown.flatMap((place) => commandsAt(place))) {
      expect(NO_CARET.cannot.split(" ")).toContain(id);
    }
  });

  it("knows which levels there are to go to", () => {
    const h = new TestEditor(doc(block("bullet", 1, "i", "item"), body("b", "body")));
    const cannot = () => toolbarState(h.editor.state).cannot.split(" ");
    h.at("i", 1);
    expect(cannot()).toContain("outdent");
    expect(cannot()).not.toContain("indent");
    h.at("b", 1);
    expect(cannot()).toEqual(expect.arrayContaining(["indent", "outdent"]));
    h.close();
  });
});
