import { describe, expect, it } from "vitest";
import { findBlockAtFault } from "#server/typesetting/block-at-fault.ts";
import { countedPlace } from "#app/document/rendering/typst/counted-place.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { caption, named, prose, table } from "./writing.ts";

const text = prose(
  ...Array.from({ length: 100 }, (_, index) =>
    named(
      `block-${index}`,
      "body",
      1,
      `The block of the number ${index} and some more of its words`,
    ),
  ),
);

describe("the block at fault", () => {
  it.each([0, 1, 42, 99])("is found at place %i without setting every beginning", (at) => {
    let settings = 0;
    const place = findBlockAtFault(text, (content) => {
      settings += 1;
      return !content.some((node) => node.attrs?.id === `block-${at}`);
    });
    expect(place).toMatchObject({ in: "text", blockId: `block-${at}` });
    expect(settings).toBeLessThanOrEqual(9);
  });

  it("is none where even nothing can't be set", () => {
    expect(findBlockAtFault(text, () => false)).toEqual({ in: "unknown" });
  });

  it("is named by its place and its first words, and what is no paragraph by what it is", () => {
    const sentenceOf = (...nodes: Parameters<typeof prose>) => {
      const place = findBlockAtFault(prose(...nodes), (content) => content.length < nodes.length);
      return new TypesetError("It fails.", place, "change it.").sentenceIn(prose(...nodes));
    };
    expect(sentenceOf(...text.content.slice(0, 8))).toBe(
      "It fails. It stands in paragraph 8, which begins “The block of the number 7 and some more of its words”. The text is unchanged; change it.",
    );
    expect(sentenceOf(named("h", "heading", 1, "Facts"))).toContain(
      "in the heading that begins “Facts”.",
    );
    expect(sentenceOf(table(true, ["Term"]))).toContain("in the table that begins “Term”.");
    expect(sentenceOf(caption())).toContain("in a caption without words.");
  });

  it("is counted as the paper counts: by numbers that are printed, in a letter from the top", () => {
    const complaint = prose(
      caption(),
      named("h", "heading", 1, "Facts"),
      named("one", "numbered", 1, "First."),
      named("plain", "body", 1, "Unnumbered."),
      named("two", "numbered", 1, "Second."),
      named("part", "numbered", 2, "A part."),
    );
    const places = ["one", "two", "part", "plain", "h", "nobody"];
    expect(places.map((id) => countedPlace(complaint, id))).toEqual([
      "paragraph 1",
      "paragraph 2",
      "part (a) of paragraph 2",
      null,
      null,
      null,
    ]);
    const letter = prose(
      named("a", "body", 1, "Dear Officer:"),
      named("h", "heading", 1, "Records"),
      named("empty", "body", 1),
      named("i", "requestItem", 1, "The reports."),
      named("z", "body", 1, "Yours,"),
    );
    expect(["a", "i", "z"].map((id) => countedPlace(letter, id))).toEqual([
      "paragraph 1",
      "item 1",
      "paragraph 3",
    ]);
  });
});
