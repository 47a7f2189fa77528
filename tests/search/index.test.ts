import Libsql from "libsql";
import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import { sha256 } from "#server/digest.ts";
import type { SearchEntry, SearchSourceName } from "#server/search/entry.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { fc } from "#tests/support/fast-check.ts";
import { naiveFind } from "./naive.ts";
import { entryOf, openIndexForTest, valueOf } from "./open-index.ts";

const SOURCES: readonly SearchSourceName[] = ["draft", "version", "thread"];

async function idsOf(
  index: SearchIndex,
  typed: string,
  scopes: readonly string[] = ["m:one"],
  limit = 100,
): Promise<string[]> {
  const [found] = valueOf(
    await index.find(parseSearchQuery(typed), { scopes, groups: [{ sources: SOURCES, limit }] }),
  );
  return found?.hits.map(({ entry }) => entry.id) ?? [];
}

describe("the index", () => {
  it("[Q2] finds what has one of the scopes, and nothing else", async () => {
    const { index } = await openIndexForTest();
    const text = "Detention contracts of the agency.";
    const put = ["m:one", "m:two", "m:one:o:a", "o:a", "all"].map((scope, at) =>
      entryOf({ id: scope, scope, text, at: new Date(at * 1_000) }),
    );
    valueOf(await index.write({ put }));
    expect(await idsOf(index, "detention", ["m:one", "all"])).toEqual(["all", "m:one"]);
    expect(await idsOf(index, "detention", ["m:one:o:a"])).toEqual(["m:one:o:a"]);
    expect(await idsOf(index, "detention", ["m:on", "m", "m:one:o", "", "m:one:o:A"])).toEqual([]);
    expect(await idsOf(index, "detention", [])).toEqual([]);
  });

  it("[Q1] shows those with all words in the title first, then the newest", async () => {
    const { index } = await openIndexForTest();
    const put = [
      entryOf({ id: "old title", title: "Fee waiver", at: new Date(1_000) }),
      entryOf({ id: "new title", title: "The fee waiver, denied", at: new Date(2_000) }),
      entryOf({ id: "half", title: "Fee", text: "A waiver.", at: new Date(5_000) }),
      entryOf({ id: "text", text: "A fee waiver.", at: new Date(4_000) }),
    ];
    valueOf(await index.write({ put }));
    expect(await idsOf(index, "fee waiver")).toEqual(["new title", "old title", "half", "text"]);
    expect(await idsOf(index, "fee waiver", ["m:one"], 3)).toEqual([
      "new title",
      "old title",
      "half",
    ]);
    const [found] = valueOf(
      await index.find(parseSearchQuery("fee"), {
        scopes: ["m:one"],
        groups: [{ sources: ["draft"], limit: 3 }],
      }),
    );
    expect(found).toMatchObject({ hasMore: true });
  });

  it("answers each group by itself, and with nothing where nothing is asked", async () => {
    const { index } = await openIndexForTest();
    const put = [
      entryOf({ id: "d", text: "records" }),
      entryOf({ id: "t", source: "thread", text: "records" }),
    ];
    valueOf(await index.write({ put }));
    const groups = [
      { sources: ["thread"], limit: 5 },
      { sources: ["letter"], limit: 5 },
      { sources: ["draft", "version"], limit: 5 },
    ] as const;
    const ids = async (typed: string) =>
      valueOf(await index.find(parseSearchQuery(typed), { scopes: ["m:one"], groups })).map(
        ({ hits }) => hits.map(({ entry }) => entry.id),
      );
    expect(await ids("records")).toEqual([["t"], [], ["d"]]);
    expect(await ids("  …  ")).toEqual([[], [], []]);
  });

  it("puts an entry in the place of the one of its name, and takes away what is removed", async () => {
    const { index } = await openIndexForTest();
    const put = [
      entryOf({ id: "a", text: "ferret", title: "ferret" }),
      entryOf({ id: "b", text: "ferret" }),
    ];
    valueOf(await index.write({ put }));
    valueOf(await index.write({ put: [entryOf({ id: "a", text: "badger", scope: "m:two" })] }));
    expect(await idsOf(index, "ferret")).toEqual(["b"]);
    expect(await idsOf(index, "badger")).toEqual([]);
    expect(await idsOf(index, "badger", ["m:two"])).toEqual(["a"]);
    valueOf(await index.write({ remove: [{ source: "draft", id: "b" }] }));
    expect(await idsOf(index, "ferret")).toEqual([]);
    expect(valueOf(await index.size())).toEqual({ draft: 1 });
  });

  it("keeps stamps, in the order of their ids, and marks", async () => {
    const { index } = await openIndexForTest();
    const put = ["b", "a:2", "A", "a:1", "é", "a"].map((id) => entryOf({ id, stamp: `of ${id}` }));
    valueOf(await index.write({ put, marks: { audit: "17", built: "yes" } }));
    const ids = async (page: { after?: string; prefix?: string; scope?: string; limit: number }) =>
      valueOf(await index.stamps("draft", page)).map(({ id }) => id);
    expect(await ids({ limit: 3 })).toEqual(["A", "a", "a:1"]);
    expect(await ids({ after: "a:1", limit: 9 })).toEqual(["a:2", "b", "é"]);
    expect(await ids({ prefix: "a:", limit: 9 })).toEqual(["a:1", "a:2"]);
    expect(await ids({ prefix: "a:", after: "a:1", limit: 9 })).toEqual(["a:2"]);
    expect(await ids({ prefix: "é", limit: 9 })).toEqual(["é"]);
    valueOf(await index.write({ put: [entryOf({ id: "aa", scope: "m:two" })] }));
    expect(await ids({ scope: "m:two", limit: 9 })).toEqual(["aa"]);
    valueOf(await index.write({ remove: [{ source: "draft", id: "aa" }] }));
    const names = ["a", "none", "é"].map((id) => ({ source: "draft", id }) as const);
    expect(valueOf(await index.stampsOf(names)).toSorted(byId)).toEqual([
      { source: "draft", id: "a", stamp: "of a" },
      { source: "draft", id: "é", stamp: "of é" },
    ]);
    expect(valueOf(await index.mark("audit"))).toBe("17");
    valueOf(await index.write({ marks: { audit: null, built: "no" } }));
    expect(valueOf(await index.mark("audit"))).toBe(null);
    expect(valueOf(await index.mark("built"))).toBe("no");
    valueOf(await index.wipe());
    expect(valueOf(await index.mark("built"))).toBe(null);
    expect(valueOf(await index.size())).toEqual({});
    valueOf(await index.write({ put: [entryOf({ id: "after", text: "wiped" })] }));
    expect(await idsOf(index, "wiped")).toEqual(["after"]);
  });

  it("returns the words in their sentence, where in the text they stand, and what the entry holds", async () => {
    const { index } = await openIndexForTest();
    const text = `${"Nothing of interest here. ".repeat(50)}\nThe agency withheld 41 pages under 5 U.S.C. § 552(b)(7)(E). More.`;
    const entry = entryOf({
      id: "a",
      text,
      title: "A",
      at: new Date(1_700_000_000_123),
      data: '{"x":1}',
    });
    valueOf(await index.write({ put: [entry] }));
    const [found] = valueOf(
      await index.find(parseSearchQuery("(b)(7)(E)"), {
        scopes: ["m:one"],
        groups: [{ sources: SOURCES, limit: 5 }],
      }),
    );
    const { text: _, ...rest } = entry;
    expect(found?.hits).toEqual([
      {
        entry: rest,
        isInTitle: false,
        at: text.indexOf("b)(7)(E"),
        shown: { from: text.indexOf("The agency"), to: text.length },
        excerpt: [
          { words: "The agency withheld 41 pages under 5 U.S.C. § 552", isHit: false },
          { words: "(b)(7)(E)", isHit: true },
          { words: ". More.", isHit: false },
        ],
      },
    ]);
  });

  it("[Q2] means another spelling only by titles that the reader may see, and that finds something", async () => {
    const { index } = await openIndexForTest();
    const put = [
      entryOf({ id: "a", scope: "m:one", title: "Detention contracts", text: "Detention" }),
      entryOf({ id: "b", scope: "m:two", title: "Surveillance purchases" }),
    ];
    valueOf(await index.write({ put }));
    const meant = async (typed: string, scopes: readonly string[]) =>
      valueOf(await index.meant(parseSearchQuery(typed), { scopes, sources: SOURCES }));
    expect(await meant("detenton contracts", ["m:one"])).toBe("Detention contracts");
    expect(await meant("surveilance", ["m:one"])).toBe(null);
    expect(await meant("surveilance", ["m:one", "m:two"])).toBe("Surveillance");
    // Each is there, but nothing has both.
    expect(await meant("detenton purchases", ["m:one", "m:two"])).toBe(null);
    expect(await meant("contracts", ["m:one"])).toBe(null);
  });

  it("keeps letters that databases do not like, and words of any length", async () => {
    const { index } = await openIndexForTest();
    const long = "x".repeat(5_000);
    const text = `a\0b 'quoted' \\slash "double" ${long} \ud800 lone % _ & | ! <-> :* 東京都 👩‍⚖️ end`;
    valueOf(await index.write({ put: [entryOf({ id: "a", title: text, text })] }));
    for (const typed of [
      "quoted",
      "slash",
      '"double"',
      long,
      "lone",
      "東京",
      "京都",
      "end",
      "x".repeat(64),
    ]) {
      expect([typed.slice(0, 9), await idsOf(index, typed)]).toEqual([typed.slice(0, 9), ["a"]]);
    }
    for (const typed of [
      "AND",
      "OR NOT",
      "*",
      "' OR 1=1 --",
      "text:quoted NEAR",
      "{tags} : x",
      "^",
      "_",
    ]) {
      expect([typed, await idsOf(index, typed)]).toEqual([typed, []]);
    }
  });

  it("[Q3] takes texts of nothing but long numbers and long words, and finds the first and the last", async () => {
    const { index } = await openIndexForTest();
    const sum = (at: number) => sha256(String(at));
    const sums = Array.from({ length: 15_000 }, (_, at) => sum(at)).join(" ");
    const long = Array.from({ length: 15_000 }, (_, at) => `${"щ".repeat(50)}${at}`).join(" ");
    const put = [entryOf({ id: "sums", text: sums }), entryOf({ id: "long", text: long })];
    for (const entry of put) valueOf(await index.write({ put: [entry] }));
    expect(await idsOf(index, sum(0))).toEqual(["sums"]);
    expect(await idsOf(index, sum(14_999))).toEqual(["sums"]);
    expect(await idsOf(index, `"${sum(7)} ${sum(8)}"`)).toEqual(["sums"]);
    expect(await idsOf(index, `"${sum(8)} ${sum(7)}"`)).toEqual([]);
    expect(await idsOf(index, `${"щ".repeat(50)}1`)).toEqual(["long"]);
  });

  it("finds in thousands of scopes", async () => {
    const { index } = await openIndexForTest();
    const scopes = Array.from({ length: 3_000 }, (_, at) => `m:matter-${at}`);
    const put = [7, 2_999].map((at) =>
      entryOf({ id: String(at), scope: `m:matter-${at}`, text: "heron" }),
    );
    valueOf(await index.write({ put }));
    expect((await idsOf(index, "heron", scopes)).toSorted()).toEqual(["2999", "7"]);
    expect(await idsOf(index, "heron", scopes.slice(0, 2_999))).toEqual(["7"]);
  });
});

