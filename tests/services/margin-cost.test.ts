import { afterAll, describe, expect, it, vi } from "vitest";
import { LEAST_CHANGE_BYTES, MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { MARGIN_BYTES_A_MINUTE, THREAD_CHANGE_BYTES } from "#app/domain/margin/thread-change.ts";
import { bodiesAnswerSchema, bodiesJson } from "#app/document/margin/suggestion-bodies.ts";
import { threadsAnswerSchema, type ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { createMarginWork } from "#server/workers/margin/index.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { openReview } from "./papers.ts";
import { beginningOf, paragraph, rewording, sent, talkOf } from "./talk.ts";
import { refused, value } from "./workspace.ts";

const margin = createMarginWork({ workerUrl: bundledWorker("margin-worker"), failures: unheard });
afterAll(() => margin.close());

const open = async (knobs: Parameters<typeof openReview>[0] = {}) => {
  const review = await openReview(knobs);
  return { ...review, talk: talkOf(review) };
};

/** A paragraph whose letters are marked one by one: the costliest for its bytes. */
const lettered = (id: string, letters: number): ProseNode => ({
  type: "block",
  attrs: { id },
  content: Array.from({ length: letters }, (_, at) => ({
    type: "text",
    text: String.fromCodePoint(97 + (at % 26)),
    ...(at % 2 === 0 && { marks: [{ type: "bold" }] }),
  })),
});

/** As large as a suggestion may be, within all limits; `nth` makes them differ. */
const large = (nth: number) => {
  const blocks = Array.from({ length: MARGIN_LIMITS.blocks }, (_, at) => lettered(`b${at}`, 70));
  return { base: blocks, proposed: [paragraph("b0", `Suggested ${nth}`), ...blocks.slice(1)] };
};

/** The longest text that this thread parses or canonicalizes meanwhile. */
async function longestParsed(work: () => Promise<void>): Promise<number> {
  const parsed = vi.spyOn(JSON, "parse");
  try {
    await work();
    return Math.max(0, ...parsed.mock.calls.map(([text]) => String(text).length));
  } finally {
    parsed.mockRestore();
  }
}

describe("what one commenter may cost", () => {
  it("[M29] large suggestions are refused by their bytes, before anything of them is read; others are not held up", async () => {
    const { people, reviewers, services, documentId } = await open();
    const { admit } = services.threads;
    const bytes = sent(beginningOf({ text: "", suggestion: large(1) })).byteLength;
    expect(bytes).toBeGreaterThan(300_000);
    let taken = 0;
    while ((await admit(reviewers.ilrc, documentId, bytes)).ok) taken += 1;
    expect(taken).toBe(Math.floor(MARGIN_BYTES_A_MINUTE / bytes));
    const { sentence } = refused(await admit(reviewers.ilrc, documentId, 60), "too-many-tries");
    expect(sentence).toMatch(/Nothing was lost: your words are still here/u);
    for (const _ of ["one", "another"]) {
      value(await admit(people.drafter, documentId, THREAD_CHANGE_BYTES));
    }
    expect(MARGIN_BYTES_A_MINUTE / LEAST_CHANGE_BYTES).toBeGreaterThan(
      MARGIN_LIMITS.openSuggestions,
    );
  });

  it("[M29] the server's own thread parses none of a large suggestion, nor who lists, decides or hears of it", async () => {
    const { talk, reviewers, people } = await open({ margin });
    const longest = await longestParsed(async () => {
      for (const nth of [1, 2, 3]) {
        const { id: threadId } = await talk.begin(reviewers.ilrc, {
          text: "",
          suggestion: large(nth),
        });
        await talk.reply(people.drafter, threadId, "Why all of it?");
        await talk.all(people.observer);
        await talk.act(people.drafter, { do: "reject", threadId });
      }
    });
    // A place and a summary; no block.
    expect(longest).toBeLessThan(4_000);
  });

  it("[M29] what is no text of ours is refused in the same words from the worker", async () => {
    const { talk, reviewers } = await open({ margin });
    const { base } = large(1);
    const told = async (suggestion: unknown) =>
      refused(await talk.send(reviewers.ilrc, { ...beginningOf({}), suggestion }), "bad-input");
    const { sentence } = await told({ base, proposed: [{ type: "script" }] });
    expect(sentence).toContain("not text that this draft can hold");
    expect((await told({ base, proposed: base })).sentence).toContain("changes nothing");
  });
});

describe("a list of suggestions", () => {
  it("[M29] brings heads: who, when, its state, what it replaces in a line, its size and hash, and no block", async () => {
    const { talk, people } = await open();
    const text = "On Tuesday the agency said that no records exist, and closed the request.";
    await talk.begin(people.ilrcDrafter, {
      text: "",
      suggestion: rewording(text, text.replace("said", "has declared")),
    });
    const all = await talk.all(people.observer);
    const [thread] = all.threads;
    expect(thread).toMatchObject({ by: { name: "ilrc-drafter" }, suggestion: { state: "open" } });
    expect(thread?.suggestion?.summary).toEqual({
      kind: "replace",
      before: "Tuesday the agency",
      removed: "said",
      added: "has declared",
      after: "that no records",
      words: { removed: 1, added: 2 },
    });
    expect(thread?.suggestion?.blockIds).toEqual(["block-1"]);
    expect(thread?.suggestion?.hash).toMatch(/^[0-9a-f]{128}$/u);
    expect(JSON.stringify(all)).not.toContain("closed the request");
    // As a page parses it, once, where it enters.
    expect(threadsAnswerSchema.parse(JSON.parse(JSON.stringify(all)))).toEqual(all);
  });

  it("[M29] stays of bounded size, however many there are and whatever they hold; the rest is asked for by ids", async () => {
    const { talk, people, services, documentId } = await open();
    const words = "word ".repeat(1_900);
    for (let nth = 0; nth < 40; nth += 1) {
      await talk.begin(people.ilrcDrafter, { text: words, suggestion: rewording(words, `${nth}`) });
    }
    const seen = new Set<string>();
    let ids: readonly string[] | undefined;
    let answers = 0;
    do {
      const answer = value(await services.threads.show(people.observer, documentId, ids));
      expect(JSON.stringify(answer).length).toBeLessThan(1.1 * MARGIN_LIMITS.answerBytes);
      for (const { id } of answer.threads) seen.add(id);
      ids = answer.rest;
      answers += 1;
    } while (ids && ids.length > 0);
    expect([seen.size, answers]).toEqual([40, 2]);
  });

  it("[M29][M2] hands out blocks by ids, as many as fit and one at least, and only to who may see them", async () => {
    const { talk, people, services, documentId, organizations } = await open();
    const threads: ThreadView[] = [];
    for (const nth of [1, 2, 3]) {
      threads.push(await talk.begin(people.ilrcDrafter, { text: "", suggestion: large(nth) }));
    }
    const own = await talk.begin(people.ilrcDrafter, {
      organizationId: organizations.ilrc,
      suggestion: rewording("a", "their own words"),
    });
    const plain = await talk.begin(people.drafter);
    const answered: string[] = [];
    let ids: readonly string[] = [own.id, plain.id, ...threads.map(({ id }) => id)];
    while (ids.length > 0) {
      const { bodies, rest } = value(
        await services.threads.bodies(people.drafter, documentId, ids),
      );
      const json = bodiesJson({ bodies, rest });
      expect(bodies.length === 1 || json.length < 1.1 * MARGIN_LIMITS.answerBytes).toBe(true);
      const read = bodiesAnswerSchema.parse(JSON.parse(json));
      answered.push(...read.bodies.map(({ threadId }) => threadId));
      expect(JSON.stringify(read.bodies)).not.toContain("their own words");
      ids = rest;
    }
    expect(answered).toEqual(threads.map(({ id }) => id));
    expect(await talk.suggested(people.ilrcDrafter, own)).toMatchObject({ base: [{}] });
    refused(await services.threads.bodies(people.stranger, documentId, answered), "not-found");
  });

  it("[M29] takes so many open ones, and so many bytes of them, within who sees them", async () => {
    const { talk, people, database, organizations } = await open();
    const first = await talk.begin(people.ilrcDrafter, { suggestion: rewording("a", "b") });
    const { client } = database;
    const thread = await client.thread.findUniqueOrThrow({ where: { id: first.id } });
    const row = await client.suggestion.findUniqueOrThrow({ where: { threadId: first.id } });
    const ids = Array.from({ length: MARGIN_LIMITS.openSuggestions - 1 }, (_, at) => `more-${at}`);
    await client.thread.createMany({ data: ids.map((id) => ({ ...thread, id })) });
    await client.suggestion.createMany({ data: ids.map((threadId) => ({ ...row, threadId })) });
    const suggest = (organizationId: string | null = null) =>
      talk.send(people.drafter, {
        ...beginningOf({ organizationId, suggestion: rewording("c", "d") }),
      });
    expect(refused(await suggest(), "too-large").sentence).toMatch(/500 open .*Nothing was lost/u);
    value(await suggest(organizations.council));
    value(await talk.send(people.drafter, { do: "reject", threadId: first.id }));
    value(await suggest());
    await client.suggestion.updateMany({
      where: { threadId: { in: ids.slice(0, 2) } },
      data: { bytes: MARGIN_LIMITS.openSuggestionBytes },
    });
    await client.suggestion.updateMany({
      where: { threadId: { in: ids.slice(2, 9) } },
      data: { state: "rejected" },
    });
    expect(refused(await suggest(), "too-large").sentence).toContain("as long as they may be");
    await client.suggestion.updateMany({
      where: { threadId: { in: ids.slice(0, 2) } },
      data: { state: "rejected", bytes: MARGIN_LIMITS.allSuggestionBytes },
    });
    expect(refused(await suggest(), "too-large").sentence).toContain("ever suggested");
  });

  it("[M29] leaves room for the others, whatever one person proposes and withdraws", async () => {
    const { talk, people, database } = await open();
    const { client } = database;
    const suggest = (who = people.ilrcDrafter) =>
      talk.send(who, beginningOf({ suggestion: rewording("c", "d") }));
    const { id } = await talk.begin(people.ilrcDrafter, { suggestion: rewording("a", "b") });
    const thread = await client.thread.findUniqueOrThrow({ where: { id } });
    const row = await client.suggestion.findUniqueOrThrow({ where: { threadId: id } });
    const { openSuggestionsEach: most } = MARGIN_LIMITS;
    const ids = Array.from({ length: most - 1 }, (_, at) => `more-${at}`);
    await client.thread.createMany({ data: ids.map((more) => ({ ...thread, id: more })) });
    await client.suggestion.createMany({ data: ids.map((threadId) => ({ ...row, threadId })) });
    expect(refused(await suggest(), "too-large").sentence).toMatch(/You have 125 open/u);
    value(await suggest(people.drafter));
    await talk.act(people.ilrcDrafter, { do: "withdraw", threadId: id });
    const first = (data: { state?: string; bytes: number }) =>
      client.suggestion.update({ where: { threadId: "more-0" }, data });
    await first({ bytes: MARGIN_LIMITS.openSuggestionBytesEach });
    expect(refused(await suggest(), "too-large").sentence).toContain("Your open suggestions");
    await first({ state: "withdrawn", bytes: MARGIN_LIMITS.allSuggestionBytesEach });
    expect(refused(await suggest(), "too-large").sentence).toContain("you ever suggested");
    value(await suggest(people.drafter));
  });
});
