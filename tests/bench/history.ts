// Cost of a draft's history (M24, R43): `npm run bench:history [working days, 250]`.
//
// A complaint of 150 pages in which two people have three sittings a day, each of forty places, with a compaction
// at the end of each and a sweep a day. Then how large the kept states are, and how long it takes to tell
// the history, to read a state and to compare it with the draft.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as Y from "yjs";
import type { Actor } from "#app/domain/actor.ts";
import { done } from "#app/domain/refusal.ts";
import { flowRoot, writeFlow } from "#app/document/flow/index.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import { openDatabase } from "#server/database/index.ts";
import { proseAt } from "#server/rooms/drafts/draft-baseline.ts";
import { databaseBaselines, databaseLog } from "#server/rooms/index.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { keepBaselines } from "#server/rooms/room/keep-baselines.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { showHistory } from "#server/services/history/show.ts";
import type { Resources } from "#server/services/index.ts";
import { workersInProcess } from "#tests/rooms/support/room-server.ts";
import { below, seeded } from "#tests/rooms/support/random.ts";
import { CAST, COUNCIL, MATTER } from "#tests/support/cast.ts";
import { draftRow, matterRow, organizationRow, personRow } from "#tests/support/cast-rows.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { longComplaint } from "./pdf-complaint.ts";

const DAYS = Number(process.argv[2] ?? 250);
const SITTINGS = 3;
const PLACES = 40;
const [MINUTE, DAY] = [60_000, 86_400_000];

const folder = mkdtempSync(path.join(tmpdir(), "bench-history-"));
const database = await openDatabase({ url: `file:${path.join(folder, "a.db")}`, migrationsFolder });
const { client } = database;
const log = databaseLog(database);
const baselines = databaseBaselines(database);
const random = seeded(20_261_130);
const documentId = randomUUID();
const people = [CAST.ana.id, randomUUID()];
const began = Date.now() - (DAYS / 5) * 7 * DAY;

await client.organization.create({ data: organizationRow(COUNCIL, new Date(began)) });
for (const id of people) {
  const email = `${id}@example.org`;
  await client.user.create({ data: personRow({ ...CAST.ana, id, email }, new Date(began)) });
}
const parties = { create: { organizationId: COUNCIL.id, position: 0, addedAt: new Date(began) } };
await client.matter.create({
  data: { ...matterRow(MATTER, CAST.ana.id, new Date(began)), parties },
});
await client.document.create({
  data: draftRow({ id: documentId, matterId: MATTER.id, createdById: CAST.ana.id }),
});

const doc = new Y.Doc();
const text = flowRoot(doc);
doc.clientID = 1;
let now = began;
let sequence = 0;
let base: number | null = null;

async function commit(client_: number, userId: string, change: () => void): Promise<void> {
  doc.clientID = client_;
  const before = Y.encodeStateVector(doc);
  const clock = Y.getState(doc.store, client_);
  let deleted = new Map<number, IdRange[]>();
  doc.once("afterTransaction", ({ deleteSet }: Y.Transaction) => {
    deleted = new Map(
      [...deleteSet.clients].map(([of, list]) => [
        of,
        list.map(({ clock: from, len }) => ({ clock: from, length: len })),
      ]),
    );
  });
  doc.transact(change);
  const length = Y.getState(doc.store, client_) - clock;
  const inserted = new Map(length > 0 ? [[client_, [{ clock, length }]]] : []);
  const authorship = [{ userId, ranges: new Uint8Array(encodeAuthorship({ inserted, deleted })) }];
  const update = Y.encodeStateAsUpdate(doc, before);
  const batch = { documentId, generation: 1, update, authorship, bindings: [] };
  await log.commit([batch], new Date(now));
  sequence += 1;
}