describe("an index that others use as well", () => {
  it("has what two processes write at once, and none waits for the other forever", async () => {
    const one = await openIndexForTest();
    if (one.provider === "sqlite") return;
    const other = await openIndexForTest({ database: one.database });
    const names = Array.from({ length: 40 }, (_, at) => `${at}`);
    const write = async (index: SearchIndex, word: string, ids: readonly string[]) => {
      for (let round = 0; round < 5; round += 1) {
        const put = ids.map((id) => entryOf({ id, text: word }));
        const remove = ids.slice(0, 9).map((id) => ({ source: "thread", id }) as const);
        valueOf(await index.write({ put, remove, marks: { audit: word } }));
      }
    };
    await Promise.all([
      write(one.index, "heron", names),
      write(other.index, "egret", names.toReversed()),
    ]);
    const all = [...(await idsOf(one.index, "heron")), ...(await idsOf(one.index, "egret"))];
    expect(all.toSorted()).toEqual(names.toSorted());
    expect(["heron", "egret"]).toContain(valueOf(await other.index.mark("audit")));
  });

  it("[Q4] that is closed in the middle of writing has all of a write or nothing", async () => {
    const { dataDir, database, index } = await openIndexForTest();
    const text = "the heron stands in the water ".repeat(500);
    const put = Array.from({ length: 200 }, (_, at) => entryOf({ id: `${at}`, text }));
    valueOf(await index.write({ put: [], marks: { audit: "0" } }));
    const writing = index.write({ put, marks: { audit: "1" } });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await index.close();
    await writing;
    const { index: next } = await openIndexForTest({ dataDir, database });
    const mark = valueOf(await next.mark("audit"));
    expect([mark, valueOf(await next.size())]).toEqual([mark, mark === "1" ? { draft: 200 } : {}]);
    valueOf(await next.write({ put, marks: { audit: "2" } }));
    expect(await idsOf(next, "heron")).toHaveLength(100);
  });
});

