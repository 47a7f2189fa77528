import { describe, expect, it } from "vitest";
import { excerptOf, indexedText } from "#app/domain/search/excerpt.ts";
import { parseSearchQuery, QUERY_LIMITS } from "#app/domain/search/query.ts";
import { wordsOf } from "#app/domain/search/words.ts";
import { fc } from "#tests/support/fast-check.ts";

const shown = (text: string, typed: string) => {
  const excerpt = excerptOf(indexedText(text), parseSearchQuery(typed));
  return excerpt?.pieces.map(({ words, isHit }) => (isHit ? `[${words}]` : words)).join("") ?? null;
};

describe("an excerpt", () => {
  it("shows the words in their sentence", () => {
    const text = `${"Something else. ".repeat(20)}The agency denied the fee waiver. It gave no reason.\nThe end.`;
    expect(shown(text, "waiver")).toBe("The agency denied the fee [waiver]. It gave no reason.");
    expect(shown(text, "fee waiver")).toBe(
      "The agency denied the [fee waiver]. It gave no reason.",
    );
    expect(shown(text, "the end")).toBe("[The end].");
    expect(shown(text, "badger")).toBe(null);
  });

  it("shows the place where most of them stand together", () => {
    const text = `The contract of the agency. ${"More of it. ".repeat(40)}\nA contract for detention beds of the agency.`;
    expect(shown(text, "contract detention")).toBe(
      "A [contract] for [detention] beds of the agency.",
    );
  });

  it("marks a parenthesis with what stands in it", () => {
    expect(shown("Exempt under 552(b)(7)(E), they say.", "552(b)(7)(E)")).toBe(
      "Exempt under [552(b)(7)(E)], they say.",
    );
    expect(shown("Exempt under (b)(7)(E).", "(b)(7)(E)")).toBe("Exempt under [(b)(7)(E)].");
    expect(shown("Beds (detention) in use.", "detention")).toBe("Beds ([detention]) in use.");
  });

  it("adds no dots to a text that ends in its own", () => {
    expect(shown("The heron was ….\nMore.", "heron")).toBe("The [heron] was ….");
  });

  it("is cut at words, with dots where it is, within a long sentence", () => {
    const text = `a ${"word ".repeat(200)}heron ${"other ".repeat(200)}`;
    const excerpt = shown(text, "heron") ?? "";
    expect(excerpt).toMatch(/^…(?:word )+\[heron\] (?:other )+other…$/u);
    expect(excerpt.length).toBeLessThan(240);
  });

  it("says where in the text the words stand, however far behind", () => {
    const head = `${"é § word, “quoted” ".repeat(20_000)}`;
    const excerpt = excerptOf(indexedText(`${head}the heron`), parseSearchQuery("heron"));
    expect(excerpt?.at).toBe(head.length + 4);
  });

  it("is a part of the text, no longer than it may be, and marks the words, whatever the text is", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: "binary", maxLength: 300 }),
            fc.constantFrom("heron", "§ 552", ". ", "\n", "👩‍⚖️", "a".repeat(400)),
          ),
        ),
        fc.constantFrom("heron", "§ 552", "her", "a heron", '"heron § 552"'),
        (parts, typed) => {
          const text = parts.join(" ");
          const query = parseSearchQuery(typed);
          const excerpt = excerptOf(indexedText(text), query);
          const words = ` ${wordsOf(text)
            .map(({ word }) => word)
            .join(" ")} `;
          const isThere = query.phrases.some((phrase) =>
            words.includes(` ${phrase.words.join(" ")}${phrase.isPrefix ? "" : " "}`),
          );
          expect(excerpt !== null).toBe(isThere);
          if (!excerpt) return;
          const all = excerpt.pieces.map((piece) => piece.words).join("");
          expect(all.length).toBeLessThanOrEqual(230);
          expect(excerpt.at).toBeLessThan(text.length);
          const plain = text.replace(/\s+/gu, " ");
          for (const { words: piece } of excerpt.pieces)
            expect(plain).toContain(piece.replace(/^…|…$/gu, "").trim());
        },
      ),
      { numRuns: 100 },
    );
  });

  it("of a million letters takes milliseconds, also where each word is one of those", () => {
    for (const text of [
      "the ".repeat(250_000),
      "x".repeat(1_000_000),
      "a.".repeat(500_000),
      "§ ".repeat(500_000),
      `${" ".repeat(999_990)}the`,
    ]) {
      const began = process.cpuUsage();
      const indexed = indexedText(text);
      const middle = process.cpuUsage(began).user / 1_000;
      const before = process.cpuUsage();
      for (const typed of ["the", "the the the", "a", "§", "x y z"])
        excerptOf(indexed, parseSearchQuery(typed));
      const after = process.cpuUsage(before).user / 1_000;
      expect([text.slice(0, 5), middle < 5_000, after < 1_000]).toEqual([
        text.slice(0, 5),
        true,
        true,
      ]);
    }
  });
});

