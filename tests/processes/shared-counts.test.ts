import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { countersOn, removeEndedCounts } from "#server/auth/counters.ts";
import { Throttle, type ThrottleLimits } from "#server/auth/throttle.ts";
import { openDatabase, type Database } from "#server/database/index.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const LIMITS: ThrottleLimits = {
  windowSeconds: 900,
  accountAndAddress: 3,
  accountAndAddressUnderAttack: 1,
  address: 6,
  account: 8,
};
const hasSeveral = inject("databaseTemplate").provider === "postgresql";

/** Processes of one database; `statements` counts those of the throttles of each. */
async function openProcesses(count: number, limits = LIMITS) {
  const database = await freshDatabaseForTest();
  const processes = [];
  for (let number = 0; number < count; number += 1) {
    const own = await openDatabase({ url: database.url, migrationsFolder });
    onTestFinished(() => own.close());
    let statements = 0;
    let isAway = false;
    const client = new Proxy(own.client, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (key !== "$queryRawUnsafe") return value;
        return (...query: Parameters<Database["client"]["$queryRawUnsafe"]>) => {
          statements += 1;
          if (isAway) return Promise.reject(new Error("the connection was refused"));
          return target.$queryRawUnsafe(...query);
        };
      },
    });
    const throttle = new Throttle("test", limits, countersOn({ ...own, client }));
    processes.push({
      admits: (account: string, address: string) => throttle.admits(account, address),
      succeeded: (account: string, address: string) => throttle.succeeded(account, address),
      statements: () => statements,
      leave: () => void (isAway = true),
    });
  }
  const [first, second = first] = processes;
  if (!first || !second) throw new Error("no process");
  return { database, first, second };
}

describe("failed sign-ins", () => {
  it.runIf(hasSeveral)("[R27] are counted by all processes together", async () => {
    const { first, second } = await openProcesses(2);
    const admitted = [];
    for (const process of [first, second, first, second, first]) {
      admitted.push(await process.admits("nia@example.org", "192.0.2.1"));
    }
    expect(admitted).toEqual([true, true, true, false, false]);
    const others = [];
    for (const process of [first, second, first]) {
      others.push(await process.admits("ola@example.org", "192.0.2.1"));
    }
    // The address as a whole had five tries.
    expect(others).toEqual([true, false, false]);
  });

  it.runIf(hasSeveral)("[R27] can't slip through in parallel, over processes", async () => {
    const { first, second } = await openProcesses(2);
    const admitted = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        (number % 2 === 0 ? first : second).admits("nia@example.org", "192.0.2.1"),
      ),
    );
    expect(admitted.filter(Boolean)).toHaveLength(3);
  });

  it.runIf(hasSeveral)("[R27] are forgotten everywhere once their owner signs in", async () => {
    const { first, second } = await openProcesses(2);
    for (let tries = 0; tries < 3; tries += 1) await first.admits("nia@example.org", "192.0.2.1");
    await first.succeeded("nia@example.org", "192.0.2.1");
    expect(await second.admits("nia@example.org", "192.0.2.1")).toBe(true);
  });

  it.runIf(hasSeveral)("[R27] of an attack cost no statement each, once refused", async () => {
    const { first } = await openProcesses(1);
    for (let tries = 0; tries < 10; tries += 1) await first.admits("nia@example.org", "192.0.2.1");
    const before = first.statements();
    for (let tries = 0; tries < 500; tries += 1) await first.admits("ola@example.org", "192.0.2.1");
    expect(first.statements()).toBe(before);
  });

  it.runIf(hasSeveral)(
    "[R27] cost as many statements for an account that does not exist",
    async () => {
      // The throttle is asked before anybody is looked for, and knows nothing of accounts.
      const { first, second } = await openProcesses(2, { ...LIMITS, address: 100 });
      for (let tries = 0; tries < 5; tries += 1) {
        await first.admits("nia@example.org", "192.0.2.1");
        await second.admits("nobody@example.org", "192.0.2.2");
      }
      expect(first.statements()).toBe(second.statements());
    },
  );

  it.runIf(hasSeveral)("[R27] are counted by each process while the database is away", async () => {
    const { first } = await openProcesses(1);
    first.leave();
    const admitted = [];
    for (let tries = 0; tries < 5; tries += 1) {
      admitted.push(await first.admits("nia@example.org", "192.0.2.1"));
    }
    expect(admitted).toEqual([true, true, true, false, false]);
  });

  it.runIf(hasSeveral)(
    "[R27] lie in the database without accounts and addresses, and go in time",
    async () => {
      const { database, first } = await openProcesses(1);
      await first.admits("nia@example.org", "192.0.2.1");
      const rows = await database.client.sharedCount.findMany();
      expect(rows.map(({ key }) => key.replace(/[0-9a-f]{64}/u, "…")).toSorted()).toEqual([
        "test.account:…",
        "test.address:…",
        "test.pair:…",
      ]);
      expect(await removeEndedCounts(database)).toBe(0);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
      try {
        expect(await removeEndedCounts(database)).toBe(3);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it.skipIf(hasSeveral)(
    "on SQLite are counted in memory, where keystrokes need the one connection",
    async () => {
      const database = await freshDatabaseForTest();
      const throttle = new Throttle("test", LIMITS, countersOn(database));
      await throttle.admits("nia@example.org", "192.0.2.1");
      expect(await database.client.sharedCount.count()).toBe(0);
    },
  );
});
