// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import { LARGEST_CLIPBOARD, LARGEST_PASTE } from "#app/editor/paste/paste-size.ts";
import { foreignLosses } from "#app/editor/paste/foreign-losses.ts";
import {
  lossesSentence,
  NO_LOSSES,
  REFUSED_PASTE,
  type PasteLosses,
} from "#app/editor/paste/refused-paste.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, cell, doc, table } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function testEditor(...content: ProseNode[]) {
  const sentences: string[] = [];
  const made = new TestEditor(doc(...content), {
    onPasteNotice: (notice) => notice && sentences.push(notice.sentence),
  });
  open.push(made);
  return { h: made, sentences };
}

const told = (losses: Partial<PasteLosses>, place: string) =>
  lossesSentence({ ...NO_LOSSES, ...losses }, place, foreignLosses);

function pasted(html: string): TestEditor {
  const { h } = testEditor(body("a"));
  h.at("a").paste(html);
  return h;
}

const wordListItem = (level: number, sign: string, words: string, list = "l0") =>
  `<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;mso-list:${list} level${level} lfo1'>` +
  `<!--[if !supportLists]--><span style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>${sign}` +
  `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]-->${words}<o:p></o:p></p>`;
const wordParagraph = (words: string) => `<p class=MsoNormal>${words}<o:p></o:p></p>`;
const wordPage = (content: string) =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>` +
  `<body lang=EN-US><!--StartFragment-->${content}<!--EndFragment--></body></html>`;

describe("control characters, which no page can show", () => {
  const said = (signs: number) => [told({ signs }, "into “Dear Officer:”")];

  test("are left out of what is pasted, with a sentence that counts them, and no letter beside them", () => {
    const { h, sentences } = testEditor(body("a", "Dear Officer:"));
    h.at("a", "end").paste("<p>Re\u0002cords <b>\u0007sought\u009f</b></p>");
    expect(h.lines).toEqual(["body|Dear Officer:Records sought"]);
    expect(sentences).toEqual(said(3));
  });

  test("are left out of plain text and of what is dropped too", () => {
    const { h, sentences } = testEditor(body("a", "Dear Officer:"));
    h.at("a", "end").paste("", { text: "one\u0001" });
    h.drop("a", 0, { html: "<p>two\u0001</p>" });
    expect(h.lines).toEqual(["body|twoDear Officer:one"]);
    expect(sentences).toHaveLength(2);
  });

  test("and nothing is said where there are none: tabs, ends of lines and emoji are none", () => {
    const { h, sentences } = testEditor(body("a"));
    h.at("a").paste("<p>one\u0001</p>");
    h.paste("", { text: "two\tthree 🏛️ ‡\ufe0e" });
    expect(h.lines.join()).toContain("two\tthree 🏛️ ‡\ufe0e");
    expect(sentences).toHaveLength(1);
  });
});

describe("from Word", () => {
  test("lists arrive as items with their levels, without the signs", () => {
    const h = pasted(
      wordPage(
        wordListItem(1, "1.", "First") +
          wordListItem(2, "a.", "Under") +
          wordListItem(1, "2.", "Second"),
      ),
    );
    expect(h.lines).toEqual(["ordered|First", "ordered 2|Under", "ordered|Second"]);
  });

  test("bullets of every shape arrive as bullets", () => {
    const h = pasted(
      wordPage(
        wordListItem(1, "·", "one") + wordListItem(2, "o", "two") + wordListItem(3, "§", "three"),
      ),
    );
    expect(h.lines).toEqual(["bullet|one", "bullet 2|two", "bullet 3|three"]);
  });

  test("numbers that go on over headings and text arrive as numbered paragraphs", () => {
    const h = pasted(
      wordPage(
        `<h1>Parties<o:p></o:p></h1>` +
          wordListItem(1, "1.", "The Council is a party.") +
          wordListItem(1, "2.", "ICE is an agency.") +
          `<h1>Facts</h1>` +
          wordListItem(1, "3.", "It wrote.") +
          wordParagraph("Not numbered.") +
          wordListItem(1, "4.", "It did not answer."),
      ),
    );
    expect(h.lines).toEqual([
      "heading|Parties",
      "numbered|The Council is a party.",
      "numbered|ICE is an agency.",
      "heading|Facts",
      "numbered|It wrote.",
      "body|Not numbered.",
      "numbered|It did not answer.",
    ]);
    expect(h.numbers.filter((label) => label !== null)).toEqual(["1.", "2.", "3.", "4."]);
  });

  test("sub-paragraphs (a) and (i) arrive as levels of a numbered paragraph", () => {
    const h = pasted(
      wordPage(
        wordListItem(1, "12.", "The request asked for:") +
          wordListItem(2, "(a)", "reports;") +
          wordListItem(3, "(i)", "weekly ones;"),
      ),
    );
    expect(h.lines).toEqual([
      "numbered|The request asked for:",
      "numbered 2|reports;",
      "numbered 3|weekly ones;",
    ]);
  });

  test("an empty line between two items does not make numbered paragraphs of a list", () => {
    const h = pasted(
      wordPage(
        wordListItem(1, "1.", "one") + wordParagraph("&nbsp;") + wordListItem(1, "2.", "two"),
      ),
    );
    expect(h.lines.filter((line) => line.endsWith("o") || line.endsWith("e"))).toEqual([
      "ordered|one",
      "ordered|two",
    ]);
  });

  test("a numbered heading stays a heading, without the number", () => {
    const heading = wordListItem(1, "I.", "Introduction")
      .replace(/^<p/, "<h2")
      .replace(/p>$/, "h2>");
    expect(pasted(wordPage(heading)).lines).toEqual(["heading 2|Introduction"]);
  });

  test("marks are kept, styles are dropped, comments and deleted text stay out", () => {
    const h = pasted(
      wordPage(
        `<p class=MsoNormal style='color:red;font-size:30pt'><b>Bold</b>, <i>italic</i>, <u>under</u>, ` +
          `<span style='font-variant:small-caps'>Small</span>, x<sup>2</sup><span class=msoDel><del>gone</del></span>` +
          `<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span></p>` +
          `<div style='mso-element:comment-list'><div style='mso-element:comment'><p>a note</p></div></div>`,
      ),
    );
    expect(h.prose.content).toEqual([
      {
        type: "block",
        attrs: expect.objectContaining({ kind: "body", level: 1 }) as unknown,
        content: [
          { type: "text", text: "Bold", marks: [{ type: "bold" }] },
          { type: "text", text: ", " },
          { type: "text", text: "italic", marks: [{ type: "italic" }] },
          { type: "text", text: ", " },
          { type: "text", text: "under", marks: [{ type: "underline" }] },
          { type: "text", text: ", " },
          { type: "text", text: "Small", marks: [{ type: "smallCaps" }] },
          { type: "text", text: ", x" },
          { type: "text", text: "2", marks: [{ type: "superscript" }] },
        ],
      },
    ]);
  });
});

describe("comments of Word that are copied along", () => {
  const commented = (number: number) =>
    `<a style='mso-comment-reference:A_${number};mso-comment-date:20261201T0900'>words</a><span class=MsoCommentReference>` +
    `<span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_${number}" href="#_msocom_${number}">[A${number}]</a></span></span>`;
  const comment = (number: number, words: string) =>
    `<div style='mso-element:comment'><div id="_com_${number}" class=msocomtxt><p class=MsoCommentText>` +
    `<span class=MsoCommentReference><a class=msocomoff href="#_msoanchor_${number}">[A${number}]</a></span>${words}</p></div></div>`;
  const list = (...comments: string[]) =>
    `<div style='mso-element:comment-list'><hr class=msocomoff>${comments.join("")}</div>`;

  test("never come, and the notice says how many were left out", () => {
    const one = testEditor(body("a", "Dear Officer:"));
    one.h
      .at("a", "end")
      .paste(wordPage(commented(1) + list(comment(1, "Privileged: we lose this."))));
    expect(one.h.lines).toEqual(["body|Dear Officer:words"]);
    expect(one.sentences).toEqual([told({ comments: 1 }, "into “Dear Officer:”")]);
    expect(one.sentences[0]).toContain(" 1 comment was left out.");

    const two = testEditor(body("a", "Dear Officer:"));
    two.h
      .at("a", "end")
      .paste(wordPage(commented(1) + commented(2) + list(comment(1, "Secret"), comment(2, "too"))));
    expect(two.h.lines).toEqual(["body|Dear Officer:wordswords"]);
    expect(two.sentences).toEqual([told({ comments: 2 }, "into “Dear Officer:”")]);
    expect(two.sentences[0]).toContain(" 2 comments were left out.");
  });

  test("are counted where only their marks, or only their words, are on the clipboard", () => {
    for (const html of [wordPage(commented(1)), `<p>words</p>${list(comment(1, "Secret"))}`]) {
      const { h, sentences } = testEditor(body("a", "Dear Officer:"));
      h.at("a", "end").paste(html);
      expect(h.lines).toEqual(["body|Dear Officer:words"]);
      expect(sentences).toEqual([told({ comments: 1 }, "into “Dear Officer:”")]);
    }
  });
});

