import { describe, expect, test } from "vitest";
import { Node } from "@tiptap/pm/model";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { matchesBetween, Query } from "#app/editor/find/find-query.ts";
import { plainText } from "#tests/support/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import { legalSchema, SCHEMA_VERSION } from "#app/document/schema.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import { block, body, caption, doc, field, footnote, reference, signatureBlock } from "./build.ts";

function drawnRedline(before: ProseJSON, after: ProseJSON): string {
  const pages = { before: drawnPage(before), after: drawnPage(after) };
  return redlineToHtml(redlineOf(before, after), pages);
}

describe("a redline", () => {
  test("shows the words that changed in a footnote, and its number once", () => {
    const html = drawnRedline(
      doc(body("p", "ICE writes", footnote("f", "See the old letter of May."), " reports.")),
      doc(body("p", "ICE writes", footnote("f", "See the new letter of May."), " reports.")),
    );
    expect(html).toMatch(/<del>.*old.*<\/del><ins>.*new.*<\/ins>/u);
    expect(html).not.toMatch(/<(?:ins|del)>[^]*?letter[^]*?<\/(?:ins|del)>/u);
    expect(html.match(/data-number="1"/gu)).toHaveLength(1);
  });

  test("shows a footnote that came in beside words that stay", () => {
    const html = drawnRedline(
      doc(body("p", "ICE writes reports.")),
      doc(body("p", "ICE writes", footnote("f", "A note."), " reports.")),
    );
    expect(html).toMatch(/<ins>.*data-footnote.*A note\..*<\/ins>/u);
    expect(html).not.toContain("<del>");
  });

  test("shows a reference as it reads on its own page, and not that its number moved", () => {
    const paragraph = (id: string, words: string) => block("numbered", 1, id, words);
    const before = doc(paragraph("a", "First."), body("p", "See ", reference("a"), "."));
    const moved = doc(paragraph("n", "New."), ...before.content);
    expect(redlineOf(before, moved).counts).toMatchObject({ inserted: 1, changed: 0 });
    const other = doc(
      paragraph("a", "First."),
      paragraph("b", "Second."),
      body("p", "See ", reference("b"), "."),
    );
    const html = drawnRedline(before, other);
    expect(html).toMatch(/<del>.*¶ 1.*<\/del><ins>.*¶ 2.*<\/ins>/u);
  });

  test("names fields, captions and signature blocks", () => {
    const html = drawnRedline(
      doc(body("p", "Filed on ", field("dateOfFiling"), ".")),
      doc(
        caption("c"),
        body("p", "Filed on ", field("trackingNumber"), "."),
        signatureBlock("s", "ilrc"),
      ),
    );
    expect(html).toContain("New caption");
    expect(html).toContain("New signature block");
    expect(html).toMatch(/<del>.*\[date of filing\].*<\/del><ins>.*\[tracking number\].*<\/ins>/u);
  });

  test("ignores a footnote or caption that only has another id", () => {
    const text = (id: string) => doc(caption(`c${id}`), body("p", "A", footnote(`f${id}`, "note")));
    expect(redlineOf(text("1"), text("2")).counts).toEqual({
      inserted: 0,
      deleted: 0,
      moved: 0,
      changed: 0,
    });
  });
});

describe("looking for words", () => {
  test("finds them in footnotes, and nothing over the edge of one", () => {
    const prose = doc(body("p", "the word", footnote("f", "note of a word"), " note"));
    const text = Node.fromJSON(legalSchema(), prose);
    const found = (words: string) =>
      matchesBetween(text, new Query({ words }), { from: 0, to: text.content.size }).map(
        ({ from, to }) => text.textBetween(from, to),
      );
    expect(found("word")).toEqual(["word", "word"]);
    expect(found("note of")).toEqual(["note of"]);
    expect(found("word note")).toEqual([]);
  });
});

describe("plain text", () => {
  test("has a footnote with its number where it belongs", () => {
    const prose = doc(
      body("p", "One", footnote("f", "first note"), " and"),
      body("q", "two", footnote("g", "second ", field("trackingNumber"))),
    );
    expect(plainText(prose)).toBe(
      "One [Footnote 1: first note] and\n\ntwo [Footnote 2: second [tracking number]]",
    );
  });
});

describe("signed text", () => {
  test("of this schema is read as it is; of a newer one, or of one that no release had, it is refused", () => {
    const prose = doc(body("p", "words"));
    expect(upgradedProse(prose, SCHEMA_VERSION)).toBe(prose);
    for (const version of [SCHEMA_VERSION + 1, SCHEMA_VERSION - 1, 0, -1, 1.5]) {
      expect(() => upgradedProse(prose, version)).toThrow(RangeError);
    }
  });
});
