import { spawn } from "node:child_process";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { flowRoot, readFlow } from "#app/document/flow/index.ts";
import { readSchema2 } from "#app/document/flow/schema-2/read.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { plainText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { withRanges } from "#app/document/numbering/reference-ranges.ts";
import { legalSchema, SCHEMA_VERSION } from "#app/document/schema.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { holdsId } from "#app/protocol/id-ranges.ts";
import { migrateDrafts, type MigrationParts } from "#server/migration/drafts.ts";
import { migrateDraft, type Schema2Draft } from "#server/migration/migrate-draft.ts";
import { createMigrator } from "#server/migration/migrator.ts";
import { databaseLog } from "#server/rooms/index.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { demoDatabase, recordedDrafts } from "./demo-data.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const AT = new Date(Date.UTC(2026, 1, 3, 9));
const clock = () => AT;
let client = 1_000_000;
const inThread = {
  migrate: async (draft: Schema2Draft) => migrateDraft(draft, () => (client += 1)),
};

function partsFor(database: TestDatabase, more: Partial<MigrationParts> = {}) {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const backUp = vi.fn(async () => "/backups/one");
  return { database, migrator: inThread, clock, log, backUp, ...more };
}

/** A draft's committed bytes, as a room reads them. */
async function documentOf(database: TestDatabase, documentId: string): Promise<Y.Doc> {
  const stored = await databaseLog(database).load(documentId);
  const document = new Y.Doc();
  flowRoot(document);
  if (stored?.base) Y.applyUpdate(document, stored.base.bytes);
  for (const { bytes } of stored?.tail ?? []) Y.applyUpdate(document, bytes);
  return document;
}

async function proseOf(database: TestDatabase, documentId: string): Promise<ProseJSON> {
  return readFlow(await documentOf(database, documentId), legalSchema()).toJSON() as ProseJSON;
}

/** The authors of a draft's letters in the order of reading, as runs. */
async function authorsIn(database: TestDatabase, documentId: string) {
  const rows = await database.client.draftAuthorship.findMany({ where: { documentId } });
  const read = rows.map(({ userId, at, ranges }) => ({
    userId,
    at: at.getTime(),
    inserted: decodeAuthorship(ranges).inserted,
  }));
  const bindings = await database.client.draftBinding.findMany({ where: { documentId } });
  const owner = new Map(bindings.map(({ clientId, userId }) => [Number(clientId), userId]));
  const runs: [userId: string | null, at: number, length: number][] = [];
  const walk = (type: Y.AbstractType<unknown>) => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentType) walk(item.content.type);
      else if (item.content instanceof Y.ContentString) {
        for (let index = 0; index < item.length; index += 1) {
          if (item.content.str[index] === "\u2029") continue;
          const { client: of, clock: from } = item.id;
          const row = read.find(({ inserted }) => holdsId(inserted, of, from + index));
          // Words stand under a client id of their author.
          if (row && owner.get(of) !== row.userId) throw new Error(`client ${of} is not theirs`);
          const last = runs.at(-1);
          const [who, at] = [row?.userId ?? null, row?.at ?? 0];
          if (last?.[0] === who && last[1] === at) last[2] += 1;
          else runs.push([who, at, 1]);
        }
      }
    }
  };
  walk(flowRoot(await documentOf(database, documentId)) as unknown as Y.AbstractType<unknown>);
  return runs;
}

const persons = (runs: readonly (readonly [string | null, number, number])[]) => {
  const joined: [string | null, number][] = [];
  for (const [who, , length] of runs) {
    const last = joined.at(-1);
    if (last?.[0] === who) last[1] += length;
    else joined.push([who, length]);
  }
  return joined;
};

/** Ids that are missing or stand twice are given anew: everything but ids is as it was. */
const withoutIds = (prose: ProseJSON) =>
  JSON.parse(
    JSON.stringify(prose, (key, value: unknown) =>
      key === "id" || key === "targets" || key === "ranges" ? undefined : value,
    ),
  ) as unknown;

