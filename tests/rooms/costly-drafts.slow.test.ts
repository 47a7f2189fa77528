import { describe, expect, it, onTestFinished } from "vitest";
import { createDraftWorkers } from "#server/rooms/index.ts";
import type { DraftWorkersOptions } from "#server/rooms/drafts/workers.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { backwards, conflictingInserts } from "./support/conflicts.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, rootOf } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { value } from "#tests/services/workspace.ts";

const workerUrl = bundledWorker("draft-worker");
const NOTHING = Uint8Array.of(0, 0);
/** A draft's tasks pause: with a sentence for whoever asks. */
const PAUSED = {
  refusal: {
    code: "unavailable",
    sentence: expect.stringMatching(/no word is lost.*\d\d:\d\d UTC/u) as unknown,
  },
};

const opened = (options: Partial<DraftWorkersOptions> = {}) => {
  const workers = createDraftWorkers({
    workerUrl,
    failures: unheard,
    // In whatever time the machine starts a worker.
    timeLimitMs: 60_000,
    organizationOf: async (documentId) => documentId.split("-")[0] ?? "",
    ...options,
  });
  onTestFinished(() => workers.destroy());
  return workers;
};

/** Minutes of work for Yjs in 100 KB. */
const { text, update } = conflictingInserts(12_000);
const costly = [text, update];

describe("a draft that costs minutes to work through", () => {
  it("is given up after its time, and pauses alone, with a sentence for whoever asks [R33]", async () => {
    const scheduler = new VirtualScheduler();
    const workers = opened({ scheduler });
    let refused: unknown = null;
    void workers.compact(costly, "ilrc-costly").then((outcome) => (refused = outcome));
    await scheduler.until("given up", () => refused !== null, 10_000);
    expect(refused).toMatchObject(PAUSED);
    // Without another worker: the last one ended with its task.
    let started = 0;
    const note = () => (started += 1);
    process.on("worker", note);
    expect(await workers.prose(NOTHING, "ilrc-costly")).toMatchObject(PAUSED);
    process.off("worker", note);
    expect(started).toBe(0);
    expect(value(await workers.paint(NOTHING, "ilrc-other")).html).toContain("<p");
    expect(workers.paused.all().map(({ documentId }) => documentId)).toEqual(["ilrc-costly"]);
  });

  it("stops no other organization while it runs, however many of them one organization has [R33]", async () => {
    const scheduler = new VirtualScheduler();
    const workers = opened({ scheduler });
    await workers.paint(NOTHING, "ilrc-warm");
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const tasks = ["one", "two", "three"].map((name) =>
      workers.compact(costly, `ilrc-${name}`).then(note(name)),
    );
    await workers.paint(NOTHING, "mijente-draft").then(note("mijente"));
    for (const task of tasks) {
      await scheduler.pass(60_000);
      await task;
    }
    expect(order).toEqual(["mijente", "one", "two", "three"]);
  });

  it("is tried again after a minute, then two, up to an hour, and at once where somebody says so [R33]", async () => {
    let now = Date.parse("2026-01-02T10:00:00Z");
    const workers = opened({ now: () => new Date(now) });
    const { paused } = workers;
    const minutes: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      const { retryAt } = paused.tooCostly("doc", "time");
      minutes.push((retryAt.getTime() - now) / 60_000);
    }
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(await workers.paint(NOTHING, "doc")).toMatchObject(PAUSED);
    paused.retryNow("doc");
    expect(value(await workers.paint(NOTHING, "doc")).html).toContain("<p");
    expect(paused.all()).toEqual([]);
    paused.tooCostly("doc", "time");
    now += 60_000;
    expect(value(await workers.paint(NOTHING, "doc")).html).toContain("<p");
  });

  it("is told by its batches: which of them costs so much [R33]", async () => {
    const rows = [
      { sequence: 7, bytes: text },
      { sequence: 8, bytes: NOTHING },
      { sequence: 9, bytes: update },
      { sequence: 10, bytes: NOTHING },
    ];
    const costlyRow = async (timeLimitMs: number) => {
      const workers = opened({ rowsOf: async () => rows, timeLimitMs });
      await workers.compact(costly, "doc");
      const costs = () => workers.paused.get("doc")?.costs ?? null;
      await expect.poll(costs, { timeout: timeLimitMs + PATIENCE_MS }).not.toBeNull();
      return costs()?.[0];
    };
    let found = await costlyRow(3_000);
    // Where the machine stood still meanwhile, it is not through with the first: with more time.
    if (found?.sequence !== 9) found = await costlyRow(20_000);
    expect(found).toMatchObject({ sequence: 9, isBase: false, isUnfinished: true });
  });

  it("that asks for more memory than it may is given up too, and the process goes on [R33]", async () => {
    const workers = opened({ memoryMiB: 48 });
    const many = backwards(500_000);
    expect(await workers.compact([many.text, many.update], "doc")).toMatchObject(PAUSED);
    expect(workers.paused.get("doc")?.why).toBe("memory");
    expect(value(await workers.paint(NOTHING, "other")).html).toContain("<p");
  });

  it("is typed in, kept, relayed and read by who comes while its tasks pause, and folded after [R33]", async () => {
    // Its pause does not end meanwhile.
    const now = new Date();
    const workers = opened({ now: () => now });
    workers.paused.tooCostly("draft-1", "time");
    const roomServer = await openRoomServer({ options: { workers }, limits: { tailRows: 5 } });
    const { client } = roomServer.fixture.database;
    const ana = new RawClient(roomServer);
    await ana.join();
    const write = async (from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        ana.write(`paragraph ${index}`);
        expect(await ana.barrier()).toBe("receipt");
      }
    };
    await write(0, 8);
    expect(await workers.prose(NOTHING, "draft-1")).toMatchObject(PAUSED);
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(ana.own).toString());
    await write(8, 12);
    await eventually("relayed", () => rootOf(ida.doc()).toString() === rootOf(ana.own).toString());
    // Nothing is folded, and nothing lost.
    expect(await client.draftBase.count()).toBe(0);
    expect(await client.draftUpdate.count()).toBe(12);
    const text = rootOf(ana.own).toString();
    await roomServer.close();
    const { fixture } = roomServer;
    const options = { workers: opened() };
    const again = await openRoomServer({ fixture, options, limits: { tailRows: 5 } });
    const ben = new RawClient(again, { who: "ben" });
    await ben.join();
    expect(rootOf(ben.doc()).toString()).toBe(text);
    ben.write("paragraph 12");
    expect(await ben.barrier()).toBe("receipt");
    await expect.poll(() => client.draftBase.count()).toBe(1);
  });
});
