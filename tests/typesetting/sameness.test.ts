import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { TypesetInput } from "#server/typesetting/input.ts";
import type { TypesetAnswer, TypesetTask } from "#server/typesetting/messages.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import { edited, longComplaint } from "#tests/bench/pdf-complaint.ts";
import { demoDetails } from "#tests/seed/demo-details.ts";
import { ASKED, WORKER_URL, letterInput, openTypesetter, suitInput } from "./typesetter.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const typesetters = [openTypesetter(), openTypesetter()] as const;
afterAll(async () => {
  for (const typesetter of typesetters) await typesetter.close();
});

const digest = (pdf: Uint8Array) => createHash("sha256").update(pdf).digest("hex");

async function hashOf(input: TypesetInput, typesetter = typesetters[0]): Promise<string> {
  const outcome = await typesetter.typeset(input, ASKED);
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return digest(outcome.value.pdf);
}

/** The hash that a worker with this environment comes to, in a process of its own. */
async function hashElsewhere(input: TypesetInput, env: Record<string, string>): Promise<string> {
  const elsewhere = createWorkerPool<TypesetTask, TypesetAnswer>({
    name: "elsewhere",
    failures: unheard,
    url: WORKER_URL,
    runtime: "process",
    waiting: { inAll: 1, ofOne: 1 },
    timeLimitMs: 60_000,
    idleMs: 60_000,
    afterError: "keep",
    env,
  });
  const answer = await elsewhere.run({ input, exhibits: {} });
  await elsewhere.close();
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { outcome } = answer.value;
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return digest(outcome.value.pdf);
}

describe("the same version", () => {
  const request = DEMO_DOCUMENTS[0]!;
  const letter = letterInput(request.prose, {
    facts: demoDetails(request),
    marking: null,
    filing: { date: "2021-09-09", caseNumber: null, signatures: [] },
  });

  it("gives the same bytes in another process", async () => {
    const first = await hashOf(letter);
    expect(await hashOf(letter)).toBe(first);
    expect(await hashOf(letter, typesetters[1])).toBe(first);
  });

  it("gives the same bytes in another time zone and language, with the machine's own fonts in reach", async () => {
    // Without FONTCONFIG_FILE, which keeps the server's own process from the machine's fonts.
    const env = { TZ: "Pacific/Kiritimati", LANG: "es_MX.UTF-8", LC_ALL: "es_MX.UTF-8" };
    expect(await hashElsewhere(letter, env)).toBe(await hashOf(letter));
  });

  it("gives the same bytes after other documents and after edits that were taken back", async () => {
    const text = longComplaint(7);
    const short = { ...text, content: text.content.slice(0, 120) };
    const first = await hashOf(suitInput(short), typesetters[1]);
    for (let round = 0; round < 5; round += 1) {
      await hashOf(suitInput(edited(short, round * 15 + 1, `Words typed in between, ${round}. `)));
      await hashOf(letter);
    }
    expect(await hashOf(suitInput(short))).toBe(first);
  });

  it("gives other bytes when a letter of the text or a detail is another", async () => {
    const details = { ...letter.facts, letter: { ...letter.facts.letter!, delivery: "By hand" } };
    const hashes = await Promise.all([
      hashOf(letter),
      hashOf({ ...letter, facts: details }),
      hashOf({ ...letter, title: "Another title" }),
      hashOf({ ...letter, createdAt: new Date("2021-09-10T16:00:00Z") }),
    ]);
    expect(new Set(hashes).size).toBe(4);
  });

  it("gives the same bytes as a preview", async () => {
    expect(await hashOf({ ...letter, preview: true })).toBe(await hashOf(letter));
  });
});
