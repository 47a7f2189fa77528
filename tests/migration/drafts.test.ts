import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { unheard } from "#tests/support/worker-failures.ts";
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import { plainText } from "#tests/support/plain-text.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import { migrateAtStart } from "#server/migration/at-start.ts";
import { migrateDraft } from "#server/migration/migrate-draft.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { body } from "#tests/document/build.ts";
import { draftOf } from "#tests/editor/flow-drafts.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { CAST } from "#tests/support/cast.ts";
import { freshDatabaseForTest, type TestDatabase } from "#tests/support/database.ts";

/** The Yjs clients that wrote the drafts. */
const BASE_CLIENT = 11;
const TAIL_CLIENT = 22;
const READABLE = "readable";
const BROKEN = "broken";

async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "drafts-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A start of the server with this worker, as far as drafts are migrated. */
async function start(database: TestDatabase, worker: string, backupDir: string) {
  const dataDir = await folderForTest();
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  await migrateAtStart({
    environment: {
      databaseUrl: database.url,
      dataDir,
      storage: { kind: "folder", folder: path.join(dataDir, "blobs") },
      backupDir,
    },
    database,
    leases: { whileLeased: (_name, _limit, work) => work() },
    log,
    clock: () => new Date(),
    workerUrl: new URL(worker, import.meta.url),
    failures: unheard,
  });
  return log;
}

/** A draft of schema 2 with a base and, behind it, a batch of somebody else; and one that is damaged. */
async function olderDrafts(database: TestDatabase): Promise<void> {
  const { addDocument } = await createRoomFixture(database);
  const draft = draftOf([body("a", "The agency shall answer.")], BASE_CLIENT);
  await addDocument(READABLE, { sequence: 1, bytes: Y.encodeStateAsUpdate(draft) });
  await addDocument(BROKEN, { sequence: 1, bytes: Uint8Array.of(7, 7, 7, 7) });
  const before = Y.encodeStateVector(draft);
  draft.clientID = TAIL_CLIENT;
  flowRoot(draft).insert(1, "Today ");
  const inserted = new Map([[TAIL_CLIENT, [{ clock: 0, length: "Today ".length }]]]);
  await databaseLog(database).commit(
    [
      {
        documentId: READABLE,
        generation: 1,
        update: Y.encodeStateAsUpdate(draft, before),
        authorship: [
          { userId: CAST.ben.id, ranges: encodeAuthorship({ inserted, deleted: new Map() }) },
        ],
        bindings: [{ clientId: TAIL_CLIENT, userId: CAST.ben.id }],
      },
    ],
    new Date(),
  );
  await database.client.document.updateMany({ data: { schemaVersion: SCHEMA_VERSION } });
  await database.client.document.updateMany({
    where: { id: { in: [READABLE, BROKEN] } },
    data: { schemaVersion: 2 },
  });
}

