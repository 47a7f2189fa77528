import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import { Registry } from "prom-client";
import { beforeEach, describe, expect, inject, it, onTestFinished } from "vitest";
import { openDatabase, type Database } from "#server/database/index.ts";
import { readMigrations } from "#server/database/migrations.ts";
import { liveProcesses, processLabel, startProcess } from "#server/processes/index.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { freshDatabaseForTest, type TestDatabase } from "#tests/support/database.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

let database: TestDatabase;
/** SQLite has one process. */
const hasSeveral = inject("databaseTemplate").provider === "postgresql";
beforeEach(async () => {
  database = await freshDatabaseForTest();
});

const program = (id: string, schemaVersion = 3, release = "1.0.0") => ({
  schemaVersion,
  process: { id, release, label: `machine-${id}:1` },
});

/** Opens the database of the test once more, as another program does. */
async function open(
  asked: Parameters<typeof openDatabase>[0]["program"],
  folder = migrationsFolder,
): Promise<Database> {
  const opened = await openDatabase({
    url: database.url,
    migrationsFolder: folder,
    ...(asked && { program: asked }),
  });
  onTestFinished(() => opened.close());
  return opened;
}

async function start(id: string, schemaVersion = 3, folder = migrationsFolder) {
  const scheduler = new VirtualScheduler();
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const metrics = new Registry();
  const own = program(id, schemaVersion);
  const opened = await open(own, folder);
  const started = await startProcess({ database: opened, program: own, scheduler, log, metrics });
  return { ...started, database: opened, scheduler, metrics, logged: () => lines.join("") };
}

/** The migrations of a release that has one more. */
async function nextRelease(sql: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "next-release-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(migrationsFolder, folder, { recursive: true });
  for (const provider of ["sqlite", "postgresql"]) {
    await mkdir(path.join(folder, provider, "9999_next"));
    await writeFile(path.join(folder, provider, "9999_next", "migration.sql"), sql);
  }
  return folder;
}

const ADDS = `CREATE TABLE "Next" ("id" TEXT NOT NULL PRIMARY KEY);`;
const TAKES = `ALTER TABLE "DraftRead" RENAME TO "DraftLook";`;

const seen = async (id: string, secondsAgo: number) =>
  database.client.process.update({
    where: { id },
    data: { seenAt: new Date(Date.now() - secondsAgo * 1000) },
  });

describe("the processes of one database", () => {
  it("[R30] are those that were heard of within half a minute, by the database's clock", async () => {
    const a = await start("a");
    await start("b");
    const ids = async () => (await liveProcesses(database)).map(({ id }) => id);
    expect(await ids()).toEqual(["a", "b"]);
    expect(await a.metrics.metrics()).toContain("cluster_processes 2");
    await seen("b", 15);
    expect(await ids()).toEqual(["a", "b"]);
    await seen("b", 31);
    expect(await ids()).toEqual(["a"]);
    await a.renew();
    expect(await database.client.process.count()).toBe(1);
    await a.stop();
    expect(await database.client.process.count()).toBe(0);
  });

  it("[R30] renew their rows, and come back where they were thought dead", async () => {
    const a = await start("a");
    await seen("a", 20);
    await a.scheduler.pass(10_000);
    await a.renew();
    const { seenAt } = await database.client.process.findUniqueOrThrow({ where: { id: "a" } });
    expect(Date.now() - seenAt.getTime()).toBeLessThan(15_000);
    await database.client.process.deleteMany();
    await a.renew();
    expect(await liveProcesses(database)).toEqual([
      { id: "a", release: "1.0.0", label: "machine-a:1", schemaVersion: 3 },
    ]);
  });

  it("are called after their machine and number, and nothing private", () => {
    expect(processLabel()).toMatch(new RegExp(`^[\\w.-]{1,60}:${process.pid}$`, "u"));
  });
});

