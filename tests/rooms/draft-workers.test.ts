import type { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createDraftWorkers } from "#server/rooms/index.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { rootOf, writeParagraph } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { refuse } from "#app/domain/refusal.ts";
import { value } from "#tests/services/workspace.ts";

const workerUrl = bundledWorker("draft-worker");
const workers = createDraftWorkers({ workerUrl, failures: unheard });
const NOTHING = Uint8Array.of(0, 0);
afterAll(() => workers.destroy());

describe("the worker", () => {
  it("folds base and tail into one update that says the same in fewer bytes [R19]", async () => {
    const doc = new Y.Doc();
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => parts.push(update));
    const text = writeParagraph(doc, "a");
    for (let index = 0; index < 200; index += 1) text.insert(index, "b");
    text.delete(10, 50);
    const { bytes: base } = value(await workers.compact(parts));
    const read = new Y.Doc();
    Y.applyUpdate(read, base);
    expect(rootOf(read).toString()).toBe(rootOf(doc).toString());
    expect(base.length).toBeLessThan(parts.reduce((sum, part) => sum + part.length, 0) / 4);
  });

  it("refuses a tail of which something is missing, and stays of use [R19]", async () => {
    const doc = new Y.Doc();
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => parts.push(update));
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    expect(await workers.compact(parts.slice(1))).toEqual(refuse("our-fault"));
    expect(value(await workers.compact(parts)).bytes).toBeInstanceOf(Uint8Array);
  });

  it("[R33] takes the turns of who leads the matter now, also once it was handed over", async () => {
    let lead = "council";
    let now = new Date("2026-03-02T12:00:00.000Z");
    const asked: string[] = [];
    const handed = createDraftWorkers({
      workerUrl,
      failures: unheard,
      now: () => now,
      organizationOf: async () => {
        asked.push(lead);
        return lead;
      },
    });
    const update = Y.encodeStateAsUpdate(new Y.Doc());
    const draw = () => handed.paint(update, "document");
    await draw();
    await draw();
    expect(asked).toEqual(["council"]);
    lead = "ilrc";
    now = new Date(now.getTime() + 60_000);
    await draw();
    expect(asked).toEqual(["council", "ilrc"]);
    await handed.destroy();
  });

  it("draws a draft as HTML", async () => {
    const update = updateFromProse(
      {
        type: "doc",
        content: [{ type: "block", content: [{ type: "text", text: "We <request> it." }] }],
      },
      1,
    );
    expect(value(await workers.paint(update)).html).toContain("We &lt;request&gt; it.");
  });

  it("draws, reads and folds a draft that holds what can't be shown, and deletes nothing of it [R19]", async () => {
    const doc = new Y.Doc();
    doc.clientID = 9;
    writeParagraph(doc, "Words.");
    rootOf(doc).insertEmbed(3, new Y.XmlElement("ofAnotherRelease"));
    const update = Y.encodeStateAsUpdate(doc);
    expect(value(await workers.paint(update)).html).toContain(
      `>Wo<span class="cannot-be-shown" data-client="9" data-clock="7">Something that can’t be shown</span>rds.</p>`,
    );
    const { prose, unknown } = value(await workers.prose(update));
    expect(JSON.stringify(prose)).toContain("Words.");
    expect(unknown).toMatchObject([{ client: 9, clock: 7, place: 1 }]);
    const { bytes } = value(await workers.compact([update]));
    expect(value(await workers.prose(bytes)).unknown).toEqual(unknown);
  });

  it("reads a draft of which an update never arrived as far as it is there", async () => {
    const doc = new Y.Doc();
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => parts.push(update));
    const text = writeParagraph(doc, "first");
    text.insert(5, " lost");
    text.insert(10, " third");
    const update = Y.mergeUpdates([parts[0]!, parts[2]!]);
    expect(JSON.stringify(value(await workers.prose(update)).prose)).toContain('"text":"first"');
    expect(value(await workers.paint(update)).html).toContain(">first</p>");
  });

  it("is ready before it is needed, stays while people are here, and ends when nobody is", async () => {
    const started: Worker[] = [];
    const ended: Worker[] = [];
    const note = (worker: Worker) => {
      started.push(worker);
      worker.on("exit", () => ended.push(worker));
    };
    process.on("worker", note);
    const scheduler = new VirtualScheduler();
    const own = createDraftWorkers({ workerUrl, failures: unheard, idleMs: 1_000, scheduler });
    own.warm();
    await expect.poll(() => started.length).toBe(1);
    expect(value(await own.paint(NOTHING)).html).toContain("<p");
    for (let moment = 0; moment < 6; moment += 1) {
      await scheduler.pass(900);
      own.warm();
    }
    expect(value(await own.paint(NOTHING)).html).toContain("<p");
    expect({ started: started.length, ended: ended.length }).toEqual({ started: 1, ended: 0 });
    await scheduler.pass(999);
    expect(value(await own.paint(NOTHING)).html).toContain("<p");
    expect(started).toHaveLength(1);
    await scheduler.pass(1_000);
    await expect.poll(() => ended.length).toBe(1);
    expect(value(await own.paint(NOTHING)).html).toContain("<p");
    expect(started).toHaveLength(2);
    process.off("worker", note);
    await own.destroy();
    // Two workers translate their sources from nothing, which takes 3 s each on a machine that is busy.
  }, 120_000);
});