test(
  "[F12] drafts of an older schema are migrated at the start, after a backup, with all that was written and by whom",
  { timeout: 240_000 },
  async () => {
    const database = await freshDatabaseForTest();
    const { client } = database;
    await olderDrafts(database);
    const backups = await folderForTest();
    const log = await start(database, "invented-worker.ts", backups);

    expect(await readdir(backups)).toHaveLength(1);
    const stored = await databaseLog(database).load(READABLE);
    expect(stored).toMatchObject({ generation: 2, sequence: 2, tail: [], base: { sequence: 2 } });
    expect(plainText(proseFromUpdate(stored?.base?.bytes ?? Uint8Array.of()))).toBe(
      "Migrated. Today The agency shall answer.",
    );
    // The text of the step is the creator's, and letters stay with their authors.
    const written = Y.parseUpdateMeta(stored?.base?.bytes ?? Uint8Array.of()).to;
    expect(written.has(TAIL_CLIENT)).toBe(true);
    const [ofStep] = [...written.keys()].filter((id) => id !== BASE_CLIENT && id !== TAIL_CLIENT);
    expect(stored?.owners.get(ofStep ?? 0)).toBe(CAST.ana.id);
    const [authorship] = await client.draftAuthorship.findMany({ where: { documentId: READABLE } });
    expect(authorship).toMatchObject({ sequence: 2, userId: CAST.ben.id });
    expect(decodeAuthorship(authorship?.ranges ?? Uint8Array.of()).inserted.has(TAIL_CLIENT)).toBe(
      true,
    );
    expect(
      await client.retiredDraft.findUnique({
        where: { documentId: READABLE },
        include: { updates: true },
      }),
    ).toMatchObject({ schemaVersion: 2, baseSequence: 1, updates: [{ userId: CAST.ben.id }] });

    // One that can't be read stops no other, is as it was, and is named.
    expect(await client.document.findUnique({ where: { id: BROKEN } })).toMatchObject({
      schemaVersion: 2,
      generation: 1,
    });
    expect(await client.draftProblem.findMany()).toMatchObject([{ documentId: BROKEN }]);
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ documentId: BROKEN }),
      expect.stringMatching(/can't be migrated; it is as it was/u),
    );

    // Each start tries it again: without another backup, and never the others.
    const readable = Y.encodeStateAsUpdate(draftOf([body("b", "It did.")]));
    await client.draftBase.update({
      where: { documentId: BROKEN },
      data: { bytes: new Uint8Array(readable) },
    });
    await start(database, "invented-worker.ts", backups);
    expect(await readdir(backups)).toHaveLength(1);
    expect(await client.draftProblem.count()).toBe(0);
    const generations = await client.document.findMany({
      where: { id: { in: [READABLE, BROKEN] } },
      select: { generation: true, schemaVersion: true },
    });
    const once = { generation: 2, schemaVersion: SCHEMA_VERSION };
    expect(generations).toEqual([once, once]);
  },
);

test(
  "[F12] drafts are migrated without a backup where none can be made, and the start says so; without a step none is",
  { timeout: 240_000 },
  async () => {
    const database = await freshDatabaseForTest();
    await olderDrafts(database);
    const log = await start(database, "../../server/migration/worker.ts", "/dev/null/backups");
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ error: expect.stringContaining("No backup") as string }),
      expect.stringMatching(/NO backup was taken/u),
    );
    expect(
      await database.client.draftProblem.findMany({ orderBy: { documentId: "asc" } }),
    ).toMatchObject([
      { documentId: BROKEN },
      { documentId: READABLE, reason: "no step leads on from schema 2" },
    ]);
  },
);

test("[F12] a worker that can't work ends the start, and makes no draft an unreadable one", async () => {
  const database = await freshDatabaseForTest();
  await olderDrafts(database);
  const started = start(database, "missing-worker.ts", "/dev/null/backups");
  await expect(started).rejects.toThrow("our-fault");
  expect(await database.client.draftProblem.count()).toBe(0);
});

test("[F12] a draft with a damaged row is named as one that can't be read", async () => {
  const database = await freshDatabaseForTest();
  await olderDrafts(database);
  await database.client.draftBase.update({
    where: { documentId: READABLE },
    data: { checksum: 1 },
  });
  await start(database, "invented-worker.ts", "/dev/null/backups");
  const problems = await database.client.draftProblem.findMany({
    where: { documentId: READABLE },
  });
  expect(problems).toMatchObject([
    { reason: "its rows in the database can't be read, or one is missing" },
  ]);
});

test("[F12] a database that fails ends the start, and makes no draft an unreadable one", async () => {
  const database = await freshDatabaseForTest();
  await olderDrafts(database);
  await database.client.$executeRawUnsafe('ALTER TABLE "DraftUpdate" RENAME TO "Elsewhere"');
  const started = start(database, "invented-worker.ts", "/dev/null/backups");
  await expect(started).rejects.toThrow("DraftUpdate");
  expect(await database.client.draftProblem.count()).toBe(0);
});

test("[F12] the reason why a draft can't be migrated quotes nothing of it", () => {
  const draft = { schemaVersion: 2, parts: [], clientId: 1 };
  const migrated = migrateDraft(draft, {
    2: () => {
      throw new RangeError("Invalid content for node doc: <a secret of the draft>");
    },
  });
  expect(migrated).toEqual({ reason: "its bytes or its text are not what the schema says" });
});
