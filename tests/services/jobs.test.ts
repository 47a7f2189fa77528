import pino from "pino";
import { Registry } from "prom-client";
import { describe, expect, it, vi } from "vitest";
import type { Database } from "#server/database/index.ts";
import {
  JobFailed,
  JobGivenUp,
  MOST_ATTEMPTS,
  startJobs,
  writeJob,
  writeJobAgain,
  type JobHandlers,
  type JobRunnerOptions,
  type NewJob,
} from "#server/jobs/index.ts";
import { startAllJobs } from "#server/start/jobs.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { openDatabase } from "#server/database/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const START = Date.parse("2026-03-02T12:00:00.000Z");
const MINUTE = 60_000;

/** Runners on one database, each as a process of its own, and time that the test moves. */
async function openJobs() {
  const database = await freshDatabaseForTest();
  const scheduler = new VirtualScheduler();
  const began = scheduler.now();
  let jumped = 0;
  const clock = () => new Date(START + jumped + scheduler.now() - began);
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const metrics = new Registry();
  return {
    database,
    scheduler,
    clock,
    /** Moves the clock on, without what happens by it. */
    jump: (milliseconds: number) => void (jumped += milliseconds),
    metrics,
    logged: () => lines.join(""),
    start: (handlers: JobHandlers, more: Partial<JobRunnerOptions> = {}) =>
      startJobs({ database, handlers, clock, scheduler, log, random: () => 0, ...more }),
    startAll: (handlers: JobHandlers) =>
      startAllJobs({ database, handlers, clock, scheduler, log, metrics, random: () => 0 }),
    write: (...jobs: readonly NewJob[]) =>
      database.write(async (tx) => {
        const written: boolean[] = [];
        for (const job of jobs) written.push(await writeJob(tx, clock(), job));
        return written;
      }),
    row: (key: string) => database.client.job.findUniqueOrThrow({ where: { key } }),
    isDone: async (key: string) => ((await find(database, key))?.doneAt ?? null) !== null,
    isDead: async (key: string) => ((await find(database, key))?.failedAt ?? null) !== null,
  };
}

const find = ({ client }: Database, key: string) => client.job.findUnique({ where: { key } });
const job = (key: string, payload: NewJob["payload"] = {}): NewJob => ({
  kind: "test",
  key,
  payload,
});

