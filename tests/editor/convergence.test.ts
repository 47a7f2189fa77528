// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { checkedNode } from "#app/document/version/validate.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { BLOCK_KINDS, DEEPEST_LEVEL } from "#app/document/nodes/kinds.ts";
import { labelsOf } from "#tests/document/labels.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { changeLevel, setKind } from "#app/editor/commands/block-commands.ts";
import { undo } from "#app/editor/binding/index.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { chance, randomProse, seeds, type Chance } from "./random.ts";
import { connect, settle } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function two(...content: ProseNode[]) {
  const one = new TestEditor(sharedDocument(doc(...content)));
  const other = new TestEditor(new Y.Doc());
  open.push(one, other);
  return { one, other, line: connect(one, other) };
}

const PAIRS = BLOCK_KINDS.flatMap((from) => BLOCK_KINDS.map((to) => [from, to] as const));

describe("structure changed by one while another types in the same paragraph loses nothing", () => {
  test.each(PAIRS)("online, from %s to %s", (from, to) => {
    const { one, other } = two(body("x", "before"), block(from, 1, "p", "ICE writes reports."));
    one.at("p", 3);
    other.at("p", "end").type(" Every");
    one.run(setKind(to, DEEPEST_LEVEL[to]));
    other.type(" week");
    one.run(changeLevel(-1));
    one.at("p", 4).type("now ");
    other.type(".");
    const level = Math.max(1, DEEPEST_LEVEL[to] - 1);
    expect(one.lines[1]).toBe(
      `${to}${level === 1 ? "" : ` ${level}`}|ICE now writes reports. Every week.`,
    );
    expect(other.prose).toEqual(one.prose);
    expect(one.ids).toEqual(["x", "p"]);
  });

  test.each(PAIRS)("offline, from %s to %s", async (from, to) => {
    const { one, other, line } = two(
      block(from, 1, "p", "ICE writes reports."),
      body("y", "after"),
    );
    line.cut();
    one.at("p", 3).run(setKind(to, DEEPEST_LEVEL[to]));
    other.at("p", 4).type("often ");
    other.at("p", "end").type(" Every week.");
    line.mend();
    await settle();
    const level = DEEPEST_LEVEL[to];
    expect(one.lines[0]).toBe(
      `${to}${level === 1 ? "" : ` ${level}`}|ICE often writes reports. Every week.`,
    );
    expect(other.prose).toEqual(one.prose);
    expect(one.ids).toEqual(["p", "y"]);
  });

  test("both change the kind of one paragraph, one wins, and no word is lost", async () => {
    const { one, other, line } = two(body("p", "words"));
    line.cut();
    one.at("p", "end").press("Mod-Alt-4");
    one.type(" of one");
    other.at("p", "end").press("Mod-Alt-5");
    other.press("Tab");
    other.type(" of the other");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines[0]).toContain(" of one");
    expect(one.lines[0]).toContain(" of the other");
    checkedNode(one.prose);
  });

  test("items are put above, below and into levels around the one that is typed in", async () => {
    const { one, other, line } = two(
      ...["a", "b", "c"].map((id) => block("numbered", 1, id, `paragraph ${id}`)),
    );
    line.cut();
    other.at("b", "end").type(" goes on while offline");
    one.at("a", "end").press("Enter");
    one.type("new");
    one.press("Tab");
    one.at("c").press("Enter");
    one.from("b", 0, "c", 1).press("Tab");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual([
      "numbered|paragraph a",
      "numbered 2|new",
      "numbered 2|paragraph b goes on while offline",
      "numbered 2|",
      "numbered 2|paragraph c",
    ]);
    expect(one.numbers).toEqual(["1.", "(a)", "(b)", "(c)", "(d)"]);
    expect(other.numbers).toEqual(one.numbers);
  });

  test("Enter before a paragraph's first letter while another types in it", async () => {
    const { one, other, line } = two(
      body("x", "before"),
      block("requestItem", 1, "p", "Weekly reports"),
    );
    line.cut();
    one.at("p").press("Enter");
    other.at("p", "end").type(", all of them");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual([
      "body|before",
      "requestItem|",
      "requestItem|Weekly reports, all of them",
    ]);
    expect(one.ids[2]).toBe("p");
  });

  test("Enter after a paragraph's last letter while another types in it", async () => {
    const { one, other, line } = two(block("heading", 1, "p", "Facts"), body("x", "after"));
    line.cut();
    one.at("p", "end").press("Enter");
    one.type("a paragraph");
    other.at("p", "end").type(" per request");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual(["heading|Facts per request", "body|a paragraph", "body|after"]);
  });

  test("Backspace over an empty paragraph while another types in the next one", async () => {
    const { one, other, line } = two(block("numbered", 1, "e"), body("p", "words"));
    line.cut();
    one.at("p").press("Backspace");
    other.at("p", "end").type(" and more");
    line.mend();
    await settle();
    expect(other.prose).toEqual(one.prose);
    expect(one.lines).toEqual(["numbered|words and more"]);
  });
});

