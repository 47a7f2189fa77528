import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { Registry } from "prom-client";
import { done, refuse } from "#app/domain/refusal.ts";
import { createLog } from "#server/log.ts";
import type { WorkerDeclaration } from "#server/workers/declaration.ts";
import { workerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { createRedlines } from "#server/workers/redline/index.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import { workerUrl } from "#server/workers/worker-url.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "pool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does what it is told, and answers how many tasks it did before; kept in memory of its own. */
const file = path.join(folder, "worker.mjs");
writeFileSync(
  file,
  `import { writeFileSync } from "node:fs";
   let done = 0;
   export default async (task) => {
     if (task === "exit") process.exit(1);
     if (task?.foreverAfter) { writeFileSync(task.foreverAfter, ""); for (;;); }
     if (task === "hang") return new Promise(() => setInterval(() => undefined, 1000));
     if (task === "pid") return process.pid;
     if (task === "throw") throw new TypeError("a bug of ours\\n    with secret words at a:1:2");
     if (task === "trap") throw Object.assign(new Error(), { name: "RuntimeError" });
     if (task === "abort") process.abort();
     if (task === "greedy") for (const kept = []; ; ) kept.push(new Array(1000).fill(kept.length));
     if (task === "secret") return "A_SECRET_OF_THE_SERVER" in process.env;
     if (task?.shared) task.shared[0] = 7;
     return done++;
   };`,
);

const refusal = (code: string) => ({ ok: false, refusal: { code } });

function opened(
  runtime: "thread" | "process",
  changes: Partial<WorkerDeclaration<unknown>> = {},
  url = pathToFileURL(file),
) {
  const pool = createWorkerPool<unknown, unknown>({
    name: "test",
    failures: unheard,
    url,
    runtime,
    waiting: { inAll: 10, ofOne: 5 },
    timeLimitMs: 60_000,
    idleMs: 60_000,
    afterError: "keep",
    ...changes,
  });
  onTestFinished(() => pool.close());
  return pool;
}

/** The log and the counts of failures. */
function listening() {
  const written: string[] = [];
  const registry = new Registry();
  const failures = workerFailures(
    createLog("error", { write: (line) => written.push(line) }),
    registry,
  );
  return {
    failures,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    async counted() {
      const { values = [] } = (await registry.getMetricsAsJSON())[0] ?? {};
      return Object.fromEntries(values.map(({ labels, value }) => [labels["why"], value]));
    },
  };
}

describe.each(["thread", "process"] as const)("a worker that is a %s", (runtime) => {
  it("does one task after the other, and goes on after one that failed", async () => {
    const pool = opened(runtime);
    expect(await Promise.all(["a", "b"].map((task) => pool.run(task)))).toEqual([done(0), done(1)]);
    expect(await pool.run("throw")).toEqual(refusal("our-fault"));
    expect(await pool.run("a")).toEqual(done(2));
  });

  it("that throws is told as our fault, in the log once with its stack and none of its words, and counted", async () => {
    const heard = listening();
    const outcome = await opened(runtime, { failures: heard.failures }).run("throw");
    const tooCostly = refuse("bad-input", "The file is too complex.");
    const told = refusedTask(outcome.ok ? { code: "busy" } : outcome.refusal, {
      tooCostly,
      busy: "",
    });
    expect(told).toEqual(refuse("our-fault"));
    expect(told.refusal.sentence).toContain("on our side");
    const [line, ...others] = heard.lines();
    expect(others).toEqual([]);
    expect(line).toMatchObject({ level: 50, worker: "test", kind: "TypeError" });
    expect(line?.["stack"]).toMatch(/^ {4}at .*worker\.mjs:\d+:\d+/u);
    expect(JSON.stringify(line)).not.toMatch(/a bug of ours|secret/u);
    expect(await heard.counted()).toEqual({ threw: 1, crashed: 0 });
  });

  it("is replaced after one that failed where that is declared", async () => {
    const pool = opened(runtime, { afterError: "replace" });
    await pool.run("a");
    expect(await pool.run("throw")).toEqual(refusal("our-fault"));
    expect(await pool.run("a")).toEqual(done(0));
  });

  it("is ended when a task takes longer than it may, and the next finds another", async () => {
    const scheduler = new VirtualScheduler();
    const pool = opened(runtime, { timeLimitMs: 3_000, scheduler });
    await pool.run("a");
    const begun = path.join(folder, `begun-in-a-${runtime}`);
    const both = Promise.all([pool.run({ foreverAfter: begun }), pool.run("a")]);
    await expect.poll(() => existsSync(begun)).toBe(true);
    await scheduler.pass(3_000);
    expect(await both).toEqual([
      { ok: false, refusal: { code: "too-costly", why: "time" } },
      done(0),
    ]);
  });

  it("that goes down refuses what it was doing, and nothing else", async () => {
    const pool = opened(runtime);
    const outcomes = await Promise.all(["exit", "a"].map((task) => pool.run(task)));
    expect(outcomes).toEqual([refusal("our-fault"), done(0)]);
  });

  it("that can't be started refuses instead of waiting, says so, and the server goes on", async () => {
    const heard = listening();
    const missing = new URL("file:///nonexistent/worker.mjs");
    const pool = opened(runtime, { failures: heard.failures }, missing);
    expect(await pool.run("a")).toEqual(refusal("our-fault"));
    expect(await pool.run("a")).toEqual(refusal("our-fault"));
    expect(await heard.counted()).toEqual({ threw: 2, crashed: 0 });
  });

  it("that asks for too much memory takes nothing along", async () => {
    const heard = listening();
    const pool = opened(runtime, { memoryMiB: 32, failures: heard.failures });
    expect(await pool.run("greedy")).toMatchObject(
      runtime === "thread" ? { refusal: { why: "memory" } } : refusal("crashed"),
    );
    // Which of the two ended a process can't be told apart.
    const told = "native code went down with a task of a worker, or its memory was full";
    expect(heard.lines().map(({ msg }) => msg)).toEqual(runtime === "thread" ? [] : [told]);
    expect(await pool.run("a")).toEqual(done(0));
  });

  it("goes when it has had nothing to do for a while, unless work is said to come", async () => {
    const scheduler = new VirtualScheduler();
    const pool = opened(runtime, { idleMs: 1_000, scheduler });
    expect(pool.keepReady()).toBe(false);
    await pool.run("a");
    for (let moment = 0; moment < 3; moment += 1) {
      await scheduler.pass(500);
      expect(pool.keepReady()).toBe(true);
    }
    expect(await pool.run("a")).toEqual(done(1));
    await scheduler.pass(1_000);
    expect(pool.keepReady()).toBe(false);
    expect(await pool.run("a")).toEqual(done(0));
  });

  it("does not see the server's environment", async () => {
    process.env["A_SECRET_OF_THE_SERVER"] = "secret";
    onTestFinished(() => void delete process.env["A_SECRET_OF_THE_SERVER"]);
    expect(await opened(runtime).run("secret")).toEqual(done(false));
  });

  it("refuses what waits, what runs and what comes once its pool is closed", async () => {
    const pool = opened(runtime);
    await pool.run("a");
    const outcomes = Promise.all(["hang", "a"].map((task) => pool.run(task)));
    await pool.close();
    expect(await outcomes).toEqual([refusal("stopping"), refusal("stopping")]);
    expect(await pool.run("a")).toEqual(refusal("stopping"));
  });

  it("is replaced after an answer that says so; a doubtful one is asked for again in a new worker", async () => {
    const spent = opened(runtime, { isSpent: () => true });
    expect([await spent.run("a"), await spent.run("a")]).toEqual([done(0), done(0)]);
    const doubtful = opened(runtime, { isDoubtful: (output) => output === 1 });
    expect([await doubtful.run("a"), await doubtful.run("a")]).toEqual([done(0), done(0)]);
    // The new worker, which had done nothing before, did that task.
    const always = opened(runtime, { isDoubtful: () => true });
    expect([await always.run("a"), await always.run("a")]).toEqual([done(0), done(0)]);
  });
});

it("a process whose native code goes down is told apart from a bug, and heard of once", async () => {
  const heard = listening();
  const pool = opened("process", { failures: heard.failures });
  for (const task of ["abort", "trap"]) expect(await pool.run(task)).toEqual(refusal("crashed"));
  expect(heard.lines().map(({ worker, by }) => [worker, by])).toEqual([
    ["test", "SIGABRT"],
    ["test", "RuntimeError"],
  ]);
  expect(await heard.counted()).toEqual({ threw: 0, crashed: 2 });
});

describe("tasks", () => {
  it("take turns by whose they are, each up to its own limit and all up to theirs", async () => {
    const pool = opened("thread", { waiting: { inAll: 4, ofOne: 2 } });
    const order: string[] = [];
    const ask = (by: string, what: string) =>
      pool.run("a", { by }).then(({ ok }) => order.push(ok ? what : `${what}: refused`));
    await Promise.all([
      ask("ana", "ana 1"),
      ask("ana", "ana 2"),
      ask("ana", "ana 3"),
      ask("ana", "ana 4"),
      ask("ines", "ines 1"),
      ask("luz", "luz 1"),
      ask("ben", "ben 1"),
    ]);
    expect(order).toEqual([
      "ana 4: refused",
      "ben 1: refused",
      "ana 1",
      "ana 2",
      "ines 1",
      "luz 1",
      "ana 3",
    ]);
  });

  it("of one hold so many workers and no more, however many are free", async () => {
    const scheduler = new VirtualScheduler();
    const limits = { workers: 2, mostOfOne: 1, timeLimitMs: 4_000, scheduler };
    const pool = opened("thread", limits);
    const order: string[] = [];
    const note = (what: string) => () => void order.push(what);
    const hers = [
      pool.run("hang", { by: "ana" }).then(note("ana 1")),
      pool.run("a", { by: "ana" }).then(note("ana 2")),
    ];
    await pool.run("a", { by: "ines" }).then(note("ines"));
    await scheduler.pass(4_000);
    await Promise.all(hers);
    expect(order).toEqual(["ines", "ana 1", "ana 2"]);
  });

  it("that nobody wants any more when their turn comes are not begun", async () => {
    const pool = opened("thread");
    const isWanted = () => false;
    expect(await pool.run("a", { isWanted })).toEqual(refusal("not-wanted"));
    expect(await pool.run("a")).toEqual(done(0));
  });

  it("in a thread share memory with the server, of use even when they were ended", async () => {
    const pool = opened("thread");
    const shared = new Float64Array(new SharedArrayBuffer(8));
    await pool.run({ shared });
    expect(shared[0]).toBe(7);
  });
});

it("a thread runs its source where the server is not bundled", async () => {
  const redlines = createRedlines({ workerUrl: workerUrl("redline-worker"), failures: unheard });
  onTestFinished(() => redlines.close());
  const empty = { type: "doc", content: [] } as const;
  expect(await redlines.between(empty, empty)).toMatchObject({ value: { exact: true } });
});

it("a process goes with the server that was killed, whatever it waits for", async () => {
  const url = pathToFileURL(file).href;
  const server = path.join(folder, "server.mts");
  const poolModule = JSON.stringify(
    path.resolve(import.meta.dirname, "../../server/workers/pool.ts"),
  );
  writeFileSync(
    server,
    `import { workerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from ${poolModule};
     const unheard = { expect: () => undefined, threw: () => undefined, crashed: () => undefined };
     const pool = createWorkerPool({ name: "test", failures: unheard, url: new URL("${url}"), runtime: "process", afterError: "keep",
       waiting: { inAll: 9, ofOne: 9 }, timeLimitMs: 60_000, idleMs: 60_000 });
     process.stdout.write(String((await pool.run("pid")).value));
     void pool.run("hang");`,
  );
  const parent = spawn(process.execPath, ["--import", "tsx", server], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [pid] = (await once(parent.stdout, "data")) as [Buffer];
  const isThere = () => {
    try {
      return process.kill(Number(pid), 0);
    } catch {
      return false;
    }
  };
  expect(isThere()).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(isThere).toBe(false);
});
