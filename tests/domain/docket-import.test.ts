import { describe, expect, test, vi } from "vitest";
import { IMPORT_LIMITS } from "#app/domain/docket-event/import-limits.ts";
import { readDocketSheet } from "#app/domain/docket-event/import.ts";
import { processorMs } from "#tests/support/processor-time.ts";
import { seedOf } from "#tests/support/seed.ts";

const TODAY = "2024-01-31";
const read = (pasted: string, known: string[] = [], filedOn: string | null = null) => {
  const { entries, unread } = readDocketSheet(pasted, new Set(known), TODAY, filedOn);
  return { entries: entries.map(({ line: _line, ...entry }) => entry), unread };
};

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

/** One docket as each site has it in the clipboard. */
const LAYOUTS = {
  "PACER, a row in columns": `Date Filed\t#\tDocket Text
11/03/2022\t1\tCOMPLAINT against All Defendants ( Filing fee $ 402 ). (Attachments: # 1 Exhibit A)(Smith, Jane) (Filed on 11/3/2022) (Entered: 11/03/2022)
11/04/2022\t2\tCase assigned to Magistrate Judge Corley. (Filed on 11/4/2022) (Entered: 11/04/2022)
11/07/2022\t\tElectronic filing error. Incorrect event used. [err101] (Entered: 11/07/2022)
11/08/2022\t3\tInitial Case Management Scheduling Order. Case Management Statement due by 2/1/2023. Conference set for
02/08/2023 01:30 PM in San Francisco. (Entered: 11/08/2022)`,
  "PACER, each cell on a line of its own": `11/03/2022\t
1
\tCOMPLAINT against All Defendants ( Filing fee $ 402 ). (Attachments: # 1 Exhibit A)(Smith, Jane) (Filed on 11/3/2022) (Entered: 11/03/2022)
11/04/2022\t
2
(12 pgs)
\tCase assigned to Magistrate Judge Corley. (Filed on 11/4/2022) (Entered: 11/04/2022)
11/07/2022\t\tElectronic filing error. Incorrect event used. [err101] (Entered: 11/07/2022)
11/08/2022
3
Initial Case Management Scheduling Order. Case Management Statement due by 2/1/2023. Conference set for
02/08/2023 01:30 PM in San Francisco. (Entered: 11/08/2022)`,
  CourtListener: `Document Number
Date Filed
Description
1
Nov 3, 2022
COMPLAINT against All Defendants ( Filing fee $ 402 ). (Attachments: # 1 Exhibit A)(Smith, Jane) (Filed on 11/3/2022) (Entered: 11/03/2022)
Main Document
Buy on PACER
2
Nov 4, 2022
Case assigned to Magistrate Judge Corley. (Filed on 11/4/2022) (Entered: 11/04/2022)
Main Document
Download PDF
Nov 7, 2022
Electronic filing error. Incorrect event used. [err101] (Entered: 11/07/2022)
3
Nov 8, 2022
Initial Case Management Scheduling Order. Case Management Statement due by 2/1/2023. Conference set for 02/08/2023 01:30 PM in San Francisco. (Entered: 11/08/2022)`,
} as const;

describe("[L65] one docket is read alike from each site’s layout", () => {
  test.each(Object.entries(LAYOUTS))("%s", (_site, pasted) => {
    const { entries, unread } = read(pasted, [], "2022-11-03");
    expect(unread).toEqual([]);
    expect(entries.map(({ number, dated }) => [number, dated])).toEqual([
      ["1", "2022-11-03"],
      ["2", "2022-11-04"],
      [null, "2022-11-07"],
      ["3", "2022-11-08"],
    ]);
    expect(entries[1]?.text).toMatch(/^Case assigned/u);
    expect(entries[3]?.text).toContain("Conference set for 02/08/2023 01:30 PM in San Francisco.");
  });

  test("notices of electronic filing of NextGen CM/ECF, several one after the other", () => {
    const notice = (number: string, entered: string, filed: string, text: string) =>
      `U.S. District Court
California Northern District

Notice of Electronic Filing

The following transaction was entered by Smith, Jane on ${entered} at 2:15 PM PST and filed on ${filed}
Case Name:\tAmerican Immigration Council v. U.S. Immigration and Customs Enforcement
Case Number:\t3:22-cv-00149-JSC
Filer:\tAmerican Immigration Council
Document Number:\t${number}
Docket Text:
${text}

3:22-cv-00149-JSC Notice has been electronically mailed to:
Jane Smith jsmith@example.org
3:22-cv-00149-JSC Please see Local Rule 5-5; Notice has NOT been electronically mailed to:
The following document(s) are associated with this transaction:
Document description:Main Document
Original filename:answer.pdf
Electronic document Stamp: [STAMP CANDStamp_ID=977336130 [Date=11/8/2022] [FileNumber=1-0]`;
    const pasted = [
      notice(
        "7",
        "11/8/2022",
        "11/7/2022",
        "NOTICE of Appearance by Jane Smith (Smith, Jane)\n(Filed on 11/7/2022)",
      ),
      notice(
        "No document attached",
        "11/9/2022",
        "11/9/2022",
        "Electronic Clerk's Notice: hearing set for\n12/17/2022 02:00 PM.",
      ),
    ].join("\n\n");
    expect(read(pasted)).toEqual({
      entries: [
        {
          number: "7",
          dated: "2022-11-07",
          text: "NOTICE of Appearance by Jane Smith (Smith, Jane) (Filed on 11/7/2022)",
        },
        {
          number: null,
          dated: "2022-11-09",
          text: "Electronic Clerk's Notice: hearing set for 12/17/2022 02:00 PM.",
        },
      ],
      unread: [],
    });
  });

  test.each([
    [
      "11/08/2022 3 ORDER: Conference set for\n12/17/2022 02:00 PM by Zoom",
      "set for 12/17/2022 02:00 PM",
    ],
    ["11/08/2022 3 ORDER: Report due by\n12/10/2022", "due by 12/10/2022"],
    [
      "11/08/2022 3 ORDER, see the hearing of\n11/07/2022, which is vacated",
      "of 11/07/2022, which",
    ],
    ["11/08/2022\t3\tORDER on the report\n12/10/2022 Report and Plan", "report 12/10/2022 Report"],
    ["11/08/2022 3 ORDER: Report due by\n12/10/22 at noon", "by 12/10/22 at noon"],
  ])("a wrapped line that begins with a day is no entry: %s", (pasted, words) => {
    const { entries, unread } = read(pasted);
    expect([entries.length, unread]).toEqual([1, []]);
    expect(entries[0]?.text).toContain(words);
  });

  test("a thousand entries of half a million characters are read at once", () => {
    const text = "ORDER re stipulation, ".repeat(22);
    const pasted = Array.from({ length: 1_000 }, (_, at) => `01/11/2022\t${at + 1}\t${text}`).join(
      "\n",
    );
    expect(pasted.length).toBeGreaterThan(490_000);
    expect(pasted.length).toBeLessThan(IMPORT_LIMITS.letters);
    const took = processorMs(() => expect(read(pasted).entries).toHaveLength(1_000));
    expect(took).toBeLessThan(2_000);
  });
});
