import { describe, expect, test, vi } from "vitest";
import { IMPORT_LIMITS, readDocketSheet } from "#app/domain/docket-event/import.ts";
import { seedOf } from "#tests/support/seed.ts";

const TODAY = "2024-01-31";
const read = (pasted: string, known: string[] = [], filedOn: string | null = null) =>
  readDocketSheet(pasted, new Set(known), TODAY, filedOn);

describe("entries that are pasted as text", () => {
  test("keep their numbers, days and words, in columns and in lines", () => {
    const pasted =
      "Date Filed\t#\tDocket Text\n01/11/2022\t1\tCOMPLAINT against ICE.\n(Entered: 01/11/2022)\n\n2 01/12/2022 Summons issued.\n01/13/2022 Case assigned.\n01/14/2022\t\t12 summonses issued.\n2022-01-15 3-1 Proposed order";
    expect(read(pasted)).toEqual({
      entries: [
        { number: "1", dated: "2022-01-11", text: "COMPLAINT against ICE. (Entered: 01/11/2022)" },
        { number: "2", dated: "2022-01-12", text: "Summons issued." },
        { number: null, dated: "2022-01-13", text: "Case assigned." },
        { number: null, dated: "2022-01-14", text: "12 summonses issued." },
        { number: "3-1", dated: "2022-01-15", text: "Proposed order" },
      ],
      unread: [],
    });
  });

  test("[L36] that come before the suit was filed come back with why", () => {
    const pasted = "01/10/2022 1 COMPLAINT\n01/11/2022 2 Summons";
    const { entries, unread } = read(pasted, [], "2022-01-11");
    expect(entries.map(({ number }) => number)).toEqual(["2"]);
    expect(unread).toMatchObject([
      { line: 1, why: expect.stringContaining("filed on January 11, 2022") },
    ]);
  });

  test("as web pages show them, number, day and words below each other", () => {
    const pasted =
      "Document Number\nDate Filed\nDescription\n1\nJan 11, 2022\nCOMPLAINT against ICE\nMain Document\nDownload PDF\n2\nJanuary 12, 2022\nCivil Cover Sheet\n";
    expect(read(pasted)).toEqual({
      entries: [
        { number: "1", dated: "2022-01-11", text: "COMPLAINT against ICE" },
        { number: "2", dated: "2022-01-12", text: "Civil Cover Sheet" },
      ],
      unread: [],
    });
  });

  test.each([
    ["13/45/2022 1 Order", "is no day"],
    ["7 01/11/22 Order", "is no day"],
    ["02/01/2024 9 Order", "still to come"],
    ["01/12/2022 4 Again", "on the docket already"],
    ["01/12/2022 5", "no words"],
    [`01/12/2022 6 ${"x".repeat(IMPORT_LIMITS.text + 1)}`, "divide it"],
  ])("%s is named with its line and goes onto no other entry", (line, why) => {
    const found = read(`01/11/2022 1 COMPLAINT\n${line}\n01/13/2022 2 Summons`, ["4"]);
    expect(found.entries.map(({ number, text }) => [number, text])).toEqual([
      ["1", "COMPLAINT"],
      ["2", "Summons"],
    ]);
    expect(found.unread).toEqual([
      { line: 2, words: expect.any(String), why: expect.stringContaining(why) },
    ]);
  });

  test("a number that stands twice is taken once, and words before the first day are named", () => {
    const found = read("Some heading\n01/11/2022 1 One\n01/12/2022 1 Two");
    expect(found.entries).toHaveLength(1);
    expect(found.unread.map(({ line }) => line)).toEqual([1, 3]);
  });

  test("nothing is unbounded, and what is too much is named", () => {
    const many = Array.from({ length: 1_200 }, (_, at) => `01/11/2022 ${at + 1} a`).join("\n");
    const found = read(many);
    expect(found.entries).toHaveLength(IMPORT_LIMITS.entries);
    expect(found.unread).toHaveLength(200);
    expect(found.unread[0]?.line).toBe(1_001);
  });

  test("lines without a day cost as much each when there are many of them", () => {
    // Counts joined letters: joining an entry anew with each line would copy it with each.
    const joined = (lines: number) => {
      let letters = 0;
      const join = vi.spyOn(Array.prototype, "join").mockImplementation(function (
        this: unknown[],
        between = ",",
      ) {
        const text = this.reduce<string>((all, one, at) => all + (at > 0 ? between : "") + one, "");
        letters += text.length;
        return text;
      });
      const trim = vi.spyOn(String.prototype, "trim").mockImplementation(function (this: string) {
        letters += this.length;
        return this.replaceAll(/^\s+|\s+$/gu, "");
      });
      read(`01/11/2022 1 COMPLAINT\n${"words\n".repeat(lines)}`);
      join.mockRestore();
      trim.mockRestore();
      return letters;
    };
    const [some, many] = [joined(1_000), joined(10_000)];
    expect(some).toBeGreaterThan(1_000 * "words".length);
    expect(many / some).toBeLessThan(11);
  });

  test("every word of a sheet is in an entry or named", () => {
    const seed = seedOf();
    let state = seed;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const pieces = [
      "01/11/2022",
      "13/13/2022",
      "7",
      "8-2",
      "ORDER",
      "word",
      "\n",
      "\t",
      "Jan 3, 2023",
    ];
    for (let run = 0; run < 500; run += 1) {
      const pasted = Array.from({ length: 12 }, () => pieces[next(pieces.length)]).join(" ");
      const { entries, unread } = read(pasted);
      const kept = [...entries.map(({ text }) => text), ...unread.map(({ words }) => words)].join(
        " ",
      );
      const count = (text: string, word: string) => text.split(word).length - 1;
      for (const word of ["ORDER", "word"]) {
        expect(count(kept, word), `seed ${seed}, run ${run}: ${pasted}`).toBe(count(pasted, word));
      }
    }
  });
});
