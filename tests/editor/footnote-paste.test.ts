// @vitest-environment jsdom
import { selectAll } from "@tiptap/pm/commands";
import { afterEach, describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { foreignLosses } from "#app/editor/paste/foreign-losses.ts";
import { lossesSentence, NO_LOSSES, REFUSED_PASTE } from "#app/editor/paste/refused-paste.ts";
import {
  block,
  body,
  caption,
  doc,
  exhibit,
  field,
  footnote,
  reference,
  signatureBlock,
} from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

const refused: string[] = [];
function testEditor(...content: ProseNode[]): TestEditor {
  refused.length = 0;
  const made = new TestEditor(doc(...content), {
    onPasteNotice: (notice) => notice && refused.push(notice.sentence),
  });
  open.push(made);
  return made;
}

function copied(h: TestEditor): string {
  const { view } = h.editor;
  return view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
}

describe("what is copied here and pasted here", () => {
  const everything = [
    caption("c"),
    block(
      "numbered",
      1,
      "p",
      "ICE",
      footnote("f", "A note, ", field("trackingNumber")),
      " writes.",
    ),
    body("q", "See ", reference("p"), " of ", field("dateOfFiling"), "."),
    exhibit("e"),
    signatureBlock("s", "ilrc"),
    body("z"),
  ];

  test("keeps footnotes, fields, references, captions, exhibits and signature blocks", () => {
    const h = testEditor(...everything);
    h.run(selectAll);
    const html = copied(h);
    h.at("z").paste(html);
    const types = JSON.stringify(h.prose).match(/"type":"(?!text|block|doc)\w+"/gu) ?? [];
    expect(types).toHaveLength(14);
    expect(h.lines.filter((line) => line === h.lines[0])).toHaveLength(2);
    expect(refused).toEqual([]);
  });

  test("gives a copied footnote an id of its own, and keeps that of one that was cut", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "A note"), " writes."), body("z"));
    h.from("p", 0, "p", "end");
    const html = copied(h);
    h.at("z").paste(html);
    const ids = () => JSON.stringify(h.prose).match(/"footnote","attrs":\{"id":"(\w+)"/gu) ?? [];
    expect(new Set(ids()).size).toBe(2);
    expect(ids()[0]).toContain('"f"');
    h.from("p", 0, "p", "end").press("Backspace");
    expect(ids()).toHaveLength(1);
    h.at("p").paste(html);
    expect(ids()[0]).toContain('"f"');
  });
});

describe("pasted into a footnote", () => {
  test("paragraphs become lines of it, and a footnote plain words", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "ab"), "."));
    h.at("f", 1).paste("<p>one</p><ul><li>two</li></ul>");
    expect(h.lines).toEqual(["body|ICE [Footnote: aone\ntwob]."]);
    h.at("f", 0).paste('<p data-pm-slice="1 1 []">x<span data-footnote>note</span>y</p>');
    expect(h.lines).toEqual(["body|ICE [Footnote: x noteyaone\ntwob]."]);
  });

  test("what can't stand there is left out with a sentence", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "ab"), "."));
    h.at("f", 1).paste('<p>one</p><hr data-page-break=""><p>two</p>');
    expect(h.lines).toEqual(["body|ICE [Footnote: aone\ntwob]."]);
    expect(refused).toEqual([REFUSED_PASTE.notInFootnote("into “ab”")]);
  });
});