describe("a release", () => {
  it("[R30] with a new form of drafts starts once no process of an earlier one lives", async () => {
    const old = await start("old");
    await expect(open(program("new", 4))).rejects.toThrow(
      /new form \(schema 4\).*machine-old:1 \(1\.0\.0, schema 3\).*Stop them all/u,
    );
    // A command of that release must not write either.
    await expect(open({ schemaVersion: 4 })).rejects.toThrow(/machine-old:1/u);
    expect(old.problem()).toBeNull();
    await old.stop();
    const next = await start("new", 4);
    expect(await liveProcesses(database)).toHaveLength(1);
    await expect(open(program("old-again"))).rejects.toThrow(
      /form of a newer release \(schema 4; this program knows 3\)/u,
    );
    await next.stop();
    await expect(open({ schemaVersion: 3 })).rejects.toThrow(/Start the newer version/u);
  });

  it("[R30] waits half a minute for one that was killed", async () => {
    await start("old");
    await expect(open(program("new", 4))).rejects.toThrow(/counts for 30 seconds/u);
    await seen("old", 31);
    await open(program("new", 4));
  });

  it("[R30] whose migrations only add starts beside the earlier one, which may start again", async () => {
    const old = await start("old");
    const next = await start("next", 3, await nextRelease(ADDS));
    await old.renew();
    expect(old.problem()).toBeNull();
    const again = await start("old-again");
    expect(again.problem()).toBeNull();
    expect((await liveProcesses(database)).map(({ id }) => id)).toEqual([
      "old",
      "next",
      "old-again",
    ]);
    await next.stop();
  });

  it("[R30] whose migrations do more is refused beside any process, and changes nothing", async () => {
    await start("old");
    const folder = await nextRelease(TAKES);
    await expect(open(program("next"), folder)).rejects.toThrow(
      /"9999_next" is one beside which earlier releases can't go on.*machine-old:1/u,
    );
    expect(await database.client.draftRead.count()).toBe(0);
    await seen("old", 31);
    await open(program("next"), folder);
    await expect(open(program("old-again"))).rejects.toThrow(
      /database is newer than this program/u,
    );
  });

  it("[R30] that is too old for what its database became says so, and is not ready", async () => {
    const frozen = await start("frozen");
    await seen("frozen", 31);
    await open(program("new", 4));
    await frozen.renew();
    expect(frozen.problem()).toMatch(/schema 4; this program knows 3/u);
    expect(frozen.logged()).toContain("this process is too old");
  });

  it("[R30] is too old also after a migration that takes something away", async () => {
    const frozen = await start("frozen");
    await seen("frozen", 31);
    await open(program("next"), await nextRelease(TAKES));
    await frozen.renew();
    expect(frozen.problem()).toMatch(/"9999_next".*Start the newer version/u);
  });

  it.runIf(hasSeveral)(
    "[R30] is registered before another can look: of two that exclude each other, one starts",
    async () => {
      for (let round = 0; round < 5; round += 1) {
        await database.client.process.deleteMany();
        await database.client.servedSchema.deleteMany();
        const outcomes = await Promise.allSettled([
          open(program(`old ${round}`)),
          open(program(`new ${round}`, 4)),
        ]);
        expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      }
    },
  );
});

describe("migrations on PostgreSQL", () => {
  it.runIf(hasSeveral)(
    "[R30] are done once by three processes that start at once on an empty database",
    async () => {
      await administer(database.url, `DROP SCHEMA public CASCADE; CREATE SCHEMA public;`);
      const applied: string[] = [];
      const opened = await Promise.all(
        ["a", "b", "c"].map((id) =>
          openDatabase({
            url: database.url,
            migrationsFolder,
            program: program(id),
            onMigrated: (names) => void applied.push(...names),
          }),
        ),
      );
      expect(applied.toSorted()).toEqual(
        readMigrations(migrationsFolder, "postgresql").map(({ name }) => name),
      );
      expect((await liveProcesses(database)).map(({ id }) => id).toSorted()).toEqual([
        "a",
        "b",
        "c",
      ]);
      await Promise.all(opened.map((one) => one.close()));
    },
  );

  it.runIf(hasSeveral)(
    "step back from a table that somebody has locked, so that others get at it, and come again",
    async () => {
      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query(`BEGIN; SELECT * FROM "Job"`);
      const folder = await nextRelease(`ALTER TABLE "Job" ADD COLUMN "next" TEXT;`);
      const opening = openDatabase({ url: database.url, migrationsFolder: folder });
      const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND "mode" = 'AccessExclusiveLock'`;
      await expect.poll(async () => (await holder.query(waiting)).rowCount).toBe(1);
      // Waits behind the migration, until that steps back.
      expect(await database.client.job.count()).toBe(0);
      await holder.query("COMMIT");
      await holder.end();
      const opened = await opening;
      expect(await opened.client.job.count()).toBe(0);
      await opened.close();
    },
  );
});

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