describe("undo", () => {
  test("is one's own: it takes back a paragraph, and leaves what another typed in it", async () => {
    const { one, other } = two(body("a", "first"));
    one.at("a", "end").press("Enter");
    one.type("mine");
    const made = one.ids[1]!;
    other.at(made, "end").type(" theirs");
    one.run(undo);
    await settle();
    expect(one.lines.join()).toContain("theirs");
    expect(one.lines.join()).not.toContain("mine");
    expect(other.prose).toEqual(one.prose);
  });

  test("of a change of kind leaves what another typed", () => {
    const { one, other } = two(body("a", "first"));
    one.at("a", 1).press("Mod-Alt-2");
    other.at("a", "end").type(" theirs");
    one.run(undo);
    expect(one.lines).toEqual(["body|first theirs"]);
    expect(other.prose).toEqual(one.prose);
  });
});

const KEYS = [
  "Enter",
  "Enter",
  "Enter",
  "Backspace",
  "Backspace",
  "Delete",
  "Tab",
  "Tab",
  "Shift-Tab",
  "Shift-Enter",
  "Mod-Enter",
  "Mod-Shift-d",
  "Mod-b",
  "Mod-i",
  "Mod-Alt-0",
  "Mod-Alt-1",
  "Mod-Alt-3",
  "Mod-Alt-5",
  "Mod-Alt-5",
  "Mod-Alt-6",
  "Mod-Shift-7",
  "Mod-Shift-8",
  "Mod-Shift-9",
];
const TYPED = ["ICE ", "¿qué? ", "“quoted” ", "🏛️", "1. ", "- ", "# ", "(a) ", "..."];

function randomEdit(random: Chance, testEditor: TestEditor): void {
  const ids = testEditor.ids.filter((id) => id !== null);
  const from = random.oneOf(ids);
  const offset = () => (random.once(3) ? 0 : random.once(2) ? ("end" as const) : undefined);
  const at = offset();
  if (at === undefined && !random.once(3)) {
    const to = ids[Math.min(ids.length - 1, ids.indexOf(from) + random.below(3))]!;
    testEditor.from(from, 0, to, "end");
  } else {
    testEditor.at(from, at ?? "end");
  }
  if (random.once(12)) {
    const { view } = testEditor.editor;
    const html = view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    if (random.once(2)) testEditor.press("Backspace");
    testEditor.at(random.oneOf(testEditor.ids.filter((id) => id !== null)), offset() ?? 0);
    if (html !== "") testEditor.paste(html);
  } else if (random.once(10)) {
    testEditor.run(undo);
  } else if (random.once(2)) {
    testEditor.type(random.oneOf(TYPED));
  } else {
    testEditor.press(random.oneOf(KEYS));
  }
}

/** The page as the editor drew it, without what only helps a browser place its caret or drag. */
function drawn(testEditor: TestEditor): string {
  const copy = testEditor.editor.view.dom.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("img, .ProseMirror-gapcursor").forEach((element) => element.remove());
  // ProseMirror's, for as long as a node is selected.
  copy
    .querySelectorAll(".ProseMirror-selectednode")
    .forEach((element) => element.removeAttribute("draggable"));
  // The marks on signs that nobody sees are the editor's alone, and take no room.
  copy.querySelectorAll(".hidden-sign").forEach((mark) => mark.replaceWith(...mark.childNodes));
  return withoutClasses(copy);
}

function withoutClasses(page: HTMLElement): string {
  page.querySelectorAll("[class]:not(br)").forEach((element) => element.removeAttribute("class"));
  return page.innerHTML;
}

function painted(testEditor: TestEditor): string {
  const element = document.createElement("div");
  element.innerHTML = proseToHtml(testEditor.prose);
  return withoutClasses(element);
}

describe("random edits by two people", () => {
  test.each(seeds(15))(
    "converge, with unique ids, numbers, a whole document and the page that it says (PROSE_SEED=%i)",
    async (seed) => {
      const random = chance(seed);
      const { one, other, line } = two(...randomProse(random, 12).content, body("last", "end"));
      for (let edit = 0; edit < 40; edit += 1) {
        if (random.once(8)) line.cut();
        randomEdit(random, random.once(2) ? one : other);
        if (random.once(8)) line.mend();
      }
      line.mend();
      await settle();
      expect(other.prose).toEqual(one.prose);
      expect(new Set(one.ids).size).toBe(one.ids.length);
      expect(one.ids).not.toContain(null);
      checkedNode(one.prose);
      expect(proseFromUpdate(Y.encodeStateAsUpdate(one.document))).toEqual(one.prose);
      for (const testEditor of [one, other]) {
        expect(testEditor.numbers).toEqual(labelsOf(testEditor.editor.state.doc));
        expect(drawn(testEditor)).toBe(painted(testEditor));
      }
    },
  );
});

test.each([1, 2])(
  "words typed over others stand before what another typed among those (%s)",
  async (first) => {
    const { one, other, line } = two(body("p", "ICE writes reports."));
    [one, other].forEach((editor, index) => {
      editor.document.clientID = first === index + 1 ? 1 : 2;
    });
    line.cut();
    one.from("p", 4, "p", 10).type("keeps");
    other.at("p", 5).type(" and ");
    line.mend();
    await settle();
    expect(one.lines).toEqual(["body|ICE keeps and  reports."]);
    expect(other.prose).toEqual(one.prose);
  },
);
