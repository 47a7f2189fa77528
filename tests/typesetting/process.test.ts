import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Typesetter, TypesetterOptions } from "../../server/typesetting/index";
import { longComplaint } from "../bench/pdf-complaint";
import { letterInput, openTypesetter, suitInput } from "./typesetter";
import { body, prose } from "./writing";

const input = letterInput(prose(body("A few words.")));
const opened: Typesetter[] = [];
const folders: string[] = [];

function open(options: Partial<TypesetterOptions> = {}) {
  const typesetter = openTypesetter(options);
  opened.push(typesetter);
  return typesetter;
}

/** A worker that does what the code says with each job. */
async function workerThat(code: string): Promise<URL> {
  const folder = await mkdtemp(path.join(tmpdir(), "worker-"));
  folders.push(folder);
  const file = path.join(folder, "worker.mjs");
  await writeFile(file, `process.on("message", ({ job, input }) => { ${code} });`);
  return pathToFileURL(file);
}

const ANSWER = `process.send({ job, memory: 1, ok: true, value: { pdf: new Uint8Array([process.pid % 256]), pages: process.pid } })`;

afterEach(async () => {
  for (const typesetter of opened.splice(0)) await typesetter.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe("the typesetting process", () => {
  it("sets what is handed over at once, one after the other", async () => {
    const typesetter = open();
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((change) =>
        typesetter.typeset({ ...input, marking: { kind: "draft", change } }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.pages)).toEqual([1, 1, 1, 1, 1]);
  });

  it("that goes down refuses that document with a sentence, and is replaced for the next", async () => {
    const workerUrl = await workerThat(
      `if (input.title === "deadly") process.kill(process.pid, "SIGSEGV"); else ${ANSWER}`,
    );
    const typesetter = open({ workerUrl });
    const outcomes = await Promise.all([
      typesetter.typeset(input),
      typesetter.typeset({ ...input, title: "deadly" }),
      typesetter.typeset(input),
    ]);
    const [before, deadly, after] = outcomes;
    expect(deadly).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    expect(!deadly?.ok && deadly?.refusal.sentence).toContain("The text is unchanged");
    expect(before?.ok && after?.ok && before.value.pages !== after.value.pages).toBe(true);
    expect(typesetter.reports.messages).toEqual(["The typesetting process went down"]);
  });

  it("that takes longer than it may is ended, and the next document is set", async () => {
    const workerUrl = await workerThat(`if (input.title === "endless") for (;;); else ${ANSWER}`);
    const typesetter = open({ workerUrl, timeLimit: 300 });
    const [endless, after] = await Promise.all([
      typesetter.typeset({ ...input, title: "endless" }),
      typesetter.typeset(input),
    ]);
    expect(endless).toMatchObject({ ok: false, refusal: { code: "too-large" } });
    expect(after.ok).toBe(true);
  });

  it("that holds too much memory is replaced after it has answered", async () => {
    const workerUrl = await workerThat(ANSWER);
    const typesetter = open({ workerUrl, memoryLimit: 0 });
    const first = await typesetter.typeset(input);
    expect(typesetter.memory).toBe(1);
    const second = await typesetter.typeset(input);
    expect(first.ok && second.ok && first.value.pages !== second.value.pages).toBe(true);
    expect(typesetter.reports.messages).toEqual([]);
  });

  it("that can't be started refuses instead of waiting", async () => {
    const typesetter = open({ workerUrl: new URL("file:///nonexistent/worker.mjs") });
    expect(await typesetter.typeset(input)).toMatchObject({ refusal: { code: "unavailable" } });
  });

  it("does not see the server's environment", async () => {
    process.env["A_SECRET_OF_THE_SERVER"] = "secret";
    const workerUrl = await workerThat(
      `process.send({ job, memory: 1, ok: true, value: { pdf: new Uint8Array(), pages: "A_SECRET_OF_THE_SERVER" in process.env ? 1 : 0 } })`,
    );
    const outcome = await open({ workerUrl }).typeset(input);
    delete process.env["A_SECRET_OF_THE_SERVER"];
    expect(outcome.ok && outcome.value.pages).toBe(0);
  });

  it("refuses what waits beyond the queue's limit, and everything once it is closed", async () => {
    const workerUrl = await workerThat("");
    const typesetter = open({ workerUrl, queueLimit: 2 });
    const waiting = [1, 2, 3].map(() => typesetter.typeset(input));
    expect(await typesetter.typeset(input)).toMatchObject({ refusal: { code: "unavailable" } });
    await typesetter.close();
    for (const outcome of await Promise.all(waiting)) expect(outcome.ok).toBe(false);
    expect((await typesetter.typeset(input)).ok).toBe(false);
  });

  it("leaves the server free while it sets a long document", async () => {
    const typesetter = open();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const text = longComplaint(3);
    const outcome = await typesetter.typeset(suitInput(text));
    clearInterval(timer);
    expect(outcome.ok && outcome.value.pages).toBeGreaterThan(150);
    expect(turns).toBeGreaterThan(20);
  });
});