describe("from Google Docs", () => {
  const docs = (content: string) =>
    `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">${content}</b>`;
  const item = (level: number, words: string) =>
    `<li dir="ltr" style="list-style-type:decimal;font-size:11pt;font-weight:400;" aria-level="${level}">` +
    `<p dir="ltr" style="line-height:1.38;" role="presentation"><span style="font-size:11pt;font-weight:400;">${words}</span></p></li>`;

  test("nested lists arrive flat, and nothing turns bold", () => {
    const h = pasted(
      docs(
        `<h2 dir="ltr"><span style="font-weight:400">Facts</span></h2>` +
          `<ul>${item(1, "one")}<ul>${item(2, "two")}<ul>${item(3, "three")}</ul></ul>${item(1, "four")}</ul>` +
          `<p dir="ltr"><span style="font-weight:700">strong</span></p>`,
      ),
    );
    expect(h.lines).toEqual([
      "heading 2|Facts",
      "bullet|one",
      "bullet 2|two",
      "bullet 3|three",
      "bullet|four",
      "body|strong",
    ]);
    const marked = h.prose.content.map((node) => node.content?.[0]?.marks?.[0]?.type);
    expect(marked).toEqual([undefined, undefined, undefined, undefined, undefined, "bold"]);
  });

  test("a list that starts where the one before ended is numbered paragraphs", () => {
    const h = pasted(
      docs(
        `<ol>${item(1, "one")}${item(1, "two")}</ol><h1>Facts</h1>` +
          `<ol start="3">${item(1, "three")}<ol>${item(2, "under")}</ol></ol>` +
          `<p>And a list:</p><ol>${item(1, "first")}</ol>`,
      ),
    );
    expect(h.lines).toEqual([
      "numbered|one",
      "numbered|two",
      "heading|Facts",
      "numbered|three",
      "numbered 2|under",
      "body|And a list:",
      "ordered|first",
    ]);
  });

  test("a link's underline is not underlined text", () => {
    const h = pasted(
      docs(
        `<p><a href="https://example.org/" style="text-decoration:none"><span style="color:#1155cc;text-decoration:underline">here</span></a></p>`,
      ),
    );
    expect(h.prose.content[0]?.content?.[0]?.marks).toEqual([
      { type: "link", attrs: { href: "https://example.org/" } },
    ]);
  });
});

