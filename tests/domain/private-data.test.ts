import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { privateDataIn } from "#app/domain/private-data.ts";
import { processorMs } from "#tests/support/processor-time.ts";

function found(text: string): string[] {
  return privateDataIn([{ place: "p", text }]).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`,
  );
}

describe("what must not stand in a court's paper is found [FRCP 5.2(a)]", () => {
  it.each([
    ["His number is 123-45-6789.", "social-security-number: 123-45-6789"],
    ["SSN 123456789", "social-security-number: 123456789"],
    ["Social Security number: 123 45 6789", "social-security-number: 123 45 6789"],
    ["with en dashes 123–45–6789", "social-security-number: 123–45–6789"],
    ["hidden 123-4\u200b5-6789 ones", "social-security-number: 123-4\u200b5-6789"],
    ["an ITIN of 912-70-1234", "taxpayer-number: 912-70-1234"],
    ["the EIN 12-3456789", "taxpayer-number: 12-3456789"],
    ["account no. 0045667788", "financial-account: 0045667788"],
    ["card 4111 1111 1111 1111", "financial-account: 4111 1111 1111 1111"],
    ["paid with 4111-1111-1111-1111", "financial-account: 4111-1111-1111-1111"],
    ["to GB82 WEST 1234 5698 7654 32", "financial-account: GB82 WEST 1234 5698 7654 32"],
    ["She was born on March 3, 1985, in Oaxaca.", "birth-date: March 3, 1985"],
    ["DOB: 03/03/1985", "birth-date: 03/03/1985"],
    ["nacida el 3 de marzo de 1985", "birth-date: 3 de marzo de 1985"],
    ["her minor child Lucía Example Pérez", "minor: Lucía Example Pérez"],
    ["Juan Example, a minor, by his guardian", "minor: Juan Example"],
    ["A-number A012 345 678", "a-number: 012 345 678"],
    ["A# 012-345-678", "a-number: 012-345-678"],
    ["(A12345678)", "a-number: 12345678"],
    ["Alien registration number 012345678", "a-number: 012345678"],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it("names each by no more than its last characters", () => {
    const shown = privateDataIn([
      { place: null, text: "SSN 123-45-6789, DOB 3 March 1985; a minor child, Ana Example" },
    ]).map((datum) => datum.shown);
    expect(shown).toEqual(["ending in 6789", "in 1985", "A.E."]);
  });

  it("gives the place of each", () => {
    const data = privateDataIn([
      { place: "first", text: "nothing here" },
      { place: "second", text: "123-45-6789 and again 123-45-6789" },
    ]);
    expect(data.map(({ place, start }) => [place, start])).toEqual([
      ["second", 0],
      ["second", 22],
    ]);
  });
});

describe("what only looks like a number is left alone", () => {
  it.each([
    "Tracking number 2021-ICFO-12345",
    "Case No. 4:22-cv-01234-JST",
    "5 U.S.C. § 552(a)(6)(A)(i)",
    "telephone 415-555-0100",
    "(202) 555-0100",
    "San Francisco, CA 94103-1234",
    "filed on September 9, 2021",
    "the request of 2021-09-09",
    "28 U.S.C. §§ 1331, 1391(e), 2201 and 2202",
    "no record numbered 000-12-3456",
    "California State Bar No. 000000",
    "A minor delay is no reason.",
    "J.P., a minor, through his mother",
    "an account of what happened in 2021",
    "Exhibit A 12",
    "1234 5678 9012 3456 is no card",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

it("never shows a whole number, whatever surrounds it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const data = privateDataIn([{ place: null, text: `${before} 123-45-6789 ${after}` }]);
      for (const { shown } of data) expect(shown).not.toContain("45-6789");
      expect(data.length).toBeGreaterThan(0);
    }),
  );
});

it("takes time in proportion to the text, also where it is made to hurt", () => {
  const hostile = [
    "1 ".repeat(50_000),
    "A ".repeat(50_000),
    "born ".repeat(20_000),
    "Aa ".repeat(30_000),
  ];
  for (const text of hostile) expect(privateDataIn([{ place: null, text }])).toEqual([]);
});

describe("a text that was written to be slow", () => {
  // 280 KB of the first took 32 s on the server's one thread.
  it.each([
    ["numbers", "123-45-6789 "],
    ["names with brackets that never close", "Ana Bell, ("],
    ["minors", "Ana Bell, a minor "],
    ["words that announce a number", "ssn tin born "],
    ["digits", "1"],
    ["letters of names", "A' "],
  ])("of %s takes in proportion to its length", (_what, piece) => {
    const text = piece.repeat(Math.ceil(280_000 / piece.length));
    expect(processorMs(() => void privateDataIn([{ place: null, text }]))).toBeLessThan(3_000);
  });
});
