import pino from "pino";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { openDatabase, type Database } from "#server/database/index.ts";
import { databaseTime } from "#server/database/time.ts";
import { endTurn, takeTurn } from "#server/leases/take.ts";
import { createLeases, TURN_LEASE_MS, type Work } from "#server/leases/index.ts";
import { eventually, turns } from "#tests/rooms/support/stock.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const START = Date.parse("2026-03-02T12:00:00.000Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP_MS = 10_000;

/** Processes on one database, whose time the test moves; each has timers of its own. */
async function openCluster() {
  const database = await freshDatabaseForTest();
  const { client, isIdle } = counting(database.client);
  let passed = 0;
  const clock = () => new Date(START + passed);
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const schedulers: VirtualScheduler[] = [];
  return {
    database,
    logged: () => lines.join(""),
    row: (name: string) => database.client.lease.findUniqueOrThrow({ where: { name } }),
    process(
      holder: string,
      own: Pick<Database, "client" | "provider"> = { client, provider: database.provider },
    ) {
      const scheduler = new VirtualScheduler();
      schedulers.push(scheduler);
      const metrics = new Registry();
      const leases = createLeases({ database: own, holder, scheduler, log, metrics, clock });
      return {
        leases,
        metrics,
        /** Its timers stand still from now on. */
        die: () => void schedulers.splice(schedulers.indexOf(scheduler), 1),
      };
    },
    /** Time passes for the database and for every process that lives. */
    async pass(milliseconds: number) {
      for (let left = milliseconds; left > 0; left -= STEP_MS) {
        passed += Math.min(left, STEP_MS);
        for (const scheduler of schedulers) await scheduler.pass(Math.min(left, STEP_MS));
        // Statements that timers began come to their end, and those that follow them.
        await eventually("all is answered", isIdle);
      }
    },
  };
}

/** The client, and whether nothing has been asked of it for some turns of the event loop. */
function counting(client: Database["client"]) {
  let asked = 0;
  let waiting = 0;
  const counted = new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key !== "$queryRawUnsafe" && key !== "$executeRawUnsafe") return value;
      return async (...statement: Parameters<typeof client.$queryRawUnsafe>) => {
        asked += 1;
        waiting += 1;
        return await target[key](...statement).finally(() => (waiting -= 1));
      };
    },
  });
  const isIdle = async () => {
    const before = asked;
    await turns(10);
    return waiting === 0 && asked === before;
  };
  return { client: counted, isIdle };
}

/** Work that the test ends. */
function openWork() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const aborted: string[] = [];
  const workOf =
    (who: string): Work =>
    ({ signal }) =>
      new Promise<void>((resolve, reject) => {
        begun.push(who);
        ends.set(who, (error) => (error ? reject(error) : resolve()));
        signal.addEventListener("abort", () => void aborted.push(who));
      });
  return { begun, aborted, workOf, end: (who: string, error?: Error) => ends.get(who)?.(error) };
}

/** Two processes, the first of which has begun what one does for both. */
async function begunByFirst() {
  const cluster = await openCluster();
  const work = openWork();
  const [a, b] = [cluster.process("a"), cluster.process("b")];
  a.leases.runOnce("sweep", HOUR, work.workOf("a"));
  b.leases.runOnce("sweep", HOUR, work.workOf("b"));
  const looked = a.leases.look();
  await expect.poll(() => work.begun).toEqual(["a"]);
  return { ...cluster, ...work, a, b, looked };
}

