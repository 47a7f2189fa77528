import { describe, expect, it } from "vitest";
import { legalSchema } from "#app/document/schema.ts";
import { caretPages, caretPagesLabel } from "#app/editor/preview/caret-pages.ts";
import { named, prose, caption, pageBreak, table } from "#tests/typesetting/writing.ts";

const text = legalSchema().nodeFromJSON(
  prose(
    caption(),
    named("a", "body", 1, "First."),
    named("b", "body", 1, "Over two pages."),
    named("c", "heading", 1, "On the second."),
    pageBreak(),
    named("new", "body", 1, "Put in since."),
    table(true, ["Head"], ["Cell"]),
    named("d", "body", 1, "Over three."),
    named("e", "body", 1, "Last."),
  ),
);
const cell = firstWhere("Cell");
const starts = [
  { first: "a", continued: null },
  { first: "c", continued: "b" },
  { first: text.nodeAt(cell - 1)?.attrs.id, continued: null },
  { first: "d", continued: null },
  { first: null, continued: "d" },
  { first: "e", continued: "d" },
];

function firstWhere(words: string): number {
  let place = -1;
  text.descendants((node, position) => {
    if (node.isText && node.text === words) place = position;
  });
  return place;
}

const at = (words: string) => caretPages(text, firstWhere(words), starts);

describe("the page of the caret", () => {
  it("is the page of its paragraph, or both pages where it continues", () => {
    expect(caretPages(text, 0, starts)).toEqual({ from: 1, to: 1 });
    expect(at("First.")).toEqual({ from: 1, to: 1 });
    expect(at("Over two pages.")).toEqual({ from: 1, to: 2 });
    expect(at("On the second.")).toEqual({ from: 2, to: 2 });
    expect(at("Over three.")).toEqual({ from: 4, to: 6 });
    expect(at("Last.")).toEqual({ from: 6, to: 6 });
    expect(caretPages(text, text.content.size + 100, starts)).toEqual({ from: 6, to: 6 });
  });

  it("is found within a table, and for what the pages don't know yet", () => {
    expect(at("Put in since.")).toEqual({ from: 2, to: 2 });
    expect(at("Head")).toEqual({ from: 2, to: 2 });
    expect(at("Cell")).toEqual({ from: 3, to: 3 });
  });

  it("is said in words", () => {
    expect(caretPagesLabel({ from: 3, to: 3 }, 12)).toBe("Page 3 of 12");
    expect(caretPagesLabel({ from: 3, to: 4 }, 12)).toBe("Pages 3–4 of 12");
    // The caret is looked for again in a moment.
    expect(caretPagesLabel({ from: 9, to: 9 }, 8)).toBe("8 pages");
    expect(caretPagesLabel(null, 1)).toBe("1 page");
  });
});
