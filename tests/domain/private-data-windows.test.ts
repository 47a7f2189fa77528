import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { privateDataIn, PrivateDataSearch } from "#app/domain/private-data.ts";
import { fc } from "#tests/support/fast-check.ts";
import { REPHRASED } from "./private-data-cases.ts";

const rephrased = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "data/private-data-rephrased.json"), "utf8"),
) as { readonly private: readonly string[]; readonly others: readonly string[] };

/** Findings in a text that is shorter than a part, and so is read at once. */
function inOnePass(text: string, labels?: readonly string[]) {
  expect(text.length).toBeLessThan(65_536);
  return privateDataIn([{ place: null, text, labels }]).map(({ place: _place, ...found }) => found);
}

function inParts(pieces: readonly string[], part: number, labels?: readonly string[]) {
  const search = new PrivateDataSearch({ part, labels });
  return [...pieces.flatMap((piece) => [...search.add(piece)]), ...search.end()];
}

/** Sentences that tell something private, and others. */
const sentence = fc.constantFrom(
  ...REPHRASED.map(({ text }) => text),
  ...rephrased.private,
  ...rephrased.others,
);
/** The pieces of a label and its number, in any order: findings overlap, and some are none. */
const FRAGMENTS =
  "born |DOB: |3/3/1985|1985|March 3, 1985| was born|SSN |account no. |123-45-6789|4111 1111 1111 1111" +
  "|GB82 WEST 1234 5698 7654 32|1 |A|A# |012-345-678|205678901|Ana Bell|Mateo Pérez|, a minor" +
  "|, 9 years old, |(|minor child |17-year-old | and |, |. |\n|\t|\u200b|–|１|𝟏|😀";
const fragment = fc.constantFrom(...FRAGMENTS.split("|"));
const filler = fc
  .tuple(fc.constantFrom(" ", "x", "word ", "1", "é", "\u200b", "𝟏", "Ana Bell, "), fc.nat(700))
  .map(([piece, times]) => piece.repeat(times / piece.length));
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fragment }, sentence, filler), {
    minLength: 10,
    maxLength: 60,
  })
  .map((all) => all.join("").slice(0, 8_000));

describe("a text that is looked through in parts", () => {
  it("gives what the whole gives, at the same places, however large the parts", () => {
    let found = 0;
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 3_000 }), (whole, part) => {
        const expected = inOnePass(whole);
        found += expected.length;
        expect(inParts([whole], part)).toEqual(expected);
      }),
    );
    expect(found).toBeGreaterThan(100);
  });

  it("gives the same in pieces of any length, also through the middle of a character", () => {
    fc.assert(
      fc.property(
        text.map((whole) => whole.slice(0, 600)),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 2, max: 100 }),
        (whole, length, part) => {
          const pieces: string[] = [];
          for (let at = 0; at < whole.length; at += length)
            pieces.push(whole.slice(at, at + length));
          expect(inParts(pieces, part)).toEqual(inOnePass(whole));
        },
      ),
    );
  });

  it("has its labels before it, and not before each part", () => {
    fc.assert(
      fc.property(text, fragment, fc.integer({ min: 40, max: 3_000 }), (whole, label, part) => {
        const labels = [label, "Social Security number", "Date of birth"];
        expect(inParts([whole], part, labels)).toEqual(inOnePass(whole, labels));
      }),
    );
  });

  it("finds what straddles an edge, wherever the edge is", () => {
    const name = `Maria${"a".repeat(35)} Perez${"e".repeat(35)}`;
    const lines = [
      // At the farthest that each kind is looked for.
      `Their minor children ${name}, ${name}, ${name} and Ana Bell live here.`,
      `There ${name}, ${name} and Ana Bell (${"x".repeat(78)}), a minor, lives.`,
      `Date of birth ${"x".repeat(94)} March 3, 1985.`,
      `Alien registration numbers ${"x".repeat(47)} 012-345-678.`,
      `There on March 3, 1985, ${"X.".repeat(9)} ${"X.".repeat(9)} was born.`,
      "paid with 4111 1111 1111 1111; there",
    ];
    for (const line of lines) {
      const before = "word ".repeat(500);
      const whole = `${before}${line} ${before}`;
      const expected = inOnePass(whole);
      expect(expected, line).toHaveLength(1);
      for (let part = before.length - 10; part < before.length + line.length + 10; part += 3) {
        expect(inParts([whole], part), `${line} ${part}`).toEqual(expected);
      }
    }
  });
});
