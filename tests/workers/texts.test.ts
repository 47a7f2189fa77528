import { afterAll, describe, expect, it } from "vitest";
import { parseUpdateMeta } from "yjs";
import type { ProseJSON } from "#app/document/prose.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { readableProse } from "#app/document/draft-prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { createTexts, isLong, textsHere } from "#server/workers/texts/index.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { loopHeldMs } from "#tests/support/processor-time.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const workerUrl = bundledWorker("texts-worker");
// A busy machine takes its time.
const texts = createTexts({ workerUrl, failures: unheard, timeLimitMs: 100_000 });
afterAll(() => texts.close());

const paragraphs = (count: number, words = "We request it."): ProseJSON => ({
  type: "doc",
  content: Array.from({ length: count }, (_, index) => ({
    type: "block",
    attrs: { id: `p-${index}`, kind: "numbered" },
    content: [{ type: "text", text: `${words} ${index}` }],
  })),
});
const REST = { facts: { title: "Weekly reports" }, layoutProfile: "letter", schemaVersion: 1 };

describe("a long text", () => {
  it("is made a version of and looked through elsewhere, to the same end, while others are served", async () => {
    const short = paragraphs(10_000);
    // The process starts with the first of them.
    await texts.privateData(short, {}, []);
    const [blocked, made] = await loopHeldMs(() => texts.canonical(short, REST));
    console.info(`blocked for at most ${blocked} ms`);
    expect(blocked).toBeLessThan(1_500);
    const here = await textsHere.canonical(short, REST);
    if (!made.ok || !here.ok) throw new Error("no version");
    expect(made.value.hash).toBe(here.value.hash);
    const broken = paragraphs(3_000, "half \ud83d");
    expect(await texts.canonical(broken, REST)).toEqual(await textsHere.canonical(broken, REST));
  }, 120_000);
});

describe("a long text that a draft begins with", () => {
  it("is written elsewhere to the same end", async () => {
    const stored = JSON.stringify(paragraphs(9_000));
    const place = { partyIds: [], exhibitIds: [] };
    const here = await textsHere.begun(stored, SCHEMA_VERSION, place);
    const made = await texts.begun(stored, SCHEMA_VERSION, place);
    if (!made.ok || !here.ok) throw new Error("no draft");
    const words = ({ text }: typeof here.value) =>
      readableProse(text.bytes).prose.content.map(({ content }) => content);
    expect(words(made.value)).toEqual(words(here.value));
    expect(words(made.value)).toEqual(paragraphs(9_000).content.map(({ content }) => content));
    const { clientId, authorship, bytes } = made.value.text;
    const length = parseUpdateMeta(bytes).to.get(clientId);
    expect(decodeAuthorship(authorship).inserted).toEqual(
      new Map([[clientId, [{ clock: 0, length }]]]),
    );
  }, 120_000);

  it("is never written here, whether it is stored or was read from a file", async () => {
    const own = createTexts({ workerUrl, failures: unheard, timeLimitMs: 1 });
    const place = { partyIds: [], exhibitIds: [] };
    for (const begun of [
      await own.first(paragraphs(5_000)),
      await own.begun(JSON.stringify(paragraphs(5_000)), SCHEMA_VERSION, place),
    ]) {
      expect(begun).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    }
    expect(await own.first(paragraphs(2))).toMatchObject({ ok: true });
    await own.close();
  });
});

describe("a text", () => {
  it("is long by its nodes or its letters, and most are not", () => {
    expect(isLong(paragraphs(500))).toBe(false);
    expect(isLong(paragraphs(2_001))).toBe(true);
    expect(isLong(paragraphs(2, "x".repeat(150_000)))).toBe(true);
  });

  it("that takes longer than it may is refused with a sentence, and the next is served", async () => {
    const own = createTexts({ workerUrl, failures: unheard, timeLimitMs: 1 });
    const refused = await own.html(paragraphs(5_000), NO_PAGE_DETAILS);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    expect(await own.html(paragraphs(2), NO_PAGE_DETAILS)).toMatchObject({ ok: true });
    await own.close();
  });
});
