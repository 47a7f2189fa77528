// Measures the cost of authorship for a year of twelve drafters, 16,000,000 keys, and how long "Show authors" takes in
// a draft of 300,000 keys: `npm run bench:authors [keys of a draft, 300000] [drafts, 1]`.
//
// Drafts are written key by key through the log, one row a key, each by four people in bursts, over sixty
// days, a page of their own each day; compacted after 500 rows and at the end of each sitting with what
// compaction uses (baselines, the worker's task, the swap); looked at by each person now and then, and swept
// each day. What they hold is then multiplied to 16,000,000 keys. The same rows, not merged, are beside it in
// another database, to compare answers with. One thing is not as in life: 25 keys share a transaction.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { done } from "#app/domain/refusal.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import { type Database, openDatabase } from "#server/database/index.ts";
import { databaseBaselines, databaseLog } from "#server/rooms/index.ts";
import type { BaselineCuts } from "#server/rooms/drafts/draft-tasks.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import type { DraftBatch } from "#server/rooms/log/update-log.ts";
import { keepBaselines } from "#server/rooms/room/keep-baselines.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { draftAuthors } from "#server/services/documents/authors.ts";
import { below, seeded } from "#tests/rooms/support/random.ts";
import { CAST, COUNCIL, MATTER } from "#tests/support/cast.ts";
import { draftRow, matterRow, organizationRow, personRow } from "#tests/support/cast-rows.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const KEYS = Number(process.argv[2] ?? 300_000);
const DRAFTS = Number(process.argv[3] ?? 1);
const YEAR_KEYS = 16_000_000;
const PEOPLE = 4;
const DAYS = 60;
const TAIL_ROWS = 500;
/** Keys of one transaction, all of one burst. */
const TOGETHER = 25;
const [SECOND, DAY] = [1_000, 86_400_000];

const folder = mkdtempSync(path.join(tmpdir(), "bench-authors-"));
const open = (name: string) =>
  openDatabase({ url: `file:${path.join(folder, name)}`, migrationsFolder });

async function prepare({ client }: Database, userIds: readonly string[]): Promise<void> {
  const at = new Date();
  await client.organization.create({ data: organizationRow(COUNCIL, at) });
  for (const id of [CAST.ana.id, ...userIds]) {
    const email = `${id}@example.org`;
    await client.user.create({ data: { ...personRow({ ...CAST.drafter, id, email }, at) } });
  }
  const parties = { create: { organizationId: COUNCIL.id, position: 0, addedAt: at } };
  await client.matter.create({ data: { ...matterRow(MATTER, CAST.ana.id, at), parties } });
}

