import { createClient } from "@libsql/client";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { providerOf } from "#server/database/index.ts";
import { migrate, readMigrations } from "#server/database/migrations.ts";
import type { RunStatement } from "#server/database/program.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { schemaOf } from "./schema-of.ts";

const { provider, url: templateUrl } = inject("databaseTemplate");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "migrations-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The address of an empty database. */
async function emptyDatabase(name: string): Promise<string> {
  if (provider === "sqlite") return `file:${path.join(folder, `${name}.db`)}`;
  const admin = new pg.Client({ connectionString: templateUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return Object.assign(new URL(templateUrl), { pathname: `/${name}` }).href;
}

/** A copy of the migrations that ends after the first `count`. */
async function firstMigrations(count: number, name: string): Promise<string> {
  const copy = path.join(folder, name);
  for (const database of ["sqlite", "postgresql"]) {
    const names = (await readdir(path.join(migrationsFolder, database))).sort().slice(0, count);
    for (const migration of names) {
      await cp(
        path.join(migrationsFolder, database, migration),
        path.join(copy, database, migration),
        { recursive: true },
      );
    }
  }
  return copy;
}

/** Runs statements of a test and returns their rows. */
async function connected<T>(url: string, use: (run: RunStatement) => Promise<T>): Promise<T> {
  if (provider === "sqlite") {
    const client = createClient({ url });
    try {
      return await use(async (sql) => (await client.execute(sql)).rows);
    } finally {
      client.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await client.end();
  }
}

test("the first migration makes what the migrations made that it stands for", async () => {
  const url = await emptyDatabase("first_release");
  const first = await firstMigrations(1, "first");
  expect(await migrate(url, provider, first)).toEqual(["0001_first_release"]);
  // Recorded from a database that went through all of those.
  const recorded = path.join(import.meta.dirname, `data/first-release.${provider}.txt`);
  expect(await connected(url, (run) => schemaOf(run, provider))).toBe(
    await readFile(recorded, "utf8"),
  );
});

test("[R30] a migration that adds keeps every row, and the release before starts on what it made", async () => {
  const url = await emptyDatabase("adding");
  const first = await firstMigrations(1, "before_adding");
  await migrate(url, provider, first);
  const next = await firstMigrations(1, "adding");
  for (const database of ["sqlite", "postgresql"]) {
    await mkdir(path.join(next, database, "0002_adds"));
    await writeFile(
      path.join(next, database, "0002_adds", "migration.sql"),
      `CREATE TABLE "Next" ("id" TEXT NOT NULL PRIMARY KEY);\nALTER TABLE "WorkspaceSetting" ADD COLUMN "next" TEXT;`,
    );
  }
  await connected(url, (run) =>
    run(
      `INSERT INTO "WorkspaceSetting" ("name", "value", "changedById", "changedAt") VALUES ('zone', 'there', 'u', '2021-09-09 12:00:00')`,
    ),
  );
  expect(await migrate(url, provider, next)).toEqual(["0002_adds"]);
  expect(await migrate(url, provider, first)).toEqual([]);
  expect(
    await connected(url, (run) => run(`SELECT "value", "next" FROM "WorkspaceSetting"`)),
  ).toMatchObject([{ value: "there", next: null }]);
});

test("a database that was made before the first release is refused with a sentence, and left as it was", async () => {
  const url = await emptyDatabase("before");
  await migrate(url, provider, migrationsFolder);
  await connected(url, (run) =>
    run(`UPDATE "_prisma_migrations" SET "migration_name" = '0001_house'`),
  );
  const schema = () => connected(url, (run) => schemaOf(run, provider));
  const then = await schema();
  await expect(migrate(url, provider, migrationsFolder)).rejects.toThrow(
    /made before release 1\.0\.0.*the last commit before that release can\. Nothing was changed/u,
  );
  expect(await schema()).toBe(then);
});

test("starting twice applies nothing the second time", async () => {
  const url = await emptyDatabase("twice");
  const names = readMigrations(migrationsFolder, provider).map(({ name }) => name);
  expect(await migrate(url, provider, migrationsFolder)).toEqual(names);
  expect(await migrate(url, provider, migrationsFolder)).toEqual([]);
});

test("[R30] three processes that start at once migrate once", async () => {
  const url = await emptyDatabase("at_once");
  const results = await Promise.allSettled(
    [1, 2, 3].map(() => migrate(url, provider, migrationsFolder)),
  );
  const applied = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  // SQLite has one process; there, the others may be refused.
  if (provider === "postgresql") {
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  }
  expect(applied.toSorted()).toEqual(
    readMigrations(migrationsFolder, provider).map(({ name }) => name),
  );
});

test.runIf(provider === "postgresql")(
  "a process that starts while another brings the database up to date says that it waits, once",
  async () => {
    const url = await emptyDatabase("waited_for");
    await migrate(url, provider, migrationsFolder);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    // The lock of server/database/migrations.ts.
    await other.query("SELECT pg_advisory_lock(725117031)");
    let said = 0;
    const onWaiting = () => void (said += 1);
    const started = migrate(url, provider, migrationsFolder, { schemaVersion: 1, onWaiting });
    await expect.poll(() => said).toBe(1);
    await other.end();
    expect(await started).toEqual([]);
    expect(said).toBe(1);
    await migrate(url, provider, migrationsFolder, { schemaVersion: 1, onWaiting });
    expect(said).toBe(1);
  },
);

test("a database newer than the program is refused with a sentence, and left as it was", async () => {
  const url = await emptyDatabase("newer");
  await migrate(url, provider, migrationsFolder);
  await expect(
    migrate(
      url,
      provider,
      await firstMigrations(0, "none").then(async (older) => {
        await mkdir(path.join(older, provider), { recursive: true });
        return older;
      }),
    ),
  ).rejects.toThrow(/database is newer than this program/);
});

test("a migration that fails leaves nothing behind and says which", async () => {
  const url = await emptyDatabase("failing");
  const broken = await firstMigrations(99, "broken");
  await mkdir(path.join(broken, provider, "9999_broken"));
  await writeFile(
    path.join(broken, provider, "9999_broken", "migration.sql"),
    `CREATE TABLE "Half" ("id" TEXT);\nCREATE TABLE "Half" ("id" TEXT);`,
  );
  await expect(migrate(url, provider, broken)).rejects.toThrow(/can't be brought up to date/);
  await connected(url, (run) => run(`CREATE TABLE "Half" ("id" TEXT)`));
});

test("both databases have the same migrations", () => {
  const names = (of: "sqlite" | "postgresql") =>
    readMigrations(migrationsFolder, of).map(({ name }) => name);
  expect(names("sqlite")).toEqual(names("postgresql"));
});

test.each(["mysql://localhost/x", "", "app.db"])(
  "DATABASE_URL %j is refused with a sentence",
  (url) => {
    expect(() => providerOf(url)).toThrow(/DATABASE_URL must be/);
  },
);
