// @vitest-environment jsdom
import { selectAll } from "@tiptap/pm/commands";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { foreignLosses } from "#app/editor/paste/foreign-losses.ts";
import { lossesSentence, NO_LOSSES, type PasteLosses } from "#app/editor/paste/refused-paste.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

/** Clipboards as these programs write them, about an agency that is nobody's. */
function clipboard(program: string): string {
  return readFileSync(path.join(import.meta.dirname, "clipboards", `${program}.html`), "utf8");
}

function pasted(html: string) {
  const notices: (PasteNotice | null)[] = [];
  const h = new TestEditor(doc(body("a")), { onPasteNotice: (notice) => notices.push(notice) });
  open.push(h);
  h.at("a").paste(html);
  return { h, notices, sentence: notices.at(-1)?.sentence };
}

const told = (losses: Partial<PasteLosses>) =>
  lossesSentence({ ...NO_LOSSES, ...losses }, "into the empty paragraph", foreignLosses);

const kinds = (h: TestEditor) =>
  h.prose.content.map(({ type, attrs }) => (type === "block" ? attrs?.kind : type));

describe("from Word", () => {
  test("a page of a draft arrives with its numbers, footnotes, quotation and page break", () => {
    const { h } = pasted(clipboard("word"));
    expect(h.lines).toEqual([
      "heading|What the agency holds",
      "numbered|The agency keeps weekly reports [Footnote: See the field manual, page 4.\nIts annex says the same.] that its field offices send each week by Friday.",
      "numbered 2|reports of arrests;",
      "numbered 2|reports of removals.",
      "quote|An agency shall make records promptly available. [Footnote: 5 U.S.C. § 552(a)(3)(A).]",
      "body|It answered nothing.",
      "heading|What we ask",
      "numbered|All of them, with the annexes.",
    ]);
    expect(kinds(h).filter((kind) => kind === "pageBreak")).toHaveLength(1);
    expect(kinds(h).indexOf("pageBreak")).toBe(6);
    expect(JSON.stringify(h.prose)).toContain('"marks":[{"type":"italic"}],"text":"See"');
    // Every footnote has an id of its own, so that what refers to it can.
    expect(JSON.stringify(h.prose).match(/"footnote","attrs":\{"id":"new/gu)).toHaveLength(2);
  });

  test("it says what was struck out, what is only proposed, and which numbers changed", () => {
    const { sentence } = pasted(clipboard("word"));
    expect(sentence).toBe(
      told({ struck: 2, insertions: 1, changed: { before: "7", now: "1", count: 2 } }),
    );
  });

  test("hidden notes of a draft don't come in", () => {
    expect(JSON.stringify(pasted(clipboard("word")).h.prose)).not.toContain("Ask Ben");
  });
});

test("from Word on the web: levels, a list in pieces, a quotation, no space", () => {
  const { h, notices } = pasted(clipboard("word-online"));
  expect(h.lines).toEqual([
    "body|The agency holds:",
    "ordered|weekly reports",
    "ordered 2|by field office",
    "ordered|annexes",
    "quote|Records shall be promptly available.",
    "body|It answered nothing.",
  ]);
  expect(h.numbers).toEqual([null, "1.", "a.", "2.", null, null]);
  expect(notices).toEqual([]);
});

test("from Google Docs: footnotes, a page break, a quotation, struck-out words, no space", () => {
  const { h, sentence } = pasted(clipboard("google-docs"));
  expect(h.lines).toEqual([
    "heading|What the agency holds",
    "body|The agency keeps reports [Footnote: See the field manual, page 4.] that are weekly.",
    "ordered|arrests",
    "ordered 2|by office",
    "ordered|removals",
    "quote|An agency shall make records promptly available.",
    "body|Indented on one side.",
    "body|On the next page.",
  ]);
  expect(kinds(h).indexOf("pageBreak")).toBe(7);
  expect(sentence).toBe(told({ struck: 1 }));
});

test("from LibreOffice: footnotes, lines of a <pre>, list starts, hidden words, a page break", () => {
  const { h, sentence } = pasted(clipboard("libreoffice"));
  expect(h.lines).toEqual([
    "body|Facts",
    "body|The agency keeps reports [Footnote: See the manual, page 4.\nAnd its annex.] that it updates each week every month and always files.",
    "quote|The agency shall answer.",
    "body|line one\nline two",
    "ordered|First item",
    "ordered 2|under it",
    "ordered|Second item",
    "body|Between.",
    "ordered|Fifth item",
    "body|On a new page.",
  ]);
  expect(kinds(h).indexOf("pageBreak")).toBe(9);
  expect(sentence).toBe(told({ struck: 1, changed: { before: "5", now: "1", count: 1 } }));
});

describe("struck-out and deleted words", () => {
  test("come in, struck out, where they stood, when they are asked for", () => {
    const { h, notices } = pasted(clipboard("word"));
    expect(notices.at(-1)?.offer?.label).toBe("Paste them too");
    notices.at(-1)?.offer?.run();
    expect(h.lines[1]).toContain("send every montheach week by Friday.");
    expect(h.lines[3]).toBe("numbered 2|reports of transfers removals.");
    expect(JSON.stringify(h.prose)).toContain(
      '{"type":"text","marks":[{"type":"strike"}],"text":"transfers"}',
    );
    expect(notices.at(-1)).toBeNull();
  });

  test("a paragraph that is struck out as a whole leaves no empty one, and comes back whole", () => {
    const { h, notices } = pasted(
      "<p>one</p><p><del>two</del></p><ol><li><s>three</s></li><li>four</li></ol><p><s>five</s></p>",
    );
    expect(h.lines).toEqual(["body|one", "ordered|four"]);
    notices.at(-1)?.offer?.run();
    expect(h.lines).toEqual(["body|one", "body|two", "ordered|three", "ordered|four", "body|five"]);
  });

  test("in a footnote and around one are left out with it", () => {
    const { h, notices } = pasted(
      `<p>a<a href="#_ftn1" name="_ftnref1">[1]</a> <del>b<a href="#_ftn2" name="_ftnref2">[2]</a> c</del></p>
      <div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> kept <del>gone</del></p></div>
      <div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> also gone</p></div>`,
    );
    expect(h.lines).toEqual(["body|a [Footnote: kept ] "]);
    notices.at(-1)?.offer?.run();
    expect(h.lines).toEqual(["body|a [Footnote: kept gone] b [Footnote: also gone] c"]);
  });

  test("nothing else: nothing is put in and nothing selected is lost, unless it is asked for", () => {
    const { h, notices } = pasted("<p>start</p>");
    h.run(selectAll);
    h.paste("<p><del>gone</del></p>");
    expect(h.lines).toEqual(["body|start"]);
    notices.at(-1)?.offer?.run();
    expect(h.lines).toEqual(["body|gone"]);
    expect(notices.at(-1)).toBeNull();
  });

  test("of a text of ours are pasted as they are", () => {
    const { h, notices } = pasted("<p>one <s>two</s></p>");
    notices.at(-1)?.offer?.run();
    h.run(selectAll);
    const { view } = h.editor;
    const html = view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    h.press("Backspace");
    h.paste(html);
    expect(h.lines).toEqual(["body|one two"]);
  });
});
