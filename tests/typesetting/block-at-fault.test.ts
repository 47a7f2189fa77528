import { describe, expect, it } from "vitest";
import { findBlockAtFault } from "#server/typesetting/block-at-fault.ts";
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

  it("is named by its first words and its id, and what is no block of text by what it is", () => {
    const sentenceOf = (node: Parameters<typeof prose>[number]) => {
      const place = findBlockAtFault(prose(node), (content) => content.length === 0);
      return new TypesetError("It fails.", place, "change it.").sentence;
    };
    expect(sentenceOf(text.content[7]!)).toBe(
      "It fails. It stands in the block that begins “The block of the number 7 and some more of its words” (block-7). The text is unchanged; change it.",
    );
    expect(sentenceOf(table(true, ["Term"]))).toContain("in the table that begins “Term”.");
    expect(sentenceOf(caption())).toContain("in a caption without words.");
  });
});