describe("dropped into a footnote", () => {
  test("paragraphs become lines of it, as pasted ones do", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "ab"), "."));
    h.drop("f", 1, { html: "<p>one</p><ul><li>two</li></ul>" });
    expect(h.lines).toEqual(["body|ICE [Footnote: aone\ntwob]."]);
    h.drop("f", 0, { html: '<p>x</p><hr data-page-break=""><p>y</p>' });
    expect(h.lines).toEqual(["body|ICE [Footnote: x\nyaone\ntwob]."]);
    expect(refused).toEqual([REFUSED_PASTE.notInFootnote("into “aonetwob”")]);
  });

  test("a paragraph that is dragged there leaves its old place and keeps every word", () => {
    const h = testEditor(
      body("p", "ICE", footnote("f", "ab"), "."),
      body("q", "moved"),
      body("r", "stays"),
    );
    h.from("q", 0, "q", "end").drag("f", 1);
    expect(h.lines).toEqual(["body|ICE [Footnote: amovedb].", "body|", "body|stays"]);
  });

  test("nothing is moved there with a part that can't stand in it, and nothing of it is lost", () => {
    const h = testEditor(
      body("p", "ICE", footnote("f", "ab"), "."),
      body("q", "one"),
      { type: "pageBreak" },
      body("r", "two"),
    );
    const before = h.prose;
    h.from("q", 0, "r", "end").drag("f", 1);
    expect(h.prose).toEqual(before);
    expect(refused).toEqual([REFUSED_PASTE.notMovedToFootnote("into “ab”")]);
  });

  test("its own words stay where they are", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "ab"), "."));
    const before = h.prose;
    h.from("p", 0, "p", "end").drag("f", 1);
    expect(h.prose).toEqual(before);
  });
});

test("a footnote from Word becomes one, where its mark was", () => {
  const h = testEditor(body("p"));
  h.at("p").paste(
    `<html><body><p class=MsoNormal>ICE writes reports<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p>
    <div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' id=ftn1>
    <p class=MsoFootnoteText><a href="#_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> See the letter.</p></div></div></body></html>`,
  );
  expect(h.lines).toEqual(["body|ICE writes reports [Footnote: See the letter.]."]);
});

describe("footnotes from elsewhere", () => {
  const reference = (n: number) => `<a href="#fn${n}" id="ref${n}"><sup>${n}</sup></a>`;
  const note = (n: number, words: string) =>
    `<li id="fn${n}"><p>${words} <a href="#ref${n}">↩</a></p></li>`;

  test("of a page of the web become footnotes", () => {
    const h = testEditor(body("p"));
    h.at("p").paste(
      `<p>One${reference(1)} two${reference(2)}.</p><ol>${note(1, "a <b>b</b>")}${note(2, "c")}</ol>`,
    );
    expect(h.lines).toEqual(["body|One [Footnote: a b] two [Footnote: c]."]);
    expect(refused).toEqual([]);
  });

  test("a note that nothing leads to stays a paragraph, and so does a table of contents", () => {
    const h = testEditor(body("p"));
    h.at("p").paste(
      `<p><a href="#one" id="toc1">Facts</a></p><h2 id="one"><a href="#toc1">Facts</a></h2><p id="fn9"><a href="#ref9">[9]</a> alone</p>`,
    );
    expect(h.lines).toEqual(["body|Facts", "heading 2|Facts", "body|[9] alone"]);
  });

  test("a mark whose words were not copied stays, and it says so", () => {
    const h = testEditor(body("p"));
    h.at("p").paste(`<p>One<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p>`);
    expect(h.lines).toEqual(["body|One[1]."]);
    expect(refused).toEqual([
      lossesSentence({ ...NO_LOSSES, lostNotes: 1 }, "into the empty paragraph", foreignLosses),
    ]);
  });

  test("pasted into a footnote become its words", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "ab"), "."));
    h.at("f", 1).paste(`<p>One${reference(1)}</p><ol>${note(1, "note")}</ol>`);
    expect(h.lines).toEqual(["body|ICE [Footnote: aOne noteb]."]);
  });
});

describe("a selection that begins in a footnote and ends outside of it", () => {
  test("takes the whole footnote in, so that erasing leaves the paragraph whole", () => {
    const h = testEditor(body("p", "ICE", footnote("f", "abc"), " writes reports."));
    h.from("f", 1, "p", 15);
    h.press("Backspace");
    expect(h.lines).toEqual(["body|ICE reports."]);
  });
});
