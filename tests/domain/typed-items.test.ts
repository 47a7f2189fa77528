import { describe, expect, it } from "vitest";
import { typedItems } from "#app/domain/typed-items.ts";

const read = (text: string) => {
  const items = typedItems(text);
  if (!items.ok) throw new Error(items.refusal.fields?.["items"]);
  return items.value.map(({ level, words }) => `${level} ${words}`);
};
const sentence = (text: string) => {
  const items = typedItems(text);
  return items.ok ? null : items.refusal.fields?.["items"];
};

describe("[L59] the items of a request, typed from the paper", () => {
  it("are taken with the marks that people write, each at its level", () => {
    expect(
      read(
        "1. All weekly reports\n(a) of each field office;\n  b) of headquarters\n2) Their drafts",
      ),
    ).toEqual([
      "1 All weekly reports",
      "2 of each field office;",
      "2 of headquarters",
      "1 Their drafts",
    ]);
    expect(read("(1) One\n(A) Part\n(i) first\n(ii) second\n(B) Other")).toEqual([
      "1 One",
      "2 Part",
      "3 first",
      "3 second",
      "2 Other",
    ]);
  });

  it("go on over the lines of a copied page, and are lines where none has a mark", () => {
    expect(read("1. Reports of\nU.S. Immigration\netc. and more\n\n2. Memos")).toEqual([
      "1 Reports of U.S. Immigration etc. and more",
      "1 Memos",
    ]);
    expect(read("Reports\n\nMemos")).toEqual(["1 Reports", "1 Memos"]);
  });

  it("read “i” as a letter after “h”, and else as a roman number", () => {
    const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    const text = ["1. Records", ...letters.map((letter) => `${letter}. of ${letter}`)].join("\n");
    expect(read(text).slice(1)).toEqual(letters.map((letter) => `2 of ${letter}`));
    expect(read("1. Records\na. of\ni. one\nii. two").slice(2)).toEqual(["3 one", "3 two"]);
  });

  it("are refused where letters that name them could not find them", () => {
    expect(sentence(" \n ")).toBe("Type the items that it asks for, as the paper has them.");
    expect(sentence("1. One\n3. Three")).toBe(
      "“3. Three” would be counted as 2: letters and outcomes name items by their numbers. Type every item, in the order of the paper.",
    );
    expect(sentence("Records that we seek:\n1. One")).toBe(
      "The first line, “Records that we seek:”, has no number. Begin with item 1.",
    );
    expect(sentence("a. Part\n1. One")).toBe(
      "“a. Part” stands below no item that it could be a part of.",
    );
    expect(sentence(Array.from({ length: 301 }, (_, at) => `${at + 1}. x`).join("\n"))).toBe(
      "Type at most 300 items.",
    );
  });
});