describe("jobs", () => {
  it("[R28] are written with what causes them, or not at all, and once per key", async () => {
    const { database, write, clock } = await openJobs();
    await expect(
      database.write(async (tx) => {
        await writeJob(tx, clock(), job("undone"));
        throw new Error("refused");
      }),
    ).rejects.toThrow("refused");
    expect(await database.client.job.count()).toBe(0);
    expect(await write(job("one"), job("one"), job("two"))).toEqual([true, false, true]);
    expect(await write(job("one"))).toEqual([false]);
    expect(await database.client.job.count()).toBe(2);
  });

  it("[R28] are done once, also those that were done before and asked for again", async () => {
    const { start, write, scheduler, isDone, row } = await openJobs();
    const done: unknown[] = [];
    const runner = start({ test: async ({ payload }) => void done.push(payload) });
    await write(job("one", { day: "2026-03-02" }));
    runner.wake();
    await scheduler.until("done", () => isDone("one"));
    await write(job("one", { day: "another" }));
    await scheduler.pass(MINUTE);
    expect(done).toEqual([{ day: "2026-03-02" }]);
    expect(await row("one")).toMatchObject({ attempts: 1, leasedTo: null, lastError: null });
    await runner.stop();
  });

  it("[R28] wait for their time, and are found without being told of", async () => {
    const { start, write, scheduler, isDone, clock } = await openJobs();
    const runner = start({ test: async () => undefined });
    await write({ ...job("later"), runAt: new Date(clock().getTime() + 10 * MINUTE) });
    await scheduler.pass(9 * MINUTE);
    expect(await isDone("later")).toBe(false);
    await scheduler.until("done", () => isDone("later"), 1000);
    expect(clock().getTime() - START).toBeGreaterThanOrEqual(10 * MINUTE);
    await runner.stop();
  });

  it("[R28] wait for no receiver of webhooks that answers slowly", async () => {
    const { startAll, write, scheduler, isDone } = await openJobs();
    const held: (() => void)[] = [];
    const runner = startAll({
      "webhooks.deliver": () => new Promise<void>((resolve) => void held.push(resolve)),
      test: async () => undefined,
    });
    const keys = Array.from({ length: 8 }, (_, index) => `delivery:${index}`);
    await write(...keys.map((key) => ({ ...job(key), kind: "webhooks.deliver" })));
    runner.wake();
    await scheduler.until("under way", async () => held.length === 2);
    await write(job("letter"));
    runner.wake();
    await scheduler.until("done", () => isDone("letter"));
    expect(held).toHaveLength(2);
    for (const key of keys) expect(await isDone(key)).toBe(false);
    // All of them, in whatever order they are taken: one that were still held would hold up the stop.
    await scheduler.until("delivered", async () => {
      for (const release of held.splice(0)) release();
      return (await Promise.all(keys.map(isDone))).every(Boolean);
    });
    await runner.stop();
  });

  it("[R28] are tried again with ever longer waits, then given up and shown", async () => {
    const { start, write, scheduler, jump, isDead, row, clock, logged } = await openJobs();
    let tries = 0;
    const runner = start({
      test: async () => {
        tries += 1;
        throw new JobFailed("The mail server did not take it.");
      },
    });
    await write(job("one"));
    const waits: number[] = [];
    while (!(await isDead("one"))) {
      const attempt = waits.length + 1;
      runner.wake();
      await scheduler.until("tried", async () => {
        const { attempts, leasedTo } = await row("one");
        return attempts === attempt && leasedTo === null;
      });
      const wait = (await row("one")).runAt.getTime() - clock().getTime();
      if (await isDead("one")) break;
      waits.push(Math.round(wait / MINUTE));
      jump(wait);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240]);
    expect(tries).toBe(MOST_ATTEMPTS);
    expect(await row("one")).toMatchObject({ lastError: "The mail server did not take it." });
    expect(logged()).toContain("a job was given up");
    jump(24 * 60 * MINUTE);
    await scheduler.pass(MINUTE);
    expect(tries).toBe(MOST_ATTEMPTS);
    await runner.stop();
  });

  it("that can't succeed are given up at once; what they throw unexpectedly is not shown", async () => {
    const { start, write, scheduler, isDead, row } = await openJobs();
    const runner = start({
      test: async ({ key }) => {
        if (key === "hopeless") throw new JobGivenUp("The person has left.");
        throw new Error("nia@example.org was refused");
      },
    });
    await write(job("hopeless"), job("unexpected"));
    runner.wake();
    await scheduler.until("given up", () => isDead("hopeless"));
    await scheduler.until("tried", async () => (await row("unexpected")).lastError !== null);
    expect(await row("hopeless")).toMatchObject({ attempts: 1, lastError: "The person has left." });
    expect((await row("unexpected")).lastError).not.toContain("nia@");
    await runner.stop();
  });

  it("[R28] of a process that died are taken by another once the lease is over", async () => {
    const { start, write, scheduler, isDone, row, clock } = await openJobs();
    let died = 0;
    // Time stands still in it from then on.
    const dead = start(
      { test: () => new Promise(() => void (died += 1)) },
      { scheduler: new VirtualScheduler() },
    );
    await write(job("one"));
    dead.wake();
    await scheduler.until("taken", () => died === 1);
    const other = start({ test: async () => undefined });
    await scheduler.pass(2 * MINUTE);
    expect(await isDone("one")).toBe(false);
    await scheduler.until("done", () => isDone("one"), 1000);
    expect(await row("one")).toMatchObject({ attempts: 2 });
    expect(clock().getTime() - START).toBeGreaterThanOrEqual(3 * MINUTE);
    await other.stop();
  });

  it("[R28] that are asked for again while they run are done anew, and the attempt under way writes nothing", async () => {
    const { start, scheduler, isDone, database, clock } = await openJobs();
    let tries = 0;
    const again = () => database.write((tx) => writeJobAgain(tx, clock(), job("edited")));
    const runner = start({
      test: async ({ key }) => {
        if (key !== "edited") return;
        tries += 1;
        const mine = tries;
        if (mine === 1) {
          await again();
          runner.wake();
        }
        return async (tx, at) => void (await writeJob(tx, at, job(`told by ${mine}`, {})));
      },
    });
    await again();
    runner.wake();
    await scheduler.until("both", () => isDone("edited"), 1000);
    expect(await find(database, "told by 1")).toBeNull();
    expect(await find(database, "told by 2")).not.toBeNull();
    await runner.stop();
  });

  it("are given up where each attempt ends its process", async () => {
    const { start, write, scheduler, database, isDead, row, clock } = await openJobs();
    await write(job("deadly"));
    await database.client.job.update({
      where: { key: "deadly" },
      data: { attempts: MOST_ATTEMPTS, leasedTo: new Date(clock().getTime() + MINUTE) },
    });
    let tried = 0;
    const runner = start({ test: async () => void (tried += 1) });
    await scheduler.pass(2 * MINUTE);
    expect(await isDead("deadly")).toBe(false);
    await runner.cleanUp();
    expect(await isDead("deadly")).toBe(true);
    expect(tried).toBe(0);
    expect((await row("deadly")).lastError).toContain("The server ended");
    await runner.stop();
  });

  it("[R28] write their end with what they write themselves, and nothing where another took over", async () => {
    const { start, write, scheduler, isDone, database } = await openJobs();
    const runner = start({
      test: async ({ key }) => {
        if (key === "late") {
          // As if the lease had ended while it worked, and another process had taken the job.
          await database.client.job.update({ where: { key }, data: { attempts: 2 } });
        }
        return async (tx, at) => {
          await writeJob(tx, at, job(`after ${key}`));
        };
      },
    });
    await write(job("late"));
    runner.wake();
    await scheduler.until("tried", async () => (await find(database, "late"))?.attempts === 2);
    await scheduler.pass(1000);
    expect(await find(database, "after late")).toBeNull();
    expect(await isDone("late")).toBe(false);
    await runner.stop();

    let second = 0;
    const next = start({
      test: async ({ key }) => {
        if (key !== "one") return;
        second += 1;
        return async (tx, at) => {
          await writeJob(tx, at, job("after one"));
          if (second === 1) throw new Error("the database went away");
        };
      },
    });
    await write(job("one"));
    next.wake();
    await scheduler.until("both", () => isDone("after one"), 1000);
    expect(second).toBe(2);
    await next.stop();
  });

  it("are worked on few at a time", async () => {
    const { start, write, scheduler, database, metrics } = await openJobs();
    const open: (() => void)[] = [];
    let most = 0;
    const runner = start(
      {
        test: () =>
          new Promise<void>((resolve) => {
            open.push(resolve);
            most = Math.max(most, open.length);
          }),
      },
      { mostAtOnce: 3, metrics },
    );
    await write(...Array.from({ length: 8 }, (_, number) => job(`job ${number}`)));
    runner.wake();
    await scheduler.until("three", () => open.length === 3);
    expect(await metrics.metrics()).toMatch(/jobs_running 3/u);
    expect(await metrics.metrics()).toMatch(/jobs_waiting 8/u);
    await scheduler.until("all", async () => {
      open.shift()?.();
      return (await database.client.job.count({ where: { doneAt: null } })) === 0;
    });
    expect(most).toBe(3);
    // The last one is counted after its end is stored.
    await scheduler.until("counted", async () =>
      (await metrics.metrics()).includes('jobs_attempts_total{kind="test",outcome="done"} 8'),
    );
    await runner.stop();
  });

  it("[R28] are shared by several processes without one being done twice", async () => {
    const { database, start, write, scheduler } = await openJobs();
    const other = await openDatabase({ url: database.url, migrationsFolder });
    const done: string[] = [];
    const handlers = {
      test: async ({ key }: { readonly key: string }) => {
        await new Promise((resolve) => setImmediate(resolve));
        done.push(key);
      },
    };
    await write(...Array.from({ length: 60 }, (_, number) => job(`job ${number}`)));
    const runners = [database, other].map((own) => start(handlers, { database: own }));
    await scheduler.until(
      "all",
      async () => (await database.client.job.count({ where: { doneAt: null } })) === 0,
      100,
    );
    await Promise.all(runners.map((runner) => runner.stop()));
    await other.close();
    expect(done).toHaveLength(60);
    expect(new Set(done).size).toBe(60);
  });

  it("[R28] are neither taken from others nor kept waiting by a process whose clock is an hour ahead", async () => {
    const { database, scheduler, start, isDone, row } = await openJobs();
    const own = { clock: undefined };
    const begun: string[] = [];
    let end: () => void = () => undefined;
    const slow = start(
      {
        test: ({ key }) => {
          begun.push(`right: ${key}`);
          return new Promise<void>((resolve) => (end = resolve));
        },
      },
      own,
    );
    const writeNow = (key: string) =>
      database.write((tx) => writeJob(tx, new Date(), { kind: "test", key, payload: {} }));
    await writeNow("held");
    slow.wake();
    await scheduler.until("taken", () => begun.length === 1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60 * MINUTE });
    const ahead = start({ test: async ({ key }) => void begun.push(`ahead: ${key}`) }, own);
    try {
      await scheduler.pass(MINUTE / 2);
      await ahead.cleanUp();
      expect(begun).toEqual(["right: held"]);
      // Written by the clock that is ahead, and done at once.
      await writeNow("fresh");
      ahead.wake();
      await scheduler.until("done", () => isDone("fresh"));
    } finally {
      vi.useRealTimers();
    }
    end();
    await scheduler.until("done", () => isDone("held"));
    expect(begun).toEqual(["right: held", "ahead: fresh"]);
    expect(await row("held")).toMatchObject({ attempts: 1 });
    await Promise.all([slow.stop(), ahead.stop()]);
  });

  it("of a kind that only another release knows are left alone", async () => {
    const { start, write, scheduler, row } = await openJobs();
    const runner = start({ test: async () => undefined });
    await write({ kind: "of tomorrow", key: "tomorrow", payload: {} });
    await scheduler.pass(5 * MINUTE);
    expect(await row("tomorrow")).toMatchObject({ attempts: 0, doneAt: null });
    await runner.stop();
  });

  it("end before the stop is over, and none is begun after it", async () => {
    const { start, write, scheduler, isDone } = await openJobs();
    let end: () => void = () => undefined;
    let began = false;
    const runner = start({
      test: () =>
        new Promise<void>((resolve) => {
          began = true;
          end = resolve;
        }),
    });
    await write(job("one"));
    runner.wake();
    await scheduler.until("begun", () => began);
    const stopped = runner.stop();
    await write(job("two"));
    runner.wake();
    end();
    await stopped;
    expect(await isDone("one")).toBe(true);
    await scheduler.pass(10 * MINUTE);
    expect(await isDone("two")).toBe(false);
  });
});