describe("a damaged file of the index", () => {
  it.each([
    [
      "no database",
      (file: string) => writeFileSync(file, "no database, and long enough".repeat(99)),
    ],
    ["cut off", (file: string) => truncateSync(file, 8_192)],
    ["full of noise behind its head", (file: string) => noise(file)],
    ["another release's", (file: string) => otherFormat(file)],
  ])("[Q4] that is %s is thrown away, told in the log, and begun anew", async (_, damage) => {
    const before = await openIndexForTest();
    const { file, dataDir, provider } = before;
    if (provider === "postgresql") return;
    valueOf(await before.index.write({ put: [entryOf({ id: "a" })], marks: { audit: "4" } }));
    expect(statSync(file).mode & 0o077).toBe(0);
    await before.index.close();
    damage(file);
    const { index, warnings } = await openIndexForTest({ dataDir });
    expect(await index.mark("audit")).toMatchObject({ ok: false, refusal: { code: "damaged" } });
    expect(valueOf(await index.mark("audit"))).toBe(null);
    valueOf(await index.write({ put: [entryOf({ id: "a", text: "heron" })] }));
    expect(await idsOf(index, "heron")).toEqual(["a"]);
    expect(warnings).toHaveLength(1);
  });
});

function noise(file: string): void {
  const open = openSync(file, "r+");
  writeSync(open, Buffer.alloc(statSync(file).size - 4_096, 0xa5), 0, undefined, 4_096);
  closeSync(open);
}

