import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#app/document/word/fates.ts";
import {
  isProven,
  revisedBetween,
  revisedOf,
  type RevisedChange,
} from "#app/document/word/revised-from.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { block, body, cell, doc, table, text } from "#tests/document/build.ts";
import { processorMs } from "#tests/support/processor-time.ts";
import { editedProse } from "./edited-prose.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const who = () => ({ author: "Ana", at: "2026-11-12T10:00:00Z" });

function expectExact(before: ProseJSON, after: ProseJSON): void {
  const text = revisedBetween(before, after, who);
  expect(accepted(text)).toEqual(canonicalProse(after).content);
  expect(rejected(text)).toEqual(canonicalProse(before).content);
  expect(isProven(text, { before, after })).toBe(true);
}

describe("[W4] two texts as one with changes", () => {
  test("are exactly the later one with all of them taken, and the earlier one without, when edited", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const random = chance(of);
        const before = randomProse(random, 12);
        expectExact(before, editedProse(random, before));
      }),
      { numRuns: 150 },
    );
  });

  test("are so when they have nothing in common but ids by chance", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const random = chance(of);
        expectExact(randomProse(random, 8), randomProse(random, 8));
      }),
      { numRuns: 100 },
    );
  });

  test("are so when they are the same, without a change", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const prose = randomProse(chance(of), 20);
        const text = revisedBetween(prose, prose, who);
        expect(text.revisions).toEqual([]);
        expect(text).toEqual(revisedOf(prose));
        expectExact(prose, prose);
      }),
      { numRuns: 50 },
    );
  });
});

describe("[W2] a change names who made it", () => {
  const changes = (before: ProseJSON, after: ProseJSON) => {
    const asked: RevisedChange[] = [];
    const revised = revisedBetween(before, after, (change) => {
      asked.push(change);
      const isLate = change.kind === "inserted" && change.from >= 9;
      return { author: isLate ? "Ravi" : "Ana", at: null };
    });
    return { asked, revised };
  };

  test("word by word, by the block and the letters of the side that has them", () => {
    const { asked, revised } = changes(
      doc(body("a", "We ask for records.")),
      doc(body("a", "We demand all the records.")),
    );
    const said = asked.map(({ kind, blockId, from, to }) => [kind, blockId, from, to]);
    expect(said).toContainEqual(["deleted", "a", 3, 6]);
    expect(said).toContainEqual(["inserted", "a", 3, 9]);
    expect(revised.revisions.map(({ author }) => author)).toEqual(["Ana", "Ravi"]);
    const [paragraph] = revised.blocks;
    const pieces = paragraph?.type === "paragraph" ? paragraph.content : [];
    expect(pieces.map(({ node, inserted, deleted }) => [node.text, inserted, deleted])).toEqual([
      ["We ", null, null],
      ["ask for", null, 0],
      ["demand", 0, null],
      [" all the", 1, null],
      [" records.", null, null],
    ]);
  });

  test("of a paragraph, a row, a kind and a mark, too", () => {
    const before = doc(body("a", "One."), table([cell(body("x", "x"))]), body("z", "End."));
    const after = doc(
      block("quote", 1, "a", text("One.", "bold")),
      table([cell(body("x", "x"))], [cell(body("y", "y"))]),
      body("n", "New."),
      body("z", "End."),
    );
    const said = changes(before, after).asked.map(({ kind, part, blockId }) =>
      [kind, part, blockId].join(" "),
    );
    expect(new Set(said)).toEqual(
      new Set([
        "restyled words a",
        "reshaped shape a",
        "inserted row y",
        "inserted words n",
        "inserted mark n",
      ]),
    );
  });
});

describe("[W5] the end of a text", () => {
  const marks = (before: ProseJSON, after: ProseJSON) =>
    revisedBetween(before, after, who).blocks.map((one) =>
      one.type === "paragraph" ? [one.mark.inserted, one.mark.deleted] : one.type,
    );

  test("is written as Word does: the last end of all is never deleted or inserted", () => {
    const [a, b] = [body("a", "One here."), body("b", "Two there.")];
    expect(marks(doc(a, b), doc(a))).toEqual([
      [null, 0],
      [null, null],
    ]);
    expect(marks(doc(a), doc(a, b))).toEqual([
      [0, null],
      [null, null],
    ]);
    expect(marks(doc(a), doc(b))).toEqual([[null, null]]);
  });
});

describe("[W12] two texts of 150 pages", () => {
  test("are compared in bounded time, and are exact even where nothing is alike", () => {
    const pages = (word: string) =>
      doc(
        ...Array.from({ length: 1_200 }, (_, index) =>
          body(`${word}${index}`, `${word} `.repeat(40 + (index % 9)), `${word}${index * 7}`),
        ),
      );
    const [one, other] = [pages("records"), pages("reports")];
    // One second of one core, with the proof.
    const ms = processorMs(() => expectExact(one, other));
    expect(ms).toBeLessThan(8_000);
  });
});
