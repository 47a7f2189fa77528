// Costs of a search among 10,000 made documents, each with a version and a comment, on both databases, in
// the index and as people are answered: `npm run bench:search`. DOCUMENTS=500 makes fewer.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import { migrate } from "#server/database/migrations.ts";
import { openMigrated, type Database } from "#server/database/index.ts";
import type { SearchEntry, SearchSourceName } from "#server/search/entry.ts";
import { openSearchIndex } from "#server/search/index.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { GRID_MS } from "#server/services/search/find.ts";
import { scopesOf } from "#server/services/search/scopes.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { startPostgres } from "#tests/support/postgres-server.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { createVerb, fillWorkspace, nameOfMatter, readerOf, stampsOf } from "./search-workspace.ts";

const DOCUMENTS = Number(process.env["DOCUMENTS"] ?? 10_000);
const MATTERS = 500;
/** Words of a document, about three pages. */
const WORDS = 1_000;

/** The same documents in each run. */
let seed = 7;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

const SYLLABLES =
  "de ten tion con tract re cords a gen cy im mi gra ex emp law suit fee wai ver sur veil".split(
    " ",
  );
const vocabulary = Array.from({ length: 20_000 }, () =>
  Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
  ).join(""),
);
/** Few words often, most of them seldom. */
const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 4)] ?? "";
const sentence = (words: number) => `${Array.from({ length: words }, word).join(" ")}.`;

const CITATION = "the agency withheld records under 5 U.S.C. § 552(b)(7)(E)";
const allScopes = Array.from({ length: MATTERS }, (_, at) => `m:${nameOfMatter(at)}`);
/** Half of the matters may be read. */
const own = allScopes.filter((_, at) => at % 2 === 0);

function* entries(stamps: ReadonlyMap<string, string>): Generator<SearchEntry> {
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const matter = number % MATTERS;
    const isHidden = matter % 2 === 1;
    const at = new Date(1_600_000_000_000 + number * 3_600_000);
    const text = Array.from({ length: WORDS / 20 }, () => sentence(20)).join(" ");
    const body = `${text} ${CITATION}. ${String(number).padStart(2, "0")}-cv-0${number}. ${isHidden ? "quetzal" : ""}`;
    const base = { scope: `m:${nameOfMatter(matter)}`, at };
    const title = `${sentence(4)} detention contracts ${number}`;
    const of = (source: SearchSourceName, id: string, version: number | null) => ({
      ...base,
      source,
      id,
      stamp: stamps.get(`${source} ${id}`) ?? "1",
      data: `${JSON.stringify({ documentId: `d${number}`, number: version })}\n[[0,"b1"]]`,
    });
    yield { ...of("draft", `d${number}`, null), title, text: body };
    yield { ...of("version", `v${number}`, 1), title, text: body };
    yield { ...of("thread", `t${number}`, null), title: "", text: sentence(25) };
  }
}

const GROUPS: readonly (readonly SearchSourceName[])[] = [
  ["draft", "version", "filing"],
  ["matter"],
  ["thread"],
  ["letter"],
  ["docket", "docket-event"],
  ["attachment"],
  ["clause"],
  ["person"],
  ["help"],
];
/** As many as the search asks for, to show six of a kind. */
const groups = GROUPS.map((sources) => ({ sources, limit: 18 }));

const ASKED: Readonly<Record<string, readonly string[]>> = {
  "as one types": ["de", "det", "dete", "detention", "detention con", "detention contracts"],
  "words of every text": ["agency withheld records", "the", "under the agency"],
  citations: [
    "5 U.S.C. § 552(b)",
    "§552",
    "(b)(7)(E)",
    '"withheld records under"',
    "§ 552(b)(7)(E)",
  ],
  numbers: ["17-cv-017", "4242", "21-cv-021"],
  "seldom, or nowhere": [vocabulary[19_990] ?? "", vocabulary[15_000] ?? "", "nowhere", "detenton"],
};

