// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { DOMParser, Node } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { numbering } from "#app/editor/behavior/numbering.ts";
import { withContent, type ProseJSON, type ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import {
  block,
  body,
  cell,
  doc,
  footnote,
  hardBreak,
  header,
  link,
  pageBreak,
  table,
  text,
} from "./build.ts";
import { chance, randomProse, seeds } from "#tests/editor/random.ts";

/** The editor's drawing of this prose. */
function drawn(prose: ProseJSON): HTMLElement {
  const state = EditorState.create({
    doc: Node.fromJSON(legalSchema(), prose),
    plugins: [numbering()],
  });
  const { dom } = new EditorView(document.createElement("div"), { state });
  // Helps one browser place its caret between two line breaks; it is not drawn.
  dom.querySelectorAll("img.ProseMirror-separator").forEach((image) => image.remove());
  return dom;
}

function firstPaint(prose: ProseJSON): HTMLElement {
  const element = document.createElement("div");
  element.innerHTML = proseToHtml(prose);
  return element;
}

/** The elements and texts inside, with attributes in one order. */
function written(element: Element): string {
  return [...element.childNodes]
    .map((child) => {
      if (!(child instanceof Element)) return JSON.stringify(child.textContent);
      const attributes = [...child.attributes].map(({ name, value }) => `${name}=${value}`).sort();
      return `${child.tagName}[${attributes.join(";")}](${written(child)})`;
    })
    .join(",\n");
}

const painted = (prose: ProseJSON) => written(firstPaint(prose));
const edited = (prose: ProseJSON) => written(drawn(prose));

describe("footnotes below their block, in the first paint", () => {
  const noted = doc(
    body(
      "a",
      "One ",
      footnote("n1", "First ", text("note", "italic")),
      " two ",
      footnote("n2", "Second."),
    ),
    body("b", "No notes."),
  );

  test("stand there with their numbers, besides their places in the line", () => {
    const page = document.createElement("div");
    page.innerHTML = proseToHtml(noted, { notesBelow: true });
    const [one, other] = page.children;
    const below = [...(one?.querySelectorAll(":scope > .notes:last-child > .note") ?? [])];
    expect(below.map((note) => [note.getAttribute("data-number"), note.innerHTML])).toEqual([
      ["1", "First <em>note</em>"],
      ["2", "Second."],
    ]);
    expect(one?.hasAttribute("data-notes")).toBe(true);
    expect(other?.hasAttribute("data-notes")).toBe(false);
    // Nothing else differs from what the editor draws.
    page.querySelectorAll(".notes").forEach((notes) => notes.remove());
    one?.removeAttribute("data-notes");
    expect(written(page)).toBe(painted(noted));
  });
});

describe("the first paint is what the editor draws", () => {
  test("for every kind, mark, table and break", () => {
    const prose = doc(
      block("heading", 1, "h1", "One"),
      block("heading", 4, "h4", "Four"),
      body(
        "b",
        "a",
        text("b", "bold"),
        text("c", "bold", "italic"),
        text("d", "italic"),
        hardBreak,
        "e",
      ),
      body(
        "m",
        text("x", link("https://example.org"), "bold"),
        text("y", link("https://example.org")),
        text("z", link("https://example.com")),
      ),
      body(
        "broken",
        text("one", "bold"),
        { ...hardBreak, marks: [{ type: "bold" }] },
        text("two", "bold"),
        hardBreak,
      ),
      body("empty"),
      body(null, "without an id"),
      block("numbered", 1, "n1", "1"),
      block("numbered", 2, "n2", "a"),
      block("numbered", 3, "n3", "i"),
      block("requestItem", 1, "r1", "item"),
      block("bullet", 2, "u", "bullet"),
      block("ordered", 1, "o"),
      block("quote", 1, "q", text("sc", "smallCaps"), text("2", "superscript")),
      pageBreak,
      table(
        [header(body("t1", "T")), header(block("ordered", 1, "t2", "T"))],
        [{ ...cell(body("t3")), attrs: { colspan: 2, rowspan: 1, colwidth: null } }],
      ),
      block("numbered", 1, "n4", "2"),
    );
    expect(painted(prose)).toBe(edited(prose));
  });

  test.each(DOCUMENT_KINDS)("for the template of a %s", (kind) => {
    let count = 0;
    const prose = firstTemplate(kind, () => `t${(count += 1)}`);
    expect(painted(prose)).toBe(edited(prose));
  });

  test.each(seeds(60))("for random documents with hostile text (PROSE_SEED=%i)", (seed) => {
    const random = randomProse(chance(seed), 25);
    const prose = Node.fromJSON(legalSchema(), random).toJSON() as ProseJSON;
    expect(painted(prose)).toBe(edited(prose));
  });
});

describe("our own HTML", () => {
  test("is read back without a loss", () => {
    const random = chance(20210909);
    for (let round = 0; round < 60; round += 1) {
      const before = Node.fromJSON(legalSchema(), randomProse(random, 25));
      const html = proseToHtml(before.toJSON() as ProseJSON);
      const element = document.createElement("div");
      element.innerHTML = html;
      const after = DOMParser.fromSchema(legalSchema()).parse(element, {
        preserveWhitespace: "full",
      });
      expect(joined(after.toJSON() as ProseNode)).toEqual(joined(before.toJSON() as ProseNode));
    }
  });
});

/** Neighboring texts with the same marks joined, which is one and the same text. */
function joined(node: ProseNode): ProseNode {
  const content: ProseNode[] = [];
  for (const child of node.content ?? []) {
    const last = content.at(-1);
    const same = JSON.stringify(last?.marks ?? []) === JSON.stringify(child.marks ?? []);
    if (last?.text !== undefined && child.text !== undefined && same) {
      content[content.length - 1] = { ...last, text: last.text + child.text };
    } else {
      content.push(joined(child));
    }
  }
  return withContent(node, content);
}

describe("hostile content stays text", () => {
  test("tags, quotes and entities are escaped", () => {
    const html = proseToHtml(doc(body("b", `<img src=x onerror=alert(1)> & "it's"`)));
    expect(html).toBe(
      '<p data-kind="body" dir="auto" data-id="b">&lt;img src=x onerror=alert(1)&gt; &amp; &quot;it&#39;s&quot;</p>',
    );
  });

  test("a link that would run a script is drawn without its address", () => {
    const prose = doc(body("b", text("x", link("javascript:alert(1)"))));
    expect(proseToHtml(prose)).not.toContain("javascript");
    expect(proseToHtml(prose)).toBe(drawn(prose).innerHTML);
  });

  test("an id or a kind made of markup does not get out of its attribute", () => {
    const hostile = {
      type: "block" as const,
      attrs: { id: '"><script>', kind: '"><b>', level: "9" },
    };
    expect(proseToHtml(doc(hostile))).toBe(
      '<p data-kind="body" dir="auto"><br class="ProseMirror-trailingBreak"></p>',
    );
  });

  test("nodes and marks that are not known leave only their words", () => {
    const unknown = { type: "iframe", content: [body("b", text("word", "comment"))] };
    expect(proseToHtml(doc(unknown as unknown as ProseNode))).toBe(
      '<p data-kind="body" dir="auto" data-id="b">word</p>',
    );
  });

  test("attributes of a cell are numbers or nothing", () => {
    const hostile = { ...cell(body("b")), attrs: { colspan: '2" onclick="x', rowspan: 2 } };
    expect(proseToHtml(doc(table([hostile])))).toContain('<td rowspan="2">');
  });
});