describe("words", () => {
  it("stand where they are said to stand, one behind the other, and are the same when read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        let last = 0;
        for (const { word, from, to } of wordsOf(text)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(word).not.toMatch(/[\s"'^_@:|&\\]/u);
          expect(word.length).toBeGreaterThan(0);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("a query", () => {
  it("has no more than it may, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (typed) => {
        const query = parseSearchQuery(typed);
        expect(query.text.length).toBeLessThanOrEqual(QUERY_LIMITS.letters);
        expect(query.phrases.flatMap(({ words }) => words).length).toBeLessThanOrEqual(
          QUERY_LIMITS.words,
        );
        expect(query.phrases.every(({ words }) => words.length > 0)).toBe(true);
      }),
    );
    expect(parseSearchQuery("word ".repeat(100)).phrases).toHaveLength(QUERY_LIMITS.words);
    expect(parseSearchQuery("a".repeat(5_000)).text).toHaveLength(QUERY_LIMITS.letters);
  });

  it("goes on with the word that is being typed, and with no other", () => {
    const ends = (typed: string) => parseSearchQuery(typed).phrases.map(({ isPrefix }) => isPrefix);
    expect(ends("fee wai")).toEqual([false, true]);
    expect(ends("fee waiver.")).toEqual([false, false]);
    expect(ends("(b)(7)(E)")).toEqual([false]);
    expect(ends('"fee waiver"')).toEqual([false]);
    expect(ends('"fee waiv')).toEqual([true]);
    expect(ends("a")).toEqual([false]);
    // A word beyond those that count is not the one that is typed.
    expect(ends(`${"word ".repeat(12)}more`).at(-1)).toBe(false);
  });
});

describe("[Q3] signs of which nobody knows which they typed", () => {
  it("are alike in texts and in queries", () => {
    for (const apostrophe of ["'", "’", "‘", "ʼ", "ʻ", "′", "`"]) {
      for (const asked of ["O'Brien", "O’Brien", "OʼBrien"]) {
        const shownAs = shown(`Judge O${apostrophe}Brien wrote.`, asked);
        expect(shownAs).toBe(`Judge [O${apostrophe}Brien] wrote.`);
      }
    }
    for (const dash of ["-", "‐", "‑", "–", "—", "−"]) {
      expect(shown(`No. 21${dash}cv${dash}02168`, "21-cv-02168")).toContain("[21");
      expect(shown("No. 21-cv-02168", `21${dash}cv${dash}02168`)).toBe("No. [21-cv-02168]");
    }
    for (const [open, close] of ["“”", "„“", "«»", "‟”", "″″", '""', "＂＂"]) {
      const { phrases } = parseSearchQuery(`${open}weekly reports${close}`);
      expect(phrases).toEqual([{ words: ["weekly", "reports"], isPrefix: false }]);
    }
  });

  it("stay at their place in the text", () => {
    const text = "The Qꞌeqchiʼ of O’Brien";
    for (const { word, from, to } of wordsOf(text)) {
      expect(text.slice(from, to).toLowerCase()).toBe(word);
    }
  });
});
