// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { legalSchema } from "#app/document/schema.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { suggestedRange } from "#app/editor/suggest/suggested-range.ts";
import { textBetween } from "#app/editor/threads/places.ts";
import { block, body, caption, cell, doc, footnote, table, text } from "#tests/document/build.ts";

const FIRST = body("first", "Before it all.");
const LAST = body("last", "After it all.");

/** The words at which a suggestion stands that these blocks become those. */
function standsAt(was: readonly ProseNode[], becomes: readonly ProseNode[]): string {
  const draft = legalSchema().nodeFromJSON(doc(FIRST, ...was, LAST));
  const from = draft.child(0).nodeSize;
  const span = { from, to: draft.content.size - (draft.lastChild?.nodeSize ?? 0) };
  const range = suggestedRange(draft, span, becomes);
  return textBetween(draft, range.from, range.to);
}

describe("[M21] a suggestion stands", () => {
  test("at the words that it changes, as whole words", () => {
    expect(
      standsAt([body("p", "ICE said so twice.")], [body("p", "ICE has declared so twice.")]),
    ).toBe("said");
    expect(standsAt([body("p", "ICE said so.")], [body("p", "ICE sad so.")])).toBe("said");
  });

  test("at the word before what it adds, and at the end of a paragraph behind which one comes", () => {
    expect(standsAt([body("p", "ICE said so.")], [body("p", "ICE said so. Good day.")])).toBe(
      "so.",
    );
    expect(
      standsAt([body("p", "ICE said so.")], [body("p", "ICE said so."), body("q", "New.")]),
    ).toBe("so.");
    expect(standsAt([body("p", "ICE said so.")], [body("p", "Now ICE said so.")])).toBe("ICE");
  });

  test("in a table at its cell, and at the line before one that it adds", () => {
    const cells = (last: string, ...more: ProseNode[][]) =>
      table(
        [cell(body("a", "Office")), cell(body("b", "Pages"))],
        [cell(body("c", "Boston")), cell(body("d", last))],
        ...more,
      );
    expect(standsAt([cells("twelve pages")], [cells("fourteen pages")])).toBe("twelve");
    const added = [cell(body("e", "Denver")), cell(body("f", "nine"))];
    expect(standsAt([cells("twelve")], [cells("twelve", added)])).toBe("twelve");
  });

  test("in a footnote at the note's own words", () => {
    const noted = (words: string) =>
      body("p", "ICE said so", footnote("n", words), text(", and more."));
    expect(standsAt([noted("See the letter of May.")], [noted("See the letter of June.")])).toBe(
      "May.",
    );
  });

  test("at a caption, and at the paragraph whose kind or level it changes", () => {
    expect(standsAt([caption("c")], [])).toBe("\uFFFC");
    expect(standsAt([body("p", "A title")], [block("heading", 1, "p", "A title")])).toBe("A title");
  });

  test("at all words from the first to the last that it changes, over paragraphs", () => {
    const was = [body("p", "One two."), body("q", "Three four.")];
    expect(standsAt(was, [body("p", "One 2."), body("q", "3 four.")])).toBe("two.\nThree");
  });
});
