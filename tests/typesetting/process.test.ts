import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Typesetter, TypesetterOptions } from "#server/typesetting/index.ts";
import { longComplaint } from "#tests/bench/pdf-complaint.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { ASKED, letterInput, openTypesetter, suitInput } from "./typesetter.ts";
import { body, prose } from "./writing.ts";
import { refuse } from "#app/domain/refusal.ts";

const input = letterInput(prose(body("A few words.")));
const opened: Typesetter[] = [];
const folders: string[] = [];

function open(options: Partial<TypesetterOptions> = {}) {
  const typesetter = openTypesetter(options);
  opened.push(typesetter);
  return typesetter;
}

/** A worker that does what the code says with each input. */
async function workerThat(code: string): Promise<URL> {
  const folder = await mkdtemp(path.join(tmpdir(), "worker-"));
  folders.push(folder);
  const file = path.join(folder, "worker.mjs");
  await writeFile(file, `export default async ({ input }) => { ${code} };`);
  return pathToFileURL(file);
}

const ANSWER = `return { memory: 1, outcome: { ok: true, value: { pdf: new Uint8Array([process.pid % 256]), pages: process.pid } } }`;
const NO_ANSWER = `return new Promise(() => undefined)`;

afterEach(async () => {
  for (const typesetter of opened.splice(0)) await typesetter.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe("the typesetting process", () => {
  it("sets what is handed over at once, one after the other", async () => {
    const typesetter = open();
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((change) =>
        typesetter.typeset({ ...input, marking: { kind: "draft", change } }, ASKED),
      ),
    );
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.pages)).toEqual([1, 1, 1, 1, 1]);
  });

  it("that has had nothing to do for a while ends, and the next document starts another", async () => {
    const typesetter = open({ workerUrl: await workerThat(ANSWER), idleLimit: 50 });
    const processOf = async () => {
      const outcome = await typesetter.typeset(input, ASKED);
      if (!outcome.ok) throw new Error("refused");
      return outcome.value.pages;
    };
    const first = await processOf();
    const isGone = () => {
      try {
        return !process.kill(first, 0);
      } catch {
        return true;
      }
    };
    await expect.poll(isGone).toBe(true);
    expect(await processOf()).not.toBe(first);
  });

  it("that goes down refuses that document with a sentence, and is replaced for the next", async () => {
    const workerUrl = await workerThat(
      `if (input.title === "deadly") process.kill(process.pid, "SIGSEGV"); else ${ANSWER}`,
    );
    const typesetter = open({ workerUrl });
    const outcomes = await Promise.all([
      typesetter.typeset(input, ASKED),
      typesetter.typeset({ ...input, title: "deadly" }, ASKED),
      typesetter.typeset(input, ASKED),
    ]);
    const [before, deadly, after] = outcomes;
    expect(deadly).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    expect(!deadly?.ok && deadly?.refusal.sentence).toContain("The text is unchanged");
    expect(before?.ok && after?.ok && before.value.pages !== after.value.pages).toBe(true);
    expect(typesetter.reports.messages).toEqual(["crashed"]);
  });

  it("that takes longer than it may is ended, and the next document is set", async () => {
    const workerUrl = await workerThat(`if (input.title === "endless") for (;;); else ${ANSWER}`);
    const scheduler = new VirtualScheduler();
    const typesetter = open({ workerUrl, timeLimit: 30_000, scheduler });
    let isEnded = false;
    const endless = typesetter
      .typeset({ ...input, title: "endless" }, ASKED)
      .finally(() => (isEnded = true));
    const after = typesetter.typeset(input, ASKED);
    await scheduler.until("ended", () => isEnded, 30_000);
    expect(await endless).toMatchObject({ ok: false, refusal: { code: "too-large" } });
    expect((await after).ok).toBe(true);
  });

  it("that holds too much memory is replaced after it has answered", async () => {
    const workerUrl = await workerThat(ANSWER);
    const typesetter = open({ workerUrl, memoryLimit: 0 });
    const first = await typesetter.typeset(input, ASKED);
    expect(typesetter.memory).toBe(1);
    const second = await typesetter.typeset(input, ASKED);
    expect(first.ok && second.ok && first.value.pages !== second.value.pages).toBe(true);
    expect(typesetter.reports.messages).toEqual([]);
  });

  it("that can't be started refuses instead of waiting", async () => {
    const typesetter = open({ workerUrl: new URL("file:///nonexistent/worker.mjs") });
    expect(await typesetter.typeset(input, ASKED)).toEqual(refuse("our-fault"));
  });

  it("does not see the server's environment", async () => {
    process.env["A_SECRET_OF_THE_SERVER"] = "secret";
    const workerUrl = await workerThat(
      `return { memory: 1, outcome: { ok: true, value: { pdf: new Uint8Array(), pages: "A_SECRET_OF_THE_SERVER" in process.env ? 1 : 0 } } }`,
    );
    const outcome = await open({ workerUrl }).typeset(input, ASKED);
    delete process.env["A_SECRET_OF_THE_SERVER"];
    expect(outcome.ok && outcome.value.pages).toBe(0);
  });

  it("refuses what waits beyond the queue's limit, and everything once it is closed", async () => {
    const workerUrl = await workerThat(NO_ANSWER);
    const typesetter = open({ workerUrl, queueLimit: 2 });
    const waiting = [1, 2, 3].map(() => typesetter.typeset(input, ASKED));
    expect(await typesetter.typeset(input, ASKED)).toMatchObject({
      refusal: { code: "unavailable" },
    });
    await typesetter.close();
    for (const outcome of await Promise.all(waiting)) expect(outcome.ok).toBe(false);
    expect((await typesetter.typeset(input, ASKED)).ok).toBe(false);
  });

  it("sets one document of each person in turn, whoever asked for many before", async () => {
    const workerUrl = await workerThat(ANSWER);
    const typesetter = open({ workerUrl });
    const order: string[] = [];
    const ask = async (by: string, what: string) => {
      const outcome = await typesetter.typeset(input, { by });
      order.push(outcome.ok ? what : "refused");
    };
    await Promise.all([
      ...[1, 2, 3, 4].map((number) => ask("ana", `ana's ${number}`)),
      ask("ines", "ines's"),
      ask("luz", "luz's"),
    ]);
    expect(order).toEqual(["ana's 1", "ana's 2", "ines's", "luz's", "ana's 3", "ana's 4"]);
  });

  it("lets nobody fill the queue for others", async () => {
    const workerUrl = await workerThat(NO_ANSWER);
    const typesetter = open({ workerUrl, personLimit: 2 });
    const ask = (by: string) => typesetter.typeset(input, { by });
    const waiting = [ask("ana"), ask("ana"), ask("ana")];
    const refused = await ask("ana");
    expect(!refused.ok && refused.refusal.sentence).toContain("Too many documents");
    waiting.push(ask("ines"));
    await typesetter.close();
    // Both were waiting until it was closed.
    for (const outcome of await Promise.all(waiting)) {
      expect(!outcome.ok && outcome.refusal.sentence).not.toContain("Too many documents");
    }
  });

  it("drops what nobody wants any more when its turn comes, and sets what is wanted", async () => {
    const workerUrl = await workerThat(ANSWER);
    const typesetter = open({ workerUrl });
    let isWanted = true;
    const [running, dropped, after] = [
      typesetter.typeset(input, { ...ASKED, isWanted: () => isWanted }),
      typesetter.typeset(input, { ...ASKED, isWanted: () => isWanted }),
      typesetter.typeset(input, ASKED),
    ];
    isWanted = false;
    expect((await running).ok).toBe(true);
    const refusal = await dropped;
    expect(!refusal.ok && refusal.refusal.sentence).toContain("were asked for meanwhile");
    expect((await after).ok).toBe(true);
  });

  it("leaves the server free while it sets a long document", async () => {
    const typesetter = open();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const text = longComplaint(3);
    const outcome = await typesetter.typeset(suitInput(text), ASKED);
    clearInterval(timer);
    expect(outcome.ok && outcome.value.pages).toBeGreaterThan(150);
    expect(turns).toBeGreaterThan(20);
  });
});