describe("from anywhere", () => {
  test("items with several paragraphs, lists in quotes, quotes in lists lose no word", () => {
    const h = pasted(
      `<ul><li><p>one</p><p>more of one</p><ol><li>deep <b>in</b></li></ol>after</li><li>two</li></ul>` +
        `<blockquote><p>quoted</p><p>twice</p></blockquote><blockquote>bare</blockquote>` +
        `<ul><li><h3>head</h3>tail</li></ul>`,
    );
    expect(h.lines.filter((line) => !line.endsWith("|"))).toEqual([
      "bullet|one",
      "body|more of one",
      "ordered 2|deep in",
      "body|after",
      "bullet|two",
      "quote|quoted",
      "quote|twice",
      "quote|bare",
      "heading 3|head",
      "body|tail",
    ]);
  });

  test("levels deeper than a kind goes stop at its deepest", () => {
    const deep = "<ul><li>x".repeat(9) + "</li></ul>".repeat(9);
    expect(pasted(deep).lines.at(-1)).toBe("bullet 6|x");
  });

  test("tables arrive as tables, a table in a cell as its words", () => {
    const h = pasted(
      `<table><tr><th>Name</th><th colspan=2>Value</th></tr><tr><td>a</td><td><ul><li>b</li></ul></td>` +
        `<td><table><tr><td>c</td><td>d</td></tr></table></td></tr></table><p>end</p>`,
    );
    const made = h.prose.content.find(({ type }) => type === "table");
    expect(made?.content?.[0]?.content?.[1]?.attrs).toMatchObject({ colspan: 2 });
    expect(h.lines.filter((line) => !line.endsWith("|"))).toEqual([
      "body|Name",
      "body|Value",
      "body|a",
      "bullet|b",
      "body|c",
      "body|d",
      "body|end",
    ]);
  });

  test("scripts, handlers and unsafe links leave only their words", () => {
    const h = pasted(
      `<p onclick="x()"><a href="javascript:alert(1)">word</a><script>alert(1)</script><a href=" https://example.org/ ">ok</a></p>`,
    );
    expect(h.lines).toEqual(["body|wordok"]);
    expect(JSON.stringify(h.prose)).not.toContain("script:");
  });

  test("plain text arrives as paragraphs", () => {
    const { h } = testEditor(body("a"));
    h.at("a").paste("", { text: "one\ntwo\r\n\r\nthree" });
    expect(h.lines).toEqual(["body|one", "body|two", "body|three"]);
  });
});