function otherFormat(file: string): void {
  const database = new Libsql(file);
  database.exec("PRAGMA user_version = 999");
  database.close();
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/** Words of which some are parts of others, as they are typed and as they stand in texts. */
const WORDS = [
  "fee",
  "fees",
  "§",
  "§ 552",
  "(a)",
  "552",
  "5",
  "U.S.C.",
  "usc",
  "O'Brien",
  "brien",
  "Résumé",
  "resume",
  "co-draft",
  "draft",
  "the",
  "21-cv-02168",
  "cv",
  "a",
  "東京",
  "京",
];
const SCOPES = ["m:a", "m:b", "m:b:o:x", "o:x", "all"];

const phraseOfWords = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(" ", " ", "\n", ", ", "")), {
    minLength: 1,
    maxLength: 24,
  })
  .map((parts) => parts.flat().join(""));

const IDS = ["1", "2", "3", "4", "5", "6"];
const EVERY_NAME = SOURCES.flatMap((source) => IDS.map((id) => ({ source, id })));

const anEntry: fc.Arbitrary<SearchEntry> = fc.record({
  source: fc.constantFrom(...SOURCES),
  id: fc.constantFrom(...IDS),
  scope: fc.constantFrom(...SCOPES),
  title: fc.oneof(fc.constant(""), phraseOfWords),
  text: phraseOfWords,
  at: fc.integer({ min: 0, max: 3 }).map((at) => new Date(at * 1_000)),
  stamp: fc.constant("s"),
  data: fc.constant("{}"),
});

const typedWords = fc
  .array(
    fc.tuple(fc.constantFrom(...WORDS, '"', "re", "fe", "0", "co-"), fc.constantFrom(" ", "")),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => parts.flat().join(""));

describe("[Q3] whatever is typed, and whatever stands in a text", () => {
  it("has an answer, and is found again by its first words", async () => {
    const { index } = await openIndexForTest();
    const letters = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(letters, letters, letters, async (text, title, typed) => {
        valueOf(await index.write({ put: [entryOf({ id: "a", text, title })] }));
        await idsOf(index, typed);
        for (const words of [text, title]) {
          const { phrases } = parseSearchQuery(words.replace(/["“”„«»]/gu, " "));
          expect(await idsOf(index, words.replace(/["“”„«»]/gu, " "))).toEqual(
            phrases.length > 0 ? ["a"] : [],
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("[Q2] [Q3] the index and a search that reads every text", () => {
  it("find the same, in the same order, in whichever scopes", async () => {
    const { index } = await openIndexForTest();
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEntry, { minLength: 6, maxLength: 20 }),
        fc.array(
          fc.record({
            typed: typedWords,
            scopes: fc.subarray(SCOPES),
            sources: fc.subarray([...SOURCES], { minLength: 2 }),
            limit: fc.integer({ min: 1, max: 6 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (entries, asked) => {
          valueOf(await index.write({ remove: EVERY_NAME, put: entries }));
          const kept = new Map(entries.map((entry) => [`${entry.source} ${entry.id}`, entry]));
          for (const { typed, scopes, sources, limit } of asked) {
            const query = parseSearchQuery(typed);
            const [hits] = valueOf(
              await index.find(query, { scopes, groups: [{ sources, limit }] }),
            );
            const expected = naiveFind([...kept.values()], query, { scopes, sources });
            const rank = ({ isInTitle, at }: { isInTitle: boolean; at: Date }) =>
              `${isInTitle} ${at.getTime()}`;
            // Those of one time may be in any order.
            expect(
              hits?.hits.map(({ entry, isInTitle }) => rank({ isInTitle, at: entry.at })),
            ).toEqual(expected.slice(0, limit).map(rank));
            const names = new Set(expected.map(({ source, id }) => `${source} ${id}`));
            for (const { entry } of hits?.hits ?? [])
              expect(names).toContain(`${entry.source} ${entry.id}`);
            expect(hits?.hasMore).toBe(expected.length > limit);
            found += expected.length;
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