describe("drafts of the release before, on this database", { timeout: 120_000 }, () => {
  test("are read letter for letter as their editor's library read them", async () => {
    const database = await demoDatabase();
    for (const [documentId, { prose }] of recordedDrafts()) {
      const stored = await databaseLog(database).load(documentId);
      const document = new Y.Doc();
      if (stored?.base) Y.applyUpdate(document, stored.base.bytes);
      for (const { bytes } of stored?.tail ?? []) Y.applyUpdate(document, bytes);
      const read = checkedNode(readSchema2(document).prose).toJSON() as ProseJSON;
      expect(read, documentId).toEqual(checkedNode(prose).toJSON());
    }
  });

  test(
    "are migrated in every status, with every letter and every author",
    { timeout: 120_000 },
    async () => {
      const database = await demoDatabase();
      const recorded = recordedDrafts();
      const statuses = [...recorded.values()].map(({ status }) => status);
      expect(new Set(statuses)).toEqual(
        new Set(["draft", "in_review", "filed", "superseded", "withdrawn"]),
      );
      expect([...recorded.values()].some(({ tail }) => tail > 0)).toBe(true);
      expect([...recorded.values()].some(({ generation }) => generation > 1)).toBe(true);

      const { log, ...parts } = partsFor(database);
      const outcome = await migrateDrafts({ ...parts, log });
      expect(outcome).toEqual({ migrated: recorded.size, unreadable: [] });

      for (const [documentId, then] of recorded) {
        const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
        expect(row).toMatchObject({
          status: then.status,
          schemaVersion: SCHEMA_VERSION,
          generation: then.generation + 1,
          sequence: then.sequence,
        });
        const prose = await proseOf(database, documentId);
        expect(plainText(prose), documentId).toBe(plainText(then.prose));
        const before = checkedNode(withRanges(then.prose)).toJSON() as ProseJSON;
        expect(withoutIds(prose), documentId).toEqual(withoutIds(before));
        const authors = await authorsIn(database, documentId);
        expect(persons(authors), documentId).toEqual(persons(then.authors));
        // To within ten minutes, as they are told.
        const at = (runs: readonly (readonly [string | null, number, number])[]) =>
          runs.flatMap(([, time, length]) => Array.from({ length }, () => time));
        const [now, ago] = [at(authors), at(then.authors)];
        const apart = now.map((time, index) => Math.abs(time - (ago[index] ?? 0)));
        expect(Math.max(...apart), documentId).toBeLessThan(10 * 60_000);
      }
    },
  );

  test("are kept as they were beside it: base, tail, and whose each batch was", async () => {
    const database = await demoDatabase();
    const before = new Map(
      await Promise.all(
        [...recordedDrafts().keys()].map(
          async (id) =>
            [
              id,
              {
                base: await database.client.draftBase.findUnique({ where: { documentId: id } }),
                tail: await database.client.draftUpdate.findMany({
                  where: { documentId: id },
                  orderBy: { sequence: "asc" },
                }),
              },
            ] as const,
        ),
      ),
    );
    await migrateDrafts(partsFor(database));
    for (const [documentId, { base, tail }] of before) {
      const retired = await database.client.retiredDraft.findUniqueOrThrow({
        where: { documentId },
        include: { updates: { orderBy: { sequence: "asc" } } },
      });
      expect(retired.schemaVersion).toBe(2);
      expect(retired.base).toEqual(base?.bytes);
      expect(retired.baseSequence).toBe(base?.sequence);
      expect(retired.updates).toEqual(tail);
    }
  });

  test("are written on like any other: the room finds base, numbers and bindings as it needs them", async () => {
    const database = await demoDatabase();
    await migrateDrafts(partsFor(database));
    const log = databaseLog(database);
    const stored = await log.load("demo-request-weekly-reports");
    expect(stored?.base?.sequence).toBe(stored?.sequence);
    expect(stored?.tail).toEqual([]);
    const people = await database.client.user.findMany({ select: { id: true } });
    const known = new Set(people.map(({ id }) => id));
    for (const owner of stored?.owners.values() ?? []) expect(known).toContain(owner);
    const document = await documentOf(database, "demo-request-weekly-reports");
    for (const of of document.store.clients.keys()) expect(stored?.owners.has(of)).toBe(true);
    await expect(migrateDrafts(partsFor(database))).resolves.toEqual({
      migrated: 0,
      unreadable: [],
    });
  });

  test("that can't be read are left as they were, named, and stop no other", async () => {
    const database = await demoDatabase();
    const broken = "demo-request-outside-priorities";
    await database.client.draftBase.update({
      where: { documentId: broken },
      data: { bytes: Uint8Array.of(7, 7, 7, 7) },
    });
    const parts = partsFor(database);
    const outcome = await migrateDrafts(parts);
    expect(outcome).toEqual({ migrated: recordedDrafts().size - 1, unreadable: [broken] });
    expect(parts.log.error).toHaveBeenCalledWith(
      { documentId: broken, reason: expect.any(String) as unknown },
      expect.stringMatching(/can't be migrated; it is as it was/u),
    );
    const problem = await database.client.draftProblem.findUniqueOrThrow({
      where: { documentId: broken },
    });
    expect(problem.reason).not.toBe("");
    const row = await database.client.document.findUniqueOrThrow({
      where: { id: broken },
      include: { base: true },
    });
    expect(row).toMatchObject({ schemaVersion: 2, generation: 1 });
    expect(row.base?.bytes).toEqual(Uint8Array.of(7, 7, 7, 7));

    // Each start tries again; once it can be read it is migrated like the others.
    const again = partsFor(database, {
      migrator: { migrate: async (draft) => inThread.migrate({ ...draft, parts: [] }) },
    });
    expect(await migrateDrafts(again)).toEqual({ migrated: 1, unreadable: [] });
    expect(again.backUp).not.toHaveBeenCalled();
    expect(await database.client.draftProblem.count()).toBe(0);
  });

  test(
    "go on to be migrated after a start that was killed, each of them once",
    { timeout: 120_000 },
    async () => {
      const database = await demoDatabase();
      const killed = spawn(process.execPath, ["--import", "tsx", "tests/migration/slow-start.ts"], {
        env: { ...process.env, DATABASE_URL: database.url },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = new Promise<string | null>((resolve) => {
        killed.on("exit", (_code, signal) => resolve(signal));
      });
      let stored = 0;
      killed.stdout.on("data", (chunk: Buffer) => {
        // In the middle of storing the fourth, as far as a signal can hit it.
        stored += chunk.toString().split("storing").length - 1;
        if (stored > 3) killed.kill("SIGKILL");
      });
      expect(await ended).toBe("SIGKILL");
      const before = await database.client.retiredDraft.count();
      expect(before).toBeGreaterThan(2);
      expect(before).toBeLessThan(recordedDrafts().size);
      const migratedThen = await database.client.document.count({
        where: { schemaVersion: SCHEMA_VERSION },
      });
      expect(migratedThen).toBe(before);
      const parts = partsFor(database);
      expect(await migrateDrafts(parts)).toEqual({
        migrated: recordedDrafts().size - before,
        unreadable: [],
      });
      expect(parts.backUp).not.toHaveBeenCalled();
      for (const [documentId, { prose, generation }] of recordedDrafts()) {
        expect(plainText(await proseOf(database, documentId))).toBe(plainText(prose));
        const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
        expect(row.generation).toBe(generation + 1);
      }
    },
  );

  test("are migrated without a backup where none can be made, and the start says so", async () => {
    const database = await demoDatabase();
    const parts = partsFor(database, {
      backUp: async () => {
        throw new Error("The disk is full. No backup was made.");
      },
    });
    expect((await migrateDrafts(parts)).unreadable).toEqual([]);
    expect(parts.log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ error: "The disk is full. No backup was made." }),
      expect.stringMatching(/NO backup was taken/u),
    );
  });

  test(
    "are migrated in a process beside the server's, which says what is wrong with one",
    { timeout: 120_000 },
    async () => {
      const database = await demoDatabase();
      const broken = "demo-letter-call";
      await database.client.draftBase.update({
        where: { documentId: broken },
        data: { bytes: Uint8Array.of(7, 7, 7, 7) },
      });
      const migrator = createMigrator({
        failures: unheard,
        workerUrl: new URL("../../server/migration/worker.ts", import.meta.url),
      });
      const outcome = await migrateDrafts(partsFor(database, { migrator })).finally(() =>
        migrator.close(),
      );
      expect(outcome).toEqual({ migrated: recordedDrafts().size - 1, unreadable: [broken] });
      const problem = await database.client.draftProblem.findFirstOrThrow();
      expect(problem.reason).toMatch(/^[A-Za-z ]+/u);
      for (const [documentId, { prose }] of recordedDrafts()) {
        if (documentId === broken) continue;
        expect(plainText(await proseOf(database, documentId))).toBe(plainText(prose));
      }
    },
  );
});