const [merged, plain] = [await open("merged.db"), await open("plain.db")];
const random = seeded(20_261_129);
const people = Array.from({ length: PEOPLE }, () => randomUUID());
for (const database of [merged, plain]) await prepare(database, people);
const log = databaseLog(merged);
const baselines = databaseBaselines(merged);
const workers = {
  baselines: async (input: BaselineCuts) => done(await DRAFT_TASKS.baselines(input)),
};
const tables = async (names: readonly string[]) => {
  const sizes = names.map(async (name) => {
    const query = `SELECT SUM("pgsize") AS "bytes" FROM "dbstat" WHERE "name" = '${name}'`;
    const [row] = await merged.client.$queryRawUnsafe<{ bytes: number | bigint }[]>(query);
    return [name, Number(row?.bytes ?? 0)] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
};
const inMb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Writes one draft; returns its id. */
async function write(): Promise<string> {
  const documentId = randomUUID();
  const data = draftRow({ id: documentId, matterId: MATTER.id, createdById: CAST.ana.id });
  for (const { client } of [merged, plain]) await client.document.create({ data });
  const doc = new Y.Doc();
  const text = flowRoot(doc);
  let update: Uint8Array = new Uint8Array();
  doc.on("update", (bytes: Uint8Array) => (update = bytes));
  let now = Date.now() - DAYS * DAY;
  let sequence = 0;
  let base: number | null = null;
  let batches: DraftBatch[] = [];
  let rows: { sequence: number; userId: string; at: Date; ranges: Uint8Array<ArrayBuffer> }[] = [];

  const flush = async () => {
    if (batches.length > 0) await log.commit(batches, new Date(now));
    batches = [];
  };
  const compact = async () => {
    await flush();
    if (sequence === (base ?? 0)) return;
    await keepBaselines(
      documentId,
      { generation: 1, from: base, to: sequence },
      { log, baselines, workers },
    );
    const stored = await log.load(documentId);
    if (!stored) throw new Error("no such draft");
    const parts = [
      ...(stored.base ? [stored.base.bytes] : []),
      ...stored.tail.map((row) => row.bytes),
    ];
    const { bytes } = await DRAFT_TASKS.compact(parts);
    await log.swapBase(documentId, base, { sequence, bytes }, new Date(now), 1);
    base = sequence;
  };
  const key = async (userId: string, change: () => void) => {
    const before = Y.getState(doc.store, doc.clientID);
    let deleted = new Map<number, IdRange[]>();
    doc.once("afterTransaction", ({ deleteSet }: Y.Transaction) => {
      deleted = new Map(
        [...deleteSet.clients].map(([client, list]) => [
          client,
          list.map(({ clock, len }) => ({ clock, length: len })),
        ]),
      );
    });
    doc.transact(change);
    const length = Y.getState(doc.store, doc.clientID) - before;
    const inserted = new Map(length > 0 ? [[doc.clientID, [{ clock: before, length }]]] : []);
    const ranges = new Uint8Array(encodeAuthorship({ inserted, deleted }));
    sequence += 1;
    now += SECOND / 5;
    const authorship = [{ userId, ranges }];
    batches.push({ documentId, generation: 1, update, authorship, bindings: [] });
    rows.push({ sequence, userId, at: new Date(now), ranges });
    if (batches.length < TOGETHER) return;
    // All of them are committed at this moment, as rooms do with what waits.
    for (const row of rows.slice(-batches.length)) row.at = new Date(now);
    await flush();
  };

  doc.clientID = 1;
  await key(people[0] ?? "", () => text.insertEmbed(0, new Y.XmlElement("block")));
  for (let day = 0; day < DAYS; day += 1) {
    now += DAY - (now % DAY) + 9 * 3_600_000;
    const pages = people.map(() => 2 + below(random, 2 ** 31));
    while (sequence < ((day + 1) / DAYS) * KEYS) {
      const who = below(random, PEOPLE);
      const userId = people[who] ?? "";
      doc.clientID = pages[who] ?? 1;
      let at = 1 + below(random, text.length);
      const burst = 20 + below(random, 100);
      const wrong = Math.min(text.length - at, 5 + below(random, 55));
      if (random() < 0.1 && wrong > 0) await key(userId, () => text.delete(at, wrong));
      for (let letter = 0; letter < burst; letter += 1) {
        if (random() < 0.05 && letter > 0) await key(userId, () => text.delete((at -= 1), 1));
        else await key(userId, () => text.insert(at++, "etaoin shrdlu"[below(random, 13)] ?? " "));
      }
      const pending = batches.length;
      if (pending > 0) for (const row of rows.slice(-pending)) row.at = new Date(now);
      await flush();
      now += (20 + below(random, 160)) * SECOND;
      if (random() < 0.02) {
        const mark = { generation: 1, sequence, at: new Date(now) };
        await merged.client.draftRead.upsert({
          where: { userId_documentId: { userId, documentId } },
          create: { userId, documentId, ...mark },
          update: mark,
        });
      }
      if (sequence - (base ?? 0) >= TAIL_ROWS) await compact();
    }
    await compact();
    await sweepBaselines(merged, new Date(now));
    // As an earlier release kept them: a row a key.
    for (let first = 0; first < rows.length; first += 4_000) {
      await plain.client.draftAuthorship.createMany({
        data: rows
          .slice(first, first + 4_000)
          .map((row) => ({ ...row, documentId, firstSequence: row.sequence })),
      });
    }
    rows = [];
  }
  await plain.client.document.update({ where: { id: documentId }, data: { sequence } });
  return documentId;
}

/** The most CPU time between two turns of the loop, which a busy machine doesn't lengthen, in ms. */
function watchTurns(): () => number {
  let [longest, last, isOver] = [0, process.cpuUsage(), false];
  const turn = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.cpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isOver = true;
    return longest;
  };
}

async function show(database: Database, documentId: string) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await sleep(200);
  delay.enable();
  const turns = watchTurns();
  const begun = performance.now();
  const authors = await draftAuthors(database, documentId);
  if (!authors.ok) throw new Error(authors.refusal.sentence);
  const { people: told, ranges } = authors.value;
  const answer = JSON.stringify({ people: told, ranges });
  const took = performance.now() - begun;
  await sleep(50);
  delay.disable();
  const work = turns();
  const runs = ranges.map(([client, clock, length, person, at]) =>
    [client, clock, length, told[person]?.userId, at].join(),
  );
  return { took, stall: delay.max / 1e6, work, runs, bytes: answer.length };
}

try {
  const documentIds: string[] = [];
  for (let draft = 0; draft < DRAFTS; draft += 1) documentIds.push(await write());
  const times = YEAR_KEYS / (KEYS * DRAFTS);
  const rows = await merged.client.draftAuthorship.count();
  const sizes = await tables(["DraftAuthorship", "DraftBase", "DraftUpdate", "DraftBaseline"]);
  const authorship = sizes["DraftAuthorship"] ?? 0;
  console.log(
    `${DRAFTS} × ${KEYS} keys: ${rows} rows of authorship; bytes ${JSON.stringify(sizes)}`,
  );
  console.log(`a row a key would be ${inMb(statSync(path.join(folder, "plain.db")).size)}`);
  const kept = await merged.client.draftBaseline.count();
  // A month later nobody writes in it: the days and the marks are left.
  await sweepBaselines(merged, new Date(Date.now() + 40 * DAY));
  const left = (await tables(["DraftBaseline"]))["DraftBaseline"] ?? 0;
  const marks = await merged.client.draftBaseline.count();
  const baselinesNow = sizes["DraftBaseline"] ?? 0;
  console.log(
    `states (M18, M24): ${kept} of a draft in which people write, ${inMb(baselinesNow)}; ${marks} a month later, ${inMb(left)}`,
  );
  const active = DAYS / 365;
  const states = (baselinesNow * active + left * (1 - active)) * times;
  console.log(
    `a year of ${YEAR_KEYS} keys (× ${times.toFixed(1)}): authorship ${inMb(authorship * times)}, states ${inMb(states)}`,
  );
  for (const documentId of documentIds) {
    // The first time the database's client reads in what it needs, whatever is asked.
    await show(merged, documentId);
    const now = await show(merged, documentId);
    const before = await show(plain, documentId);
    const same = JSON.stringify(now.runs) === JSON.stringify(before.runs);
    const figures = ({ took, stall, work }: typeof now) =>
      `${took.toFixed(0)} ms, longest stall ${stall.toFixed(0)} ms, of CPU ${work.toFixed(0)} ms`;
    console.log(
      `Show authors: ${figures(now)}, ${now.runs.length} runs, ${inMb(now.bytes)}; a row a key: ${figures(before)}; the runs are ${same ? "the same" : "NOT the same"}`,
    );
  }
} finally {
  await Promise.all([merged.close(), plain.close()]);
  rmSync(folder, { recursive: true });
}
