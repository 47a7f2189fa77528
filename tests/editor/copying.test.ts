// @vitest-environment jsdom
import { selectAll } from "@tiptap/pm/commands";
import { TextSelection } from "@tiptap/pm/state";
import { afterEach, describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import {
  block,
  body,
  cell,
  doc,
  exhibit,
  footnote,
  hardBreak,
  pageBreak,
  reference,
  table,
  text,
} from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(...content: ProseNode[]): TestEditor {
  const made = new TestEditor(doc(...content));
  open.push(made);
  return made;
}

function copied(h: TestEditor) {
  const { view } = h.editor;
  const { dom, text: plain } = view.serializeForClipboard(view.state.selection.content());
  return { dom, html: dom.innerHTML, plain };
}

/** Lists as other programs see them: items by their list's tag, start and value. */
function listsIn(dom: Element): string[] {
  return [...dom.querySelectorAll("li")].map((item) => {
    const depth = [...ancestors(item)].filter(({ tagName }) => /^[OU]L$/u.test(tagName)).length;
    const list = item.parentElement;
    const own = [...item.childNodes].filter(({ nodeName }) => !/^[OU]L$/u.test(nodeName));
    const words = own.map(({ textContent }) => textContent).join("");
    return `${depth} ${list?.tagName.toLowerCase()}${list?.getAttribute("type") ?? ""} ${item.getAttribute("value")}|${words}`;
  });
}

function* ancestors(element: Element): Iterable<Element> {
  for (let around = element.parentElement; around; around = around.parentElement) yield around;
}

const complaint = [
  block("heading", 1, "h", "Facts"),
  block("numbered", 1, "n1", "The Council wrote."),
  block("numbered", 2, "n1a", "by mail;"),
  block("numbered", 2, "n1b", "by fax;"),
  block("numbered", 3, "n1bi", "twice;"),
  block("numbered", 1, "n2", "ICE did not answer."),
  body("b", "It never did."),
  block("numbered", 1, "n3", "The Council sued."),
  block("bullet", 1, "u", "point"),
  block("bullet", 2, "u2", "under it"),
  block("ordered", 2, "o2", "deep from the start"),
  block("ordered", 1, "o1", "one"),
];

describe("what is copied for other programs", () => {
  test("has numbered paragraphs, items and points as nested lists that go on where they did", () => {
    const h = testEditor(...complaint);
    h.run(selectAll);
    const { dom } = copied(h);
    expect(listsIn(dom)).toEqual([
      "1 ol1 1|The Council wrote.",
      "2 ola 1|by mail;",
      "2 ola 2|by fax;",
      "3 oli 1|twice;",
      "1 ol1 2|ICE did not answer.",
      "1 ol1 3|The Council sued.",
      "1 ul null|point",
      "2 ul null|under it",
      "2 ola 1|deep from the start",
      "1 ol1 1|one",
    ]);
    expect([...dom.querySelectorAll("ol")].map((list) => list.getAttribute("start"))).toEqual(
      expect.arrayContaining(["1", "3"]),
    );
    expect(dom.querySelector("h1")?.textContent).toBe("Facts");
    expect(dom.querySelector("[data-id=n1b]")?.getAttribute("style")).toContain("(b) ");
  });

  test("starts at the number that the first copied paragraph has in the whole text", () => {
    const h = testEditor(...complaint);
    h.from("n2", 0, "n3", "end");
    const { dom, plain } = copied(h);
    expect(listsIn(dom)).toEqual(["1 ol1 2|ICE did not answer.", "1 ol1 3|The Council sued."]);
    expect([...dom.querySelectorAll("ol")].map((list) => list.getAttribute("start"))).toEqual([
      "2",
      "3",
    ]);
    expect(plain).toBe("2. ICE did not answer.\n\nIt never did.\n\n3. The Council sued.");
  });

  test("has numbers and levels in plain text too", () => {
    const h = testEditor(...complaint);
    h.from("n1", 0, "n1bi", "end");
    expect(copied(h).plain).toBe(
      "1. The Council wrote.\n\n    (a) by mail;\n\n    (b) by fax;\n\n        (i) twice;",
    );
  });

  test("leaves the number out where a paragraph is copied without its beginning", () => {
    const h = testEditor(...complaint);
    h.from("n1", 4, "n1a", "end");
    expect(copied(h).plain).toBe("Council wrote.\n\n    (a) by mail;");
    expect(listsIn(copied(h).dom)).toEqual(["2 ola 1|by mail;"]);
    h.from("n1", 4, "n1", 11);
    expect(copied(h).plain).toBe("Council");
    expect(listsIn(copied(h).dom)).toEqual([]);
    h.from("n1", 0, "n1", "end");
    expect(copied(h).plain).toBe("1. The Council wrote.");
  });

  test("says the words of footnotes, references and exhibits", () => {
    const h = testEditor(
      block("numbered", 1, "p", "ICE", footnote("f", "A note"), " writes."),
      body("q", "See ", reference("p"), "."),
      exhibit("e"),
      body("r", "end"),
    );
    h.from("p", 0, "r", "end");
    const { dom, plain } = copied(h);
    expect(dom.textContent).toContain("ICE [Footnote 1: A note] writes.");
    expect(dom.textContent).toContain("See ¶ 1.");
    expect(plain).toContain("ICE [Footnote 1: A note] writes.");
    expect(plain).toContain("See ¶ 1.");
    expect(plain).toContain("Exhibit A");
    h.from("f", 2, "f", 6);
    expect(copied(h).plain).toBe("note");
  });

  test("has lists in the cells of a table, and cells by themselves", () => {
    const h = testEditor(
      table([
        cell(body("a", "x")),
        cell(block("bullet", 1, "b", "y"), block("bullet", 1, "c", "z")),
      ]),
      body("d", "end"),
    );
    h.from("b", 0, "c", "end");
    expect(listsIn(copied(h).dom)).toEqual(["1 ul null|y", "1 ul null|z"]);
    h.run(selectAll);
    expect(copied(h).dom.querySelectorAll("td")).toHaveLength(2);
    expect(listsIn(copied(h).dom)).toEqual(["1 ul null|y", "1 ul null|z"]);
  });
});

describe("pasted into a text of ours again", () => {
  const everything = [
    ...complaint,
    pageBreak,
    block("quote", 1, "k", "quoted ", text("bold", "bold"), hardBreak),
    block("requestItem", 1, "i1", "all records"),
    block("requestItem", 3, "i3", "deep"),
    block("heading", 4, "h4", "Small"),
    body("f0", "a", footnote("f", "note ", text("struck", "strike")), "b"),
    table([cell(block("numbered", 1, "c1", "in a cell")), cell(body("c2"))]),
    block("numbered", 1, "z", ""),
  ];

  test("everything is what it was, with kinds, levels and ids", () => {
    const h = testEditor(...everything);
    const before = h.prose;
    h.run(selectAll);
    const { html } = copied(h);
    const into = testEditor(body("x"));
    into.at("x").paste(html);
    expect(into.prose).toEqual(before);
  });

  test("and so is every part of it that can be selected", () => {
    const h = testEditor(...everything);
    const { view, state } = h.editor;
    const { doc: whole } = state;
    let read: object | null = null;
    view.setProps({
      handlePaste: (_view, _event, slice) => {
        read = slice.toJSON() as object;
        return true;
      },
    });
    const step = Math.max(1, Math.floor(whole.content.size / 14));
    for (let from = 1; from < whole.content.size; from += step) {
      for (let to = from + 1; to < whole.content.size; to += step) {
        if (!whole.resolve(from).parent.isTextblock || !whole.resolve(to).parent.isTextblock)
          continue;
        view.dispatch(view.state.tr.setSelection(TextSelection.create(whole, from, to)));
        const slice = view.state.selection.content();
        if (slice.size === 0) continue;
        view.pasteHTML(copied(h).html, new Event("paste") as ClipboardEvent);
        expect(read, `${from} to ${to}`).toEqual(slice.toJSON());
      }
    }
  });
});