async function compact(): Promise<void> {
  const range = { generation: 1, from: base, to: sequence };
  const kept = await keepBaselines(documentId, range, {
    log,
    workers: workersInProcess,
    baselines,
  });
  if (!kept.ok) throw new Error(kept.refusal.code);
  const stored = await log.load(documentId);
  if (!stored) throw new Error("no such draft");
  const parts = [...(stored.base ? [stored.base] : []), ...stored.tail].map(({ bytes }) => bytes);
  const { bytes } = await DRAFT_TASKS.compact(parts);
  await log.swapBase(documentId, base, { sequence, bytes }, new Date(now), 1);
  base = sequence;
}

async function sizeOf(table: string): Promise<number> {
  const query = `SELECT SUM("pgsize") AS "bytes" FROM "dbstat" WHERE "name" = '${table}'`;
  const [row] = await client.$queryRawUnsafe<{ bytes: number | bigint }[]>(query);
  return Number(row?.bytes ?? 0);
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const times: number[] = [];
  let last: T | undefined;
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    const cpu = process.cpuUsage();
    last = await act();
    const { user, system } = process.cpuUsage(cpu);
    times.push((user + system) / 1_000);
    if (round === 4) {
      const middle = times.toSorted((one, other) => one - other)[2] ?? 0;
      const took = performance.now() - begun;
      console.log(
        `${what}: ${middle.toFixed(0)} ms of CPU (median of 5; the last took ${took.toFixed(0)} ms)`,
      );
    }
  }
  return last as T;
}

try {
  await commit(1, people[0] ?? "", () => {
    writeFlow(doc, legalSchema().nodeFromJSON(longComplaint(1)));
  });
  for (let day = 0; day < DAYS; day += 1) {
    for (let sitting = 0; sitting < SITTINGS; sitting += 1) {
      now = began + (Math.floor(day / 5) * 7 + (day % 5)) * DAY + (14 + sitting * 3) * 60 * MINUTE;
      const clients = people.map(() => 2 + below(random, 2 ** 31));
      for (let place = 0; place < PLACES; place += 1) {
        const who = below(random, 2);
        now += 2 * MINUTE;
        await commit(clients[who] ?? 2, people[who] ?? "", () => {
          const at = 1 + below(random, text.length - 40);
          if (random() < 0.5) text.delete(at, 5 + below(random, 30));
          text.insert(at, "the agency has not answered ".slice(below(random, 20)));
        });
      }
      await compact();
    }
    await sweepBaselines(database, new Date(now));
  }
  const states = await client.draftBaseline.findMany({
    select: { sequence: true, fromSequence: true, sitting: true },
    orderBy: { sequence: "asc" },
  });
  const wholes = states.filter(({ fromSequence }) => fromSequence === null).length;
  const bytes = await sizeOf("DraftBaseline");
  const draft = (await log.load(documentId))?.base?.bytes.length ?? 0;
  console.log(
    `${DAYS} days, ${text.length} letters, draft ${(draft / 1e6).toFixed(2)} MB: ${states.length} states, ${wholes} whole, ${(bytes / 1e6).toFixed(1)} MB; authorship ${((await sizeOf("DraftAuthorship")) / 1e6).toFixed(2)} MB`,
  );
  const actor = {
    userId: CAST.ana.id,
    memberships: [{ organizationId: COUNCIL.id, roles: new Set(["drafter"]) }],
    workspaceAdmin: false,
  } as unknown as Actor;
  await timed("the history", async () => {
    const shown = await showHistory({ database } as Resources, actor, documentId);
    if (!shown.ok) throw new Error(shown.refusal.code);
    return shown.value.sittings.length;
  });
  const from = { database, log, workers: workersInProcess };
  const read = async (number: number) => {
    const prose = await proseAt(documentId, { generation: 1, sequence: number }, from);
    if (!prose.ok) throw new Error(prose.refusal.code);
    return prose.value.prose;
  };
  const middle = states[states.length >> 1]?.sequence ?? 0;
  const then = await timed("a state's text", () => read(middle));
  const today = await read(sequence);
  await timed("comparing it with the draft", async () => done(redlineOf(then, today)));
} finally {
  await database.close();
  rmSync(folder, { recursive: true });
}
