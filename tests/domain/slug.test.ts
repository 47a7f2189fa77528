import { fc } from "#tests/support/fast-check.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { SLUG_LIMIT, freeSlug, isSlug, slugOf } from "#app/domain/slug.ts";
import { seedOf } from "#tests/support/seed.ts";

const seed = seedOf();
beforeAll(() => console.log(`slugs: SEED=${seed}`));

describe("a slug from a title", () => {
  const cases: [string, string][] = [
    ["ICE enforcement priorities", "ice-enforcement-priorities"],
    ["ICE's Weekly Reports", "ices-weekly-reports"],
    ["ICE’s Weekly Reports", "ices-weekly-reports"],
    ["  Petición: ¿Dónde está? ", "peticion-donde-esta"],
    ["A -- B / C", "a-b-c"],
    ["5 U.S.C. § 552", "5-u-s-c-552"],
    ["", "matter"],
    ["***", "matter"],
    ["請求", "matter"],
    ["New", "matter"],
  ];
  for (const [title, slug] of cases) {
    it(`is "${slug}" for "${title}"`, () => expect(slugOf(title, "matter")).toBe(slug));
  }

  it("is cut between words", () => {
    const title =
      "Seeking Records About Compliance with the Enforcement Priorities of the Department";
    const slug = slugOf(title, "matter");
    expect(slug).toBe("seeking-records-about-compliance-with-the-enforcement");
    expect(slug.length).toBeLessThanOrEqual(SLUG_LIMIT);
  });

  it("is cut within a word that is too long alone", () => {
    expect(slugOf("x".repeat(SLUG_LIMIT), "matter")).toBe("x".repeat(SLUG_LIMIT));
    expect(slugOf("x".repeat(SLUG_LIMIT + 1), "matter")).toBe("x".repeat(SLUG_LIMIT));
  });

  it("is always a slug, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
        expect(isSlug(slugOf(title, "matter"))).toBe(true);
      }),
      { seed },
    );
  });
});

describe("a free slug", () => {
  it("takes the first number that is free", () => {
    const taken = new Set<string>();
    const given = [1, 2, 3].map(() => {
      const slug = freeSlug("Weekly reports", "matter", (candidate) => taken.has(candidate));
      taken.add(slug);
      return slug;
    });
    expect(given).toEqual(["weekly-reports", "weekly-reports-2", "weekly-reports-3"]);
  });

  it("stays within the limit with its number", () => {
    const title = "x".repeat(100);
    const slug = freeSlug(title, "matter", (candidate) => !candidate.endsWith("-12"));
    expect(slug).toBe(`${"x".repeat(SLUG_LIMIT - 3)}-12`);
    expect(isSlug(slug)).toBe(true);
  });
});

describe("what can stand as a slug", () => {
  for (const text of ["a", "a-b", "2021-09-09"]) {
    it(`"${text}" can`, () => expect(isSlug(text)).toBe(true));
  }
  for (const text of ["", "-a", "a-", "a--b", "A", "a b", "é", "a/b", "x".repeat(SLUG_LIMIT + 1)]) {
    it(`"${text}" can't`, () => expect(isSlug(text)).toBe(false));
  }
});
