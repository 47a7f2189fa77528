import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#app/document/word/fates.ts";
import { isProven, revisedBetween, revisedOf } from "#app/document/word/revised-from.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
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
      { numRuns: 300 },
    );
  });

  test("are so when they have nothing in common but ids by chance", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const random = chance(of);
        expectExact(randomProse(random, 8), randomProse(random, 8));
      }),
      { numRuns: 200 },
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