async function measure(
  name: string,
  { database, index }: { readonly database: Database; readonly index: SearchIndex },
  flush: () => Promise<unknown>,
): Promise<void> {
  await fillWorkspace(database.client, { documents: DOCUMENTS, matters: MATTERS });
  const stamps = await stampsOf(database);
  const began = performance.now();
  let batch: SearchEntry[] = [];
  const write = async () => {
    const written = await index.write({ put: batch });
    if (!written.ok) throw new Error(written.refusal.code);
    batch = [];
  };
  for (const entry of entries(stamps)) if (batch.push(entry) === 300) await write();
  await write();
  await flush();
  console.log(
    `${name}: ${DOCUMENTS} documents built in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  const time = async (typed: string, scopes: readonly string[]) => {
    const start = performance.now();
    const found = await index.find(parseSearchQuery(typed), { scopes, groups });
    if (!found.ok) throw new Error(`${typed}: ${found.refusal.code}`);
    return performance.now() - start;
  };
  const all: number[] = [];
  for (const [what, queries] of Object.entries(ASKED)) {
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const typed of queries) times.push(await time(typed, own));
    }
    all.push(...times.slice(queries.length));
    row(what, times.slice(queries.length));
  }
  row("all of them", all);
  const few = own.slice(0, 10);
  const ofFew: number[] = [];
  for (let round = 0; round < 10; round += 1)
    for (const typed of Object.values(ASKED).flat()) ofFew.push(await time(typed, few));
  row("all of them, in 10 matters", ofFew);
  for (const [readers, scopes] of [
    ["", own],
    [", in 10 matters", few],
  ] as const) {
    const hidden: number[] = [];
    const nowhere: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      hidden.push(await time("quetzal", scopes));
      nowhere.push(await time("quokkas", scopes));
    }
    row(`a word of ${DOCUMENTS} texts that may not be read${readers}`, hidden);
    row(`a word of no text${readers}`, nowhere);
  }
  const meant: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const start = performance.now();
    await index.meant(parseSearchQuery("detenton"), { scopes: own, sources: GROUPS.flat() });
    meant.push(performance.now() - start);
  }
  row("another spelling", meant);
  await measureVerb(database, index);
}

/** As people are answered: their rights, the index, each hit looked at again. */
async function measureVerb(database: Database, index: SearchIndex): Promise<void> {
  console.log(
    `  as a reader of ${MATTERS / 2} matters is answered, without the wait for the grid:`,
  );
  const find = await createVerb(database, index);
  const reader = await readerOf(database.client, "own");
  const all: number[] = [];
  for (const [what, queries] of Object.entries(ASKED)) {
    const times: number[] = [];
    for (let round = 0; round < 11; round += 1) {
      for (const typed of queries) {
        const { took } = await find(reader, typed);
        // The first of each is not counted: it begins threads and statements.
        if (round > 0) times.push(took);
      }
    }
    all.push(...times);
    row(what, times);
  }
  row("all of them", all);
  await cpuOf("a search", async () => {
    for (const typed of Object.values(ASKED).flat()) await find(reader, typed);
  });
  await cpuOf("its rights alone", async () => {
    for (const _ of Object.values(ASKED).flat()) await scopesOf(database.client, reader);
  });
  const [hidden, nowhere]: [number[], number[]] = [[], []];
  const late = { hidden: 0, nowhere: 0 };
  for (let round = 0; round < 300; round += 1) {
    const [one, other] = [await find(reader, "quetzal"), await find(reader, "quokkas")];
    if (one.items + other.items > 0) throw new Error("found what may not be read");
    hidden.push(one.took);
    nowhere.push(other.took);
    if (one.left > GRID_MS) late.hidden += 1;
    if (other.left > GRID_MS) late.nowhere += 1;
  }
  row(`a word of ${DOCUMENTS} texts that may not be read`, hidden);
  row("a word of no text", nowhere);
  console.log(
    `  of 300 answers each behind the first ${GRID_MS} ms: ${late.hidden} to a word that may not be read, ${late.nowhere} to a word of no text`,
  );
}

/** Of this process and its threads, PostgreSQL's own not counted: what a busy machine makes no longer. */
async function cpuOf(what: string, work: () => Promise<void>): Promise<void> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / 1000 / Object.values(ASKED).flat().length;
  console.log(`  ${what} costs this process ${each.toFixed(1)} ms`);
}

function row(what: string, times: number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  console.log(
    `  ${what.padEnd(62)} p50 ${at(0.5).padStart(6)} ms, p95 ${at(0.95).padStart(6)} ms, most ${at(1)} ms`,
  );
}

const dataDir = await mkdtemp(path.join(tmpdir(), "bench-search-"));
const workerUrl = bundledWorker("search-worker");
const log = { warn: (line: object) => console.warn(line) };
const only = process.env["ONLY"];
if (only !== "postgresql") {
  const url = `file:${path.join(dataDir, "main.db")}`;
  await migrate(url, "sqlite", migrationsFolder);
  const database = await openMigrated({ url });
  const index = await openSearchIndex({ database, dataDir, workerUrl, failures: unheard, log });
  await measure("SQLite", { database, index }, async () => undefined);
  await index.close();
  await database.close();
}
if (only !== "sqlite") {
  const server = await startPostgres({ durable: true });
  seed = 7;
  await migrate(server.url, "postgresql", migrationsFolder);
  const database = await openMigrated({ url: server.url });
  const index = await openSearchIndex({ database, dataDir, workerUrl, failures: unheard, log });
  await measure("PostgreSQL", { database, index }, () =>
    database.client.$executeRawUnsafe(`VACUUM ANALYZE`),
  );
  await index.close();
  await database.close();
  server.stop();
}
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
