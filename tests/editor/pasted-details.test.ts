// @vitest-environment jsdom
import { selectAll } from "@tiptap/pm/commands";
import { afterEach, describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { foreignLosses } from "#app/editor/paste/foreign-losses.ts";
import { lossesSentence, NO_LOSSES, type PasteLosses } from "#app/editor/paste/refused-paste.ts";
import { block, body, cell, doc, table } from "#tests/document/build.ts";
import { TestEditor, newBlockId } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(...content: ProseNode[]) {
  const notices: (PasteNotice | null)[] = [];
  const h = new TestEditor(doc(...content), { onPasteNotice: (notice) => notices.push(notice) });
  open.push(h);
  return { h, notices, sentence: () => notices.at(-1)?.sentence };
}

function pasted(html: string, text = "") {
  const made = testEditor(body("a"));
  made.h.at("a").paste(html, { text });
  return { ...made, lines: made.h.lines };
}

const told = (losses: Partial<PasteLosses>, place = "into the empty paragraph") =>
  lossesSentence({ ...NO_LOSSES, ...losses }, place, foreignLosses);

const order = (h: TestEditor) =>
  h.prose.content.map(({ type, content }) =>
    type === "block" ? (content ?? []).map(({ text }) => text ?? "").join("") : type,
  );

describe("list starts, types and values", () => {
  test("are reported where numbers change, and not where they are the same", () => {
    const { h, sentence } = pasted("<ol start=4><li>four</li><li>five</li></ol>");
    expect(h.lines).toEqual(["ordered|four", "ordered|five"]);
    expect(sentence()).toBe(told({ changed: { before: "4", now: "1", count: 2 } }));
    expect(pasted("<ol><li>one</li><li>two</li></ol>").notices).toEqual([]);
    expect(pasted("<ol><li>one</li><li value=7>seven</li></ol>").sentence()).toBe(
      told({ changed: { before: "7", now: "2", count: 1 } }),
    );
    expect(pasted("<ol type=I><li>one</li></ol>").sentence()).toBe(
      told({ changed: { before: "I", now: "1", count: 1 } }),
    );
  });

  test("are kept where our numbering has them: letters below, and paragraphs that go on", () => {
    const { h, notices } = testEditor(block("numbered", 1, "n", "one"), body("a"));
    h.at("a").paste(
      `<ol start=2><li>two<ol type=a><li>two a</li><li>two b<ol type=i><li>deep</li></ol></li></ol></li></ol><p>Text.</p><ol start=3><li>three</li></ol>`,
    );
    expect(h.numbers).toEqual(["1.", "2.", "(a)", "(b)", "(i)", null, "3."]);
    expect(notices).toEqual([]);
  });

  test("a list of letters behind a numbered item is what stands below it", () => {
    const { h, notices } = pasted("<ol><li>one</li></ol><ol type=a><li>a</li><li>b</li></ol>");
    expect(h.lines).toEqual(["ordered|one", "ordered 2|a", "ordered 2|b"]);
    expect(notices).toEqual([]);
  });

  test("of absurd size do no harm", () => {
    expect(pasted("<ol type=a start=999999999999><li>x</li></ol>").lines).toEqual(["ordered|x"]);
  });

  test("no word between items is lost", () => {
    expect(pasted("<ul>text<li>one</li><p>between</p><li>two</li></ul>").lines).toEqual([
      "body|text",
      "bullet|one",
      "body|between",
      "bullet|two",
    ]);
  });
});

describe("numbers that were typed", () => {
  test("with a tab, as in a complaint, and (a) below, become numbered paragraphs", () => {
    const { h, notices } = pasted(
      "",
      "FACTS\n1.\tThe Council wrote.\n(a) by mail;\n    (b)\tby fax;\n(i) twice;\n2.\tICE did not answer.",
    );
    expect(h.lines).toEqual([
      "body|FACTS",
      "numbered|The Council wrote.",
      "numbered 2|by mail;",
      "numbered 2|by fax;",
      "numbered 3|twice;",
      "numbered|ICE did not answer.",
    ]);
    expect(h.numbers).toEqual([null, "1.", "(a)", "(b)", "(i)", "2."]);
    expect(notices).toEqual([]);
  });

  test("in a row are a list; across other text, or from above 1, paragraphs, and changes are reported", () => {
    expect(pasted("", "1. one\n2. two\na. below\n• point").lines).toEqual([
      "ordered|one",
      "ordered|two",
      "ordered 2|below",
      "bullet|point",
    ]);
    expect(pasted("", "1. one\ntext\n2. two").lines).toEqual([
      "numbered|one",
      "body|text",
      "numbered|two",
    ]);
    const { lines, sentence } = pasted("<p>12.&nbsp;&nbsp; twelve</p><p>13. <b>thir</b>teen</p>");
    expect(lines).toEqual(["numbered|twelve", "numbered|thirteen"]);
    expect(sentence()).toBe(told({ changed: { before: "12", now: "1", count: 2 } }));
  });

  test("a year, an initial, a lone number and a word in brackets stay what they are", () => {
    const lines = [
      "2019. was a year",
      "12. Elm Street",
      "A. Smith wrote",
      "(sic) so",
      "(c) 2020 ICE",
    ];
    expect(pasted("", lines.join("\n")).lines).toEqual(lines.map((line) => `body|${line}`));
    expect(pasted("", "1.5 million\n1.\n2.").lines).toEqual([
      "body|1.5 million",
      "body|1.",
      "body|2.",
    ]);
  });

  test("are not lost where the words become part of a line that is there", () => {
    const { h } = testEditor(body("b", "Before after"));
    h.at("b", 7).paste("", { text: "1.\tone\n2.\ttwo " });
    expect(h.lines).toEqual(["body|Before 1.\tone", "body|2.\ttwo after"]);
  });

  test("and what we copied out as plain text comes back as it was", () => {
    const start = [
      block("numbered", 1, "p", "one"),
      block("numbered", 2, "q", "two"),
      body("r", "text"),
      block("numbered", 1, "s", "three"),
      block("bullet", 1, "t", "point"),
    ];
    const { h } = testEditor(...start);
    h.run(selectAll);
    const { view } = h.editor;
    const { text } = view.serializeForClipboard(view.state.selection.content());
    expect(pasted("", text).lines).toEqual(h.lines);
  });
});

describe("lines, space and what is hidden", () => {
  test("<pre> keeps its lines and blanks, as line breaks", () => {
    const { h } = pasted("<pre>\nline one\n  line two\n\nline four\n</pre>");
    expect(h.lines).toEqual(["body|line one\n  line two\n\nline four"]);
    const types = h.prose.content[0]?.content?.map(({ type }) => type);
    expect(types?.filter((type) => type === "hardBreak")).toHaveLength(3);
  });

  test("empty paragraphs and line breaks that are only space don't come", () => {
    expect(
      pasted(
        `<p>one<br></p><p>&nbsp;</p><br><br><div><br></div><p><span> <br></span></p><h2></h2>
         <div>two<br>lines<br></div><div><p></p></div><blockquote><p>q<br><br></p></blockquote>`,
      ).lines,
    ).toEqual(["body|one", "body|two\nlines", "quote|q"]);
  });

  test("a break within a bold word stays, and cells stay", () => {
    expect(pasted("<p><b>one<br></b>two</p>").lines).toEqual(["body|one\ntwo"]);
    const { h } = pasted("<table><tr><td>a</td><td><p>&nbsp;</p></td></tr></table>");
    expect(
      h.prose.content.find(({ type }) => type === "table")?.content?.[0]?.content,
    ).toHaveLength(2);
  });

  test("hidden words don't come, whoever hides them", () => {
    expect(
      pasted(
        `<style>.note, .x {color:red; display: none} .y{mso-hide:all}</style><p>a<span style="display:none">b</span><span class=note>c</span>` +
          `<span class=y>d</span><span style='mso-hide:all'>e</span><span hidden>f</span>g</p><p style="DISPLAY: NONE">h</p>`,
      ).lines,
    ).toEqual(["body|ag"]);
  });
});

describe("page breaks and quotations", () => {
  test("of every program become ours, with no empty paragraph beside them", () => {
    const { h } = pasted(
      `<p>1</p><span><br clear=all style='page-break-before:always'></span><p>2</p>` +
        `<p><br clear=all style='mso-special-character:line-break;page-break-before:always'></p>` +
        `<p style="page-break-before: always">3</p><p>4<hr style="page-break-before:always;display:none;"></p>` +
        `<p style="break-after: page">5</p><p>6</p>`,
    );
    expect(order(h)).toEqual("1 pageBreak 2 pageBreak 3 4 pageBreak 5 pageBreak 6".split(" "));
  });

  test("the break before a paragraph that is copied alone, or stands in a cell, does not come", () => {
    expect(order(pasted(`<p style="page-break-before:always">one</p>`).h)).toEqual(["one"]);
    const { h } = pasted(
      `<table><tr><td><p>a</p><p style="page-break-before:always">b</p></td></tr></table><p>c</p>`,
    );
    expect(JSON.stringify(h.prose)).not.toContain("pageBreak");
  });

  test("a paragraph that is indented on both sides is a quotation; on one side, or in the middle, none", () => {
    const indented = (style: string) => pasted(`<p style="${style}">words</p><p>end</p>`).lines[0];
    expect(indented("margin:0in .5in 8pt .5in")).toBe("quote|words");
    expect(indented("margin-left: 1cm; margin-right: 1.2cm")).toBe("body|words");
    expect(indented("margin-left:36.0pt;margin-right:36.0pt")).toBe("quote|words");
    expect(indented("margin-left:36pt")).toBe("body|words");
    expect(indented("text-align:center;margin:0 72pt")).toBe("body|words");
  });

  test("a list in a quotation stays a list", () => {
    expect(pasted("<blockquote><p>q</p><ol><li>one</li></ol></blockquote>").lines).toEqual([
      "quote|q",
      "ordered|one",
    ]);
  });
});

describe("at the beginning of a paragraph", () => {
  test("pasted paragraphs keep their kind, and so does the one that was there", () => {
    const { h } = testEditor(block("numbered", 1, "n", "there"), body("b", "end"));
    h.at("n").paste("<h2>Facts</h2><ul><li>point</li></ul><p>text</p>");
    expect(h.lines).toEqual([
      "heading 2|Facts",
      "bullet|point",
      "body|text",
      "numbered|there",
      "body|end",
    ]);
    expect(h.ids.slice(3)).toEqual(["n", "b"]);
    h.type("x");
    expect(h.lines[3]).toBe("numbered|xthere");
  });

  test("a whole item or heading keeps its kind, words join the line", () => {
    const { h } = testEditor(body("b", "there"));
    h.at("b").paste("<ol><li>item</li></ol>");
    expect(h.lines).toEqual(["ordered|item", "body|there"]);
    h.at("b").paste("<p>words </p>");
    expect(h.lines).toEqual(["ordered|item", "body|wordsthere"]);
  });

  test("an empty item, heading or quote takes the kind of a whole paragraph from elsewhere", () => {
    const { h } = testEditor(block("heading", 1, "h"), body("b", "end"));
    h.at("h").paste("<ul><li>point</li></ul>");
    expect(h.lines).toEqual(["bullet|point", "body|end"]);
    expect(h.ids).toEqual(["h", "b"]);
  });

  test("what was copied here in part goes on into the line", () => {
    const { h } = testEditor(
      block("numbered", 1, "n", "first"),
      block("bullet", 1, "u", "second half"),
      block("quote", 1, "q", "there"),
    );
    h.from("n", 0, "u", 7);
    const { view } = h.editor;
    const html = view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    h.at("q").paste(html);
    expect(h.lines.slice(2)).toEqual(["numbered|first", "quote|second there"]);
    h.from("n", 0, "n", "end");
    const whole = view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    h.at("q").paste(whole);
    expect(h.lines.slice(3)).toEqual(["numbered|first", "quote|second there"]);
  });

  test("in a cell too", () => {
    const { h } = testEditor(table([cell(body("a", "there")), cell(body("b"))]));
    h.at("a").paste("<ul><li>x</li></ul><p>y</p>");
    expect(h.lines).toEqual(["bullet|x", "body|y", "body|there", "body|"]);
  });
});

describe("what is said of a paste", () => {
  const picture = '<p>one<img src="x"></p>';

  test("ends with the next paste, and with the next word", () => {
    const { h, notices } = testEditor(body("a"));
    h.at("a").paste(picture);
    expect(notices).toHaveLength(1);
    h.paste("<p>two</p>");
    expect(notices.slice(1)).toEqual([null]);
    h.paste(picture);
    h.type("x");
    expect(notices.slice(3)).toEqual([null]);
    h.type("y");
    expect(notices).toHaveLength(4);
  });

  test("stays while others write, and their words stay when struck-out ones are asked for", () => {
    const { h, notices } = testEditor(body("a", "start"), body("b", "zero "));
    h.at("b", "end").paste("<p>one <del>two</del> three</p>");
    const other = new TestEditor(h.document, { newBlockId });
    open.push(other);
    other.at("b", 9).type("new ");
    other.at("a", "end").type("ed");
    expect(h.lines).toEqual(["body|started", "body|zero one new three"]);
    expect(notices).toHaveLength(1);
    notices[0]?.offer?.run();
    expect(h.lines[0]).toBe("body|started");
    expect(h.lines[1]).toBe("body|zero one two new three");
  });

  test("ends when the paste is undone", () => {
    const { h, notices } = testEditor(body("a", "start "));
    h.at("a", "end").paste("<p>one <del>two</del> three</p>");
    h.press("Mod-z");
    expect(h.lines).toEqual(["body|start "]);
    expect(notices.at(-1)).toBeNull();
  });

  test("names all that did not come as it was", () => {
    const { sentence } = pasted(
      `<p>a\u0001<img src=x><ins>b</ins><del>c</del> <a href="#_ftn9">[9]</a></p><ol start=3><li>d</li></ol>`,
    );
    expect(sentence()).toBe(
      told({
        images: 1,
        signs: 1,
        insertions: 1,
        struck: 1,
        lostNotes: 1,
        changed: { before: "3", now: "1", count: 1 },
      }),
    );
  });
});
