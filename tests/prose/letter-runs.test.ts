import { diffChars } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { letterRuns } from "~/prose/letter-runs";

const letters = fc.string({ unit: fc.constantFrom("a", "b", " ", "ñ", "🏛️"), maxLength: 40 });

describe("how one text became another", () => {
  test("is told with as few letters changed as can be, and both can be read from it", () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const runs = letterRuns(before, after);
        const of = (...where: string[]) =>
          runs.filter((run) => where.includes(run.in)).map(({ value }) => value);
        expect(of("both", "before").join("")).toBe(before);
        expect(of("both", "after").join("")).toBe(after);
        const shared = diffChars(before, after)
          .filter(({ added, removed }) => !added && !removed)
          .map(({ value }) => value);
        expect([...of("both").join("")].length).toBe([...shared.join("")].length);
      }),
      { numRuns: 500 },
    );
  });

  test("is told of texts that have nothing in common, however long", () => {
    const [before, after] = ["a".repeat(20_000), "b".repeat(20_000)];
    expect(letterRuns(before, after)).toEqual([
      { value: before, in: "before" },
      { value: after, in: "after" },
    ]);
  });
});
