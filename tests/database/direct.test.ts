import { createClient } from "@libsql/client";
import { describe, expect, it } from "vitest";
import { freshDatabaseForTest } from "#tests/support/database.ts";

const ADD = `INSERT INTO "User" ("id", "email", "name", "passwordHash", "workspaceAdmin", "createdAt")
  VALUES (?, ?, ?, 'none', 0, '2026-01-01T00:00:00.000+00:00')`;

const person = (id: string) => ({
  id,
  email: `${id}@example.org`,
  name: id,
  passwordHash: "none",
  workspaceAdmin: false,
  createdAt: new Date(0),
});

describe.skipIf(process.env.TEST_DATABASE_URL !== undefined)(
  "SQLite without Prisma between",
  () => {
    it("is read by Prisma, on the same connection", async () => {
      const { client, direct } = await freshDatabaseForTest();
      await direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      expect(await client.user.findMany()).toMatchObject([{ id: "a", name: "A" }]);
    });

    it("waits while a transaction of Prisma's is open, and never comes into it", async () => {
      const database = await freshDatabaseForTest();
      const order: string[] = [];
      let goOn: () => void = () => undefined;
      const story = database.write(async (tx) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        await tx.user.count();
        order.push("story");
        throw new Error("undone");
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const work = database.direct!.transact((statements) => {
        order.push("direct");
        return statements.run(ADD, "b", "b@example.org", "B");
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(order).toEqual([]);
      goOn();
      await expect(story).rejects.toThrow("undone");
      expect(await work).toBe(1);
      expect(order).toEqual(["story", "direct"]);
      expect(await database.client.user.count()).toBe(1);
    });

    it("undoes all of it where the work throws, and goes on after", async () => {
      const { client, direct } = await freshDatabaseForTest();
      const broken = direct!.transact((statements) => {
        statements.run(ADD, "a", "a@example.org", "A");
        statements.run(ADD, "a", "a@example.org", "A");
      });
      await expect(broken).rejects.toThrow(/UNIQUE/);
      expect(await client.user.count()).toBe(0);
      await direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      expect(await client.user.count()).toBe(1);
    });

    it("syncs each commit and checks foreign keys, also after an error", async () => {
      const { direct } = await freshDatabaseForTest();
      const settings = () =>
        direct!.read((statements) =>
          ["journal_mode", "synchronous", "foreign_keys"].map((name) => {
            return String(statements.all(`PRAGMA ${name}`)[0]?.[name]);
          }),
        );
      expect(await settings()).toEqual(["wal", "2", "1"]);
      await expect(direct!.read((statements) => statements.all("SELECT nothing"))).rejects.toThrow(
        /syntax error/,
      );
      expect(await settings()).toEqual(["wal", "2", "1"]);
    });

    it("keeps a transaction that continues after its time-out out of the next one", async () => {
      const { client, direct } = await freshDatabaseForTest();
      let late: Promise<unknown> = Promise.resolve();
      const story = client.$transaction(
        async (tx) => {
          await tx.user.count();
          late = new Promise((resolve) => setTimeout(resolve, 3_000)).then(() =>
            tx.user.deleteMany(),
          );
          await late;
        },
        { timeout: 2_000 },
      );
      const work = direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      await expect(story).rejects.toThrow(/expired|timeout|closed/i);
      expect(await work).toBe(1);
      await expect(late).rejects.toThrow(/expired|timeout|closed|over/i);
      expect(await client.user.count()).toBe(1);
    });

    it("waits no longer than a moment for another program's lock, and works once it is gone", async () => {
      const { client, direct, url } = await freshDatabaseForTest();
      const other = createClient({ url });
      const held = await other.transaction("write");
      const add = () =>
        direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      await expect(add()).rejects.toThrow(/locked|busy/i);
      await expect(client.user.create({ data: person("b") })).rejects.toThrow(
        /busy|locked|timed out/i,
      );
      await held.rollback();
      other.close();
      expect(await add()).toBe(1);
      await client.user.create({ data: person("b") });
      expect(await client.user.count()).toBe(2);
    });

    it("refuses direct work once the database is closed", async () => {
      const database = await freshDatabaseForTest();
      const { direct } = database;
      await direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      await database.close();
      await expect(direct!.read((statements) => statements.all("SELECT 1"))).rejects.toThrow(
        "closed",
      );
    });

    it("tells whether another program has committed since it was asked last", async () => {
      const database = await freshDatabaseForTest();
      const { client, direct, url } = database;
      const asked = () => direct!.hasChangedElsewhere();
      // Nothing is known before the first answer.
      expect(asked()).toBe(true);
      expect(asked()).toBe(false);
      await direct!.transact((statements) => statements.run(ADD, "a", "a@example.org", "A"));
      await client.user.create({ data: person("b") });
      expect(asked()).toBe(false);
      const other = createClient({ url });
      await other.execute({ sql: ADD, args: ["c", "c@example.org", "C"] });
      expect(asked()).toBe(true);
      expect(asked()).toBe(false);
      other.close();
      // Nothing is asked in somebody's transaction.
      await database.write(async () => void expect(asked()).toBe(true));
      expect(asked()).toBe(false);
      // A failure opens another connection, which knows nothing of before.
      await expect(
        direct!.read((statements) => statements.all("SELECT 1 FROM none_such")),
      ).rejects.toThrow("no such table");
      expect(asked()).toBe(true);
    });

    it("handles hundreds of transactions and keystrokes at once", async () => {
      const database = await freshDatabaseForTest();
      const each = Array.from({ length: 150 }, (_, index) => index);
      await Promise.all(
        each.flatMap((index) => [
          database.write((tx) =>
            tx.organization.create({
              data: {
                id: `o${index}`,
                slug: `o${index}`,
                name: "O",
                shortName: "O",
                colour: 0,
                createdAt: new Date(0),
              },
            }),
          ),
          database.direct!.transact((statements) => {
            return statements.run(ADD, `u${index}`, `u${index}@example.org`, "U");
          }),
          database.client.user.count(),
        ]),
      );
      expect(await database.client.user.count()).toBe(150);
      expect(await database.client.organization.count()).toBe(150);
    });
  },
);
