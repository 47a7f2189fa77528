import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isBusy, openDatabase } from "#server/database/index.ts";
import { filePathOf } from "#server/database/file-path.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";

const person = (id: string) => ({
  id,
  email: `${id}@example.org`,
  name: id,
  passwordHash: "none",
  workspaceAdmin: false,
  createdAt: new Date(0),
});

const membershipOfNobody = {
  id: "m",
  userId: "nobody",
  organizationId: "nothing",
  createdAt: new Date(0),
};

test("a transaction commits whole or not at all, and the next one runs after it", async () => {
  const database = await freshDatabaseForTest();
  const failed = database.write(async (tx) => {
    await tx.user.create({ data: person("a") });
    throw new Error("changed my mind");
  });
  const kept = database.write((tx) => tx.user.create({ data: person("b") }));
  await expect(failed).rejects.toThrow("changed my mind");
  await kept;
  expect((await database.client.user.findMany()).map((user) => user.id)).toEqual(["b"]);
});

test("a row that refers to nothing is refused, inside a transaction and outside", async () => {
  const database = await freshDatabaseForTest();
  await expect(database.client.membership.create({ data: membershipOfNobody })).rejects.toThrow(
    /foreign key/i,
  );
  await expect(
    database.write((tx) => tx.membership.create({ data: membershipOfNobody })),
  ).rejects.toThrow(/foreign key/i);
});

test("two transactions that read and then write never overwrite each other", async () => {
  const database = await freshDatabaseForTest();
  await database.write((tx) => tx.user.create({ data: { ...person("counter"), name: "0" } }));
  await Promise.all(
    Array.from({ length: 20 }, () =>
      database.write(async (tx) => {
        const { name } = await tx.user.findUniqueOrThrow({ where: { id: "counter" } });
        await tx.user.update({
          where: { id: "counter" },
          data: { name: String(Number(name) + 1) },
        });
      }),
    ),
  );
  const counter = await database.client.user.findUniqueOrThrow({ where: { id: "counter" } });
  expect(counter.name).toBe("20");
});

test("SQLite writes ahead, syncs each commit and checks foreign keys on the connection of every statement", async ({
  skip,
}) => {
  const database = await freshDatabaseForTest();
  if (database.provider !== "sqlite") skip("SQLite's own settings");
  const settings = async (ask: { $queryRawUnsafe: typeof database.client.$queryRawUnsafe }) => {
    const answers = [];
    for (const name of ["journal_mode", "synchronous", "foreign_keys"]) {
      const [row] = await ask.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${name}`);
      answers.push(String(row?.[name]));
    }
    return answers;
  };
  const safe = ["wal", "2", "1"];
  expect(await settings(database.client)).toEqual(safe);
  expect(await database.write(settings)).toEqual(safe);
  // libSQL would open a new connection after a transaction: ask again.
  expect(await settings(database.client)).toEqual(safe);
  await expect(database.write(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await settings(database.client)).toEqual(safe);
});

test("a lock held by another program is waited for, and distinguished from an error", async ({
  skip,
}) => {
  const database = await freshDatabaseForTest();
  if (database.provider !== "sqlite") skip("SQLite has one lock for the file");
  const { createClient } = await import("@libsql/client");
  const other = createClient({ url: database.url });
  const held = await other.transaction("write");
  const write = database.write((tx) => tx.user.create({ data: person("patient") }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await held.rollback();
  other.close();
  await expect(write).resolves.toMatchObject({ id: "patient" });
  expect(isBusy(new Error("UNIQUE constraint failed"))).toBe(false);
});

test("after close the one file of SQLite, copied alone, holds all that was committed", async () => {
  const database = await freshDatabaseForTest();
  if (database.direct === null) return;
  await database.client.user.create({ data: person("a") });
  // As the rooms write: such statements stay prepared, and libSQL keeps their connection open.
  await database.direct.transact((statements) =>
    statements.run(`UPDATE "User" SET "name" = ? WHERE "id" = ?`, "renamed", "a"),
  );
  await database.close();
  const folder = await mkdtemp(path.join(tmpdir(), "copied-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "copy.db");
  await copyFile(filePathOf(database.url), file);
  const copy = await openDatabase({ url: `file:${file}`, migrationsFolder });
  onTestFinished(() => copy.close());
  expect(await copy.client.user.findMany()).toMatchObject([{ id: "a", name: "renamed" }]);
});

test.skipIf(process.env.TEST_DATABASE_URL !== undefined)(
  "prepared statements work again after one of them failed, in and out of transactions",
  async () => {
    const { client } = await freshDatabaseForTest();
    const make = (id: string) =>
      client.$executeRaw`INSERT INTO "UnrecordedSignIn" ("id", "userId", "at", "refused") VALUES (${id}, 'u', ${"2026-01-01T00:00:00+00:00"}, 1)`;
    await make("a");
    await expect(make("a")).rejects.toThrow(/UNIQUE/u);
    await make("b");
    await expect(
      client.$transaction(async (tx) => {
        await tx.unrecordedSignIn.create({
          data: { id: "c", userId: "u", at: new Date(0), refused: 1 },
        });
        await tx.unrecordedSignIn.create({
          data: { id: "a", userId: "u", at: new Date(0), refused: 1 },
        });
      }),
    ).rejects.toThrow(/unique/iu);
    await client.unrecordedSignIn.create({
      data: { id: "c", userId: "u", at: new Date(0), refused: 1 },
    });
    expect(await client.unrecordedSignIn.count()).toBe(3);
  },
);

test.skipIf(process.env.TEST_DATABASE_URL !== undefined)(
  "prepared statements see columns that were added after they were prepared",
  async () => {
    const { client } = await freshDatabaseForTest();
    await client.$executeRawUnsafe(`CREATE TABLE "Sheet" ("id" TEXT)`);
    await client.$executeRawUnsafe(`INSERT INTO "Sheet" VALUES ('one')`);
    const all = () => client.$queryRawUnsafe(`SELECT * FROM "Sheet"`);
    expect(await all()).toEqual([{ id: "one" }]);
    await client.$executeRawUnsafe(`ALTER TABLE "Sheet" ADD COLUMN "name" TEXT`);
    expect(await all()).toEqual([{ id: "one", name: null }]);
  },
);

test("what belongs to thousands of rows is brought along, as to a few", async () => {
  const { client, write } = await freshDatabaseForTest();
  const people = Array.from({ length: 3_000 }, (_, index) => person(`p${index}`));
  await client.user.createMany({ data: people });
  const withRoles = {
    include: {
      memberships: { include: { roles: true }, orderBy: { organization: { name: "asc" } } },
    },
  } as const;
  expect(await client.user.findMany(withRoles)).toHaveLength(people.length);
  expect(await write((tx) => tx.user.findMany(withRoles))).toHaveLength(people.length);
  const ids = people.map(({ id }) => id);
  expect(await client.user.count({ where: { id: { in: ids }, name: { in: ids } } })).toBe(3_000);
});
