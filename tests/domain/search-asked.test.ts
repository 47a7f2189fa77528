import { describe, expect, it } from "vitest";
import { searchPath, spotPath, wordsToMark } from "#app/domain/search/asked.ts";
import type { ExcerptPiece } from "#app/domain/search/found.ts";
import { quotedQuery, countLabel } from "#app/features/search/found-labels.ts";
import { fc } from "#tests/support/fast-check.ts";

/** Hits stand in brackets. */
const excerpt = (text: string): ExcerptPiece[] =>
  text
    .split(/(\[[^\]]*\])/u)
    .filter((words) => words !== "")
    .map((words) =>
      words.startsWith("[") ? { words: words.slice(1, -1), isHit: true } : { words, isHit: false },
    );

describe("[Q1] the address of a spot", () => {
  it.each([
    ["one word", "the [detention] contracts", "/documents/a?find=detention#b"],
    [
      "words beside each other",
      "of [detention] [contracts] with",
      "/documents/a?find=detention%20contracts#b",
    ],
    ["the longest of several", "[ICE] signed [contracts]", "/documents/a?find=contracts#b"],
    ["lawyers' strings", "under 5 U.S.C. [§ 552(a)]", "/documents/a?find=%C2%A7%20552(a)#b"],
    ["no word of which every text is full", "the response [of] Aug. 5", "/documents/a#b"],
    ["such words beside others", "[of] [response]", "/documents/a?find=of%20response#b"],
    ["words parted by a sign are two", "[one], [three]", "/documents/a?find=three#b"],
    ["none, where the title has the words", "", "/documents/a#b"],
  ])("marks %s", (_name, text, path) => {
    expect(spotPath({ path: "/documents/a#b", excerpt: excerpt(text) })).toBe(path);
  });

  it("leaves a page without a spot, and what an address asks already, as they are", () => {
    const [whole] = [excerpt("[words]")];
    expect(spotPath({ path: "/matters/ice", excerpt: whole })).toBe("/matters/ice");
    expect(spotPath({ path: "/attachments/a?page=3", excerpt: whole })).toBe(
      "/attachments/a?page=3",
    );
    expect(spotPath({ path: "/a?page=3#b", excerpt: whole })).toBe("/a?page=3&find=words#b");
  });

  it("is an address whatever stands in the text, and gives the words back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 150 }), (words) => {
        const path = spotPath({ path: "/documents/a#b", excerpt: [{ words, isHit: true }] });
        const address = new URL(path, "https://desk.example.org");
        expect([address.pathname, address.hash]).toEqual(["/documents/a", "#b"]);
        if (/^[\p{L}\p{N}]{1,100}$/u.test(words)) expect(wordsToMark(address.search)).toBe(words);
        expect(wordsToMark(address.search).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("cuts a query for its page to 200 letters, never through one", () => {
    const query = `${"a".repeat(199)}😀`;
    const address = new URL(searchPath(query, "letter"), "https://desk.example.org");
    expect(address.searchParams.get("q")).toBe("a".repeat(199));
    expect(address.searchParams.get("kind")).toBe("letter");
  });
});

describe("what is found, in a sentence", () => {
  const groups = (count: number, hasMore: boolean) => ({
    groups: [
      { kind: "letter" as const, items: Array.from({ length: count }, () => ITEM), hasMore },
    ],
  });

  it("counts, and says where there is more", () => {
    expect(countLabel({ groups: [] })).toBe("Nothing found");
    expect(countLabel(groups(6, false))).toBe("6 found");
    expect(countLabel(groups(6, true))).toBe("More than 6 found");
  });

  it("names a query in quotes, unless it brings its own", () => {
    expect(quotedQuery("weekly reports")).toBe("“weekly reports”");
    expect(quotedQuery('"weekly reports"')).toBe('"weekly reports"');
    expect(quotedQuery('"Closed')).toBe('"Closed');
  });
});

const ITEM = {
  kind: "letter",
  id: "1",
  title: "",
  where: "",
  excerpt: [],
  path: "/",
  at: null,
} as const;