describe("work of the whole cluster", () => {
  it("[R27] is done once in its interval, whichever process begins, also after a restart", async () => {
    const { database, process, pass } = await openCluster();
    const other = await openDatabase({ url: database.url, migrationsFolder });
    const done: string[] = [];
    const all = [process("a"), process("b", other), process("c")];
    for (const [index, { leases }] of all.entries()) {
      leases.runOnce("sweep", 10 * MINUTE, async () => void done.push(String(index)));
    }
    await Promise.all(all.map(({ leases }) => leases.look()));
    expect(done).toHaveLength(1);
    await pass(9 * MINUTE);
    expect(done).toHaveLength(1);
    const restarted = process("d");
    restarted.leases.runOnce("sweep", 10 * MINUTE, async () => void done.push("d"));
    await restarted.leases.look();
    expect(done).toHaveLength(1);
    await pass(2 * MINUTE);
    expect(done).toHaveLength(2);
    await other.close();
  });

  it("[R27] stays with who does it for as long as it takes, and is told of in its metrics", async () => {
    const { a, b, pass, begun, end, looked } = await begunByFirst();
    await pass(4 * TURN_LEASE_MS);
    expect(begun).toEqual(["a"]);
    expect(await a.metrics.metrics()).toContain('cluster_task_held{task="sweep"} 1');
    expect(await b.metrics.metrics()).toContain('cluster_task_held{task="sweep"} 0');
    end("a");
    await looked;
    await pass(MINUTE);
    expect(begun).toEqual(["a"]);
  });

  it("[R27] goes to another process when the one that did it died, which can't end it any more", async () => {
    const { a, pass, row, begun, end, looked } = await begunByFirst();
    a.die();
    await pass(TURN_LEASE_MS - 10_000);
    expect(begun).toEqual(["a"]);
    await pass(MINUTE);
    expect(begun).toEqual(["a", "b"]);
    end("a");
    await looked;
    expect(await row("sweep")).toMatchObject({ holder: "b", turn: 2 });
    end("b");
    await expect.poll(async () => (await row("sweep")).holder).toBeNull();
  });

  it("[R27] is called off where its turn was lost", async () => {
    const { database, process, pass, logged } = await openCluster();
    const { begun, aborted, workOf } = openWork();
    const a = process("a");
    a.leases.runOnce("sweep", HOUR, workOf("a"));
    void a.leases.look();
    await expect.poll(() => begun).toEqual(["a"]);
    await database.client.lease.update({
      where: { name: "sweep" },
      data: { holder: "b", turn: 2 },
    });
    await pass(15_000);
    expect(aborted).toEqual(["a"]);
    await expect.poll(logged).toContain("another process has taken the turn");
  });

  it("[R27] is called off where the database has not answered for as long as its turn is kept", async () => {
    const { database, process, pass } = await openCluster();
    const { begun, aborted, workOf } = openWork();
    const { client, provider } = database;
    const taking = {
      $queryRawUnsafe: client.$queryRawUnsafe.bind(client),
      $executeRawUnsafe: () => new Promise<number>(() => undefined),
    } as unknown as Database["client"];
    const { leases } = process("a", { client: taking, provider });
    leases.runOnce("sweep", HOUR, workOf("a"));
    void leases.look();
    await expect.poll(() => begun).toEqual(["a"]);
    await pass(TURN_LEASE_MS - 10_000);
    expect(aborted).toEqual([]);
    await pass(10_000);
    expect(aborted).toEqual(["a"]);
  });

  it("[R27] that fails is tried again after 1, 2, 4 … minutes, and no more often than otherwise", async () => {
    const { process, pass, row, logged } = await openCluster();
    const { leases } = process("a");
    let fails = true;
    let tries = 0;
    leases.runOnce("sweep", 10 * MINUTE, async () => {
      tries += 1;
      if (fails) throw new Error("the disk is full");
    });
    await leases.look();
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { dueAt } = await row("sweep");
      const before = tries;
      let waited = 0;
      for (; tries === before; waited += 15_000) await pass(15_000);
      waits.push(Math.round(waited / MINUTE));
      expect(dueAt.getTime()).toBeLessThan(Date.parse("2026-03-02T14:00:00.000Z"));
    }
    expect(waits).toEqual([1, 2, 4, 8, 10, 10]);
    expect(logged()).toContain("the disk is full");
    fails = false;
    await pass(11 * MINUTE);
    await expect.poll(async () => (await row("sweep")).failures).toBe(0);
  });

  it("[R27] of a process that stops is left to the others at once", async () => {
    const { a, b, pass, begun, aborted } = await begunByFirst();
    await a.leases.stop();
    expect(aborted).toEqual(["a"]);
    await pass(15_000);
    expect(begun).toEqual(["a", "b"]);
    await b.leases.stop();
  });

  it("waits for its turn where nobody else may do it meanwhile, and not for ever", async () => {
    const { process, pass } = await openCluster();
    const [a, b, c] = [process("a"), process("b"), process("c")];
    const order: string[] = [];
    let end: () => void = () => undefined;
    const first = a.leases.whileLeased("drafts", HOUR, () => {
      order.push("a begins");
      return new Promise<void>((resolve) => (end = resolve));
    });
    await expect.poll(() => order).toEqual(["a begins"]);
    const second = b.leases.whileLeased("drafts", HOUR, async () => void order.push("b"));
    const impatient = c.leases.whileLeased("drafts", MINUTE, async () => void order.push("c"));
    const refused = impatient.catch(String);
    await pass(2 * MINUTE);
    expect(await refused).toContain('Another process has been busy with "drafts"');
    order.push("a ends");
    end();
    await first;
    await pass(MINUTE);
    await second;
    expect(order).toEqual(["a begins", "a ends", "b"]);
  });

  it("[R27] is not done anew by who found it due before another did it", async () => {
    const { database } = await openCluster();
    const time = databaseTime(database.provider);
    const take = (holder: string) =>
      takeTurn(database, time, { name: "sweep", holder, leaseMs: TURN_LEASE_MS });
    const [one, other] = await Promise.all([take("a"), take("b")]);
    expect([one, other].filter((turn) => turn !== null)).toHaveLength(1);
    const turn = one ?? other;
    if (!turn) throw new Error("nobody's turn");
    expect(await endTurn(database, time, turn, { dueInMs: HOUR, failures: 0 })).toBe(true);
    expect(await take("c")).toBeNull();
    expect(await endTurn(database, time, turn, { dueInMs: 0, failures: 0 })).toBe(false);
  });

  it("[R27] goes by the database's clock: turns are taken and kept without a process's", async () => {
    const { database } = await openCluster();
    const log = pino({ level: "silent" });
    const scheduler = new VirtualScheduler();
    const done: string[] = [];
    const { client } = database;
    const processes = ["a", "b"].map((holder) => {
      const leases = createLeases({ database, holder, scheduler, log });
      leases.runOnce("sweep", HOUR, async () => void done.push(holder));
      return leases;
    });
    await Promise.all(processes.map((leases) => leases.look()));
    expect(done).toHaveLength(1);
    const { dueAt } = await client.lease.findUniqueOrThrow({ where: { name: "sweep" } });
    expect(Math.abs(dueAt.getTime() - Date.now() - HOUR)).toBeLessThan(MINUTE);
    await client.lease.update({
      where: { name: "sweep" },
      data: { dueAt: new Date(Date.now() - 1000), leasedTo: new Date(Date.now() + HOUR) },
    });
    await Promise.all(processes.map((leases) => leases.look()));
    expect(done).toHaveLength(1);
    await client.lease.update({
      where: { name: "sweep" },
      data: { leasedTo: new Date(Date.now() - 1000) },
    });
    await Promise.all(processes.map((leases) => leases.look()));
    expect(done).toHaveLength(2);
  });
});