describe("where it is pasted", () => {
  test("some words go into an empty item, which stays an item", () => {
    const { h } = testEditor(block("numbered", 2, "n"), body("b", "some words here"));
    const { view } = h.editor;
    h.from("b", 5, "b", 10);
    const html = view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    h.at("n").paste(html);
    expect(h.lines).toEqual(["numbered 2|words", "body|some words here"]);
    expect(h.ids).toEqual(["n", "b"]);
  });

  test("words go into the middle of a heading, which stays one", () => {
    const { h } = testEditor(block("heading", 1, "h", "Facts"));
    h.at("h", 2).paste("<p>XX</p>");
    expect(h.lines).toEqual(["heading|FaXXcts"]);
  });

  test("a list goes into a cell and stays in it", () => {
    const { h } = testEditor(table([cell(body("a")), cell(body("b", "two"))]));
    h.at("a").paste("<ul><li>x</li><li>y</li></ul>");
    expect(h.lines).toEqual(["bullet|x", "bullet|y", "body|two"]);
    expect(h.prose.content).toHaveLength(1);
  });
});

describe("what is refused", () => {
  const image = new File([new Uint8Array(4)], "picture.png", { type: "image/png" });

  test("a picture, with a sentence, and nothing is lost", () => {
    const { h, sentences } = testEditor(body("a", "words"));
    h.from("a", 0, "a", 5).paste("", { files: [image] });
    expect(sentences).toEqual([REFUSED_PASTE.image("into “words”")]);
    expect(h.lines).toEqual(["body|words"]);
  });

  test("HTML that is nothing but a picture", () => {
    const { h, sentences } = testEditor(body("a", "words"));
    h.from("a", 0, "a", 5).paste(`<meta charset='utf-8'><img src="https://example.org/x.png">`, {
      files: [image],
    });
    expect(sentences).toEqual([REFUSED_PASTE.image("into “words”")]);
    expect(h.lines).toEqual(["body|words"]);
  });

  test("pictures among words are left out, and it says so", () => {
    const { h, sentences } = testEditor(body("a"));
    h.at("a").paste(`<p>one<img src="x"></p><p><img src="y">two</p>`, { files: [image] });
    expect(sentences).toEqual([told({ images: 2 }, "into the empty paragraph")]);
    expect(h.lines).toEqual(["body|one", "body|two"]);
    h.paste("<p>three</p>");
    expect(sentences).toHaveLength(1);
  });

  test("a file that is no picture, with a sentence", () => {
    const { h, sentences } = testEditor(body("a", "words"));
    const file = new File([new Uint8Array(4)], "memo.pdf", { type: "application/pdf" });
    expect(h.at("a", 2).paste("", { files: [file] })).toBe(true);
    expect(sentences).toEqual([REFUSED_PASTE.file("into “words”")]);
    expect(h.lines).toEqual(["body|words"]);
  });

  test("is reported with the text of the place, truncated where it is long", () => {
    const long = "ICE has not answered the request of September 9, nor any letter since then.";
    const { h, sentences } = testEditor(body("a", "short"), body("b", long), body("c"));
    for (const id of ["a", "b", "c"]) h.at(id).paste("", { files: [image] });
    expect(sentences.map((words) => /Nothing was put (?<place>.*) and/u.exec(words)?.[1])).toEqual([
      "into “short”",
      "into “ICE has not answered the request of…”",
      "into the empty paragraph",
    ]);
  });

  test("dropped pictures and what is too large, with the same sentences", () => {
    const { h, sentences } = testEditor(body("a", "words"));
    h.drop("a", 2, { files: [image] });
    h.drop("a", 2, { html: '<p><img src="x"></p>' });
    h.drop("a", 2, { html: `<p>${"x".repeat(LARGEST_PASTE + 1)}</p>` });
    expect(sentences).toEqual([
      REFUSED_PASTE.image("into “words”"),
      REFUSED_PASTE.image("into “words”"),
      REFUSED_PASTE.tooLarge("into “words”"),
    ]);
    expect(h.lines).toEqual(["body|words"]);
    h.drop("a", 2, { html: '<p>one<img src="x"></p>' });
    expect(sentences.at(-1)).toBe(told({ images: 1 }, "into “words”"));
    expect(h.lines).toEqual(["body|woonerds"]);
  });

  test("more than the limit, with a sentence, and the selected words stay", () => {
    const { h, sentences } = testEditor(body("a", "words"));
    h.from("a", 0, "a", 5).paste("", { text: "x".repeat(LARGEST_PASTE + 1) });
    expect(sentences).toEqual([REFUSED_PASTE.tooLarge("into “words”")]);
    expect(h.lines).toEqual(["body|words"]);
    h.paste("x".repeat(LARGEST_CLIPBOARD + 1));
    expect(sentences).toHaveLength(2);
  });

  test.each([
    ["long paragraphs", 1_600, "an average paragraph, é ñ “quoted” ".repeat(10)],
    ["tiny marked ones", 4_000, "<b>x</b><i>y</i>"],
  ])(
    "a paste of %s that is taken fits into one message of a room (1 MiB)",
    (_, count, words) => {
      const { h, sentences } = testEditor(body("a"));
      const sizes: number[] = [];
      h.document.on("update", (update: Uint8Array) => sizes.push(update.byteLength));
      h.at("a").paste(`<p>${words}</p>`.repeat(count));
      expect(sentences).toEqual([]);
      expect(h.ids).toHaveLength(count);
      expect(Math.max(...sizes)).toBeGreaterThan(512 * 1024);
      expect(Math.max(...sizes)).toBeLessThan(1024 * 1024);
      // The longest test by far: beside other suites it takes four times what it takes alone.
    },
    120_000,
  );
});
