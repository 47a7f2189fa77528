import { describe, expect, it } from "vitest";
import { THREAD_CHANGE_BYTES } from "#app/domain/margin/thread-change.ts";
import type { ThreadsAnswer } from "#app/document/margin/thread-view.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { beginningOf } from "#tests/services/talk.ts";
import { openReview } from "#tests/services/papers.ts";
import { ORIGIN, siteOf } from "./site.ts";

async function openThreads() {
  const site = siteOf(await openReview({ appUrl: null }));
  const address = `/documents/${site.documentId}/threads`;
  const send = async (
    name: string | null,
    body: string,
    to: string = address,
    type = "application/json",
  ) => {
    const cookie = name === null ? null : await site.cookieOf(`${name}@example.org`);
    const answer = await site.nobody.send(
      new Request(`${ORIGIN}${to}`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": type,
          // As every browser says it: what has none is counted as the largest.
          "Content-Length": String(Buffer.byteLength(body)),
          ...(cookie === null ? {} : { Cookie: cookie }),
        },
      }),
    );
    const outcome = JSON.parse(answer.body) as Outcome<ThreadsAnswer>;
    return {
      status: answer.status,
      outcome,
      code: outcome.ok ? null : outcome.refusal.code,
      sentence: outcome.ok ? "" : outcome.refusal.sentence,
    };
  };
  return { ...site, address, send };
}

describe("the address of a document's threads", () => {
  it("takes one change as JSON and answers the threads that it changed; reads answer all, or those asked for", async () => {
    const { as, send, address } = await openThreads();
    const [one, other] = [beginningOf({ text: "First." }), beginningOf({ text: "Second." })];
    const begun = await send("drafter", JSON.stringify(one));
    expect(begun).toMatchObject({
      status: 200,
      outcome: { ok: true, value: { threads: [{ id: one.threadId }] } },
    });
    await send("drafter", JSON.stringify(other), address);
    const reader = await as("observer");
    const read = async (query: string) => {
      const answer = await reader.get(`${address}${query}`);
      expect(answer.status).toBe(200);
      return JSON.parse(answer.body) as ThreadsAnswer;
    };
    const all = await read("");
    expect(all.threads.map(({ comments }) => comments[0]?.text).sort()).toEqual([
      "First.",
      "Second.",
    ]);
    expect(all).toMatchObject({ rest: [], may: { comment: false, decide: false }, scopes: [] });
    const asked = await read(`?ids=${other.threadId},${crypto.randomUUID()}`);
    expect(asked.threads.map(({ id }) => id)).toEqual([other.threadId]);
    const wrong = `?ids=${Array.from({ length: 201 }, () => "x").join(",")}`;
    for (const query of [wrong, "?ids=a%20b", "?ids="]) {
      expect((await reader.get(`${address}${query}`)).status).toBe(404);
    }
  });

  it("tells who is signed out, outside, or without the role in JSON, alike for what there is and what there is not", async () => {
    const { send, as } = await openThreads();
    const change = JSON.stringify(beginningOf({}));
    expect(await send(null, change)).toMatchObject({ status: 401, code: "not-signed-in" });
    const outside = await send("stranger", change);
    expect(outside).toMatchObject({ status: 404, code: "not-found" });
    expect(await send("stranger", change, "/documents/no-such/threads")).toEqual(outside);
    expect(await send("observer", change)).toMatchObject({ status: 403, code: "forbidden" });
    expect((await (await as("stranger")).get("/documents/no-such/threads")).status).toBe(404);
  });

  it("reads no body of who may not send one, parses none beyond its size, and none that nests without end", async () => {
    const { send } = await openThreads();
    const large = JSON.stringify({ do: "x".repeat(THREAD_CHANGE_BYTES) });
    expect(await send("stranger", "{")).toMatchObject({ status: 404 });
    expect(await send("drafter", large)).toMatchObject({ status: 413, code: "too-large" });
    const deep = `${"[".repeat(60_000)}${"]".repeat(60_000)}`;
    for (const body of ["{", "", "[]", deep, '{"a":'.repeat(20_000), "null", "\u0000"]) {
      const told = await send("drafter", body);
      expect([body.slice(0, 9), told.status, told.sentence]).toEqual([
        body.slice(0, 9),
        400,
        expect.stringContaining("could not be read"),
      ]);
    }
    const form = await send("drafter", "do=begin", undefined, "application/x-www-form-urlencoded");
    expect(form).toMatchObject({ status: 400, code: "bad-input" });
  });

  it("answers a comment that is too long with a sentence and keeps nothing", async () => {
    const { send, failures, as, address } = await openThreads();
    const told = await send("drafter", JSON.stringify(beginningOf({ text: "x".repeat(10_001) })));
    expect(told).toMatchObject({
      status: 400,
      sentence: expect.stringContaining("at most 10,000 characters. Nothing was lost"),
    });
    const { threads } = JSON.parse(
      (await (await as("drafter")).get(address)).body,
    ) as ThreadsAnswer;
    expect(threads).toEqual([]);
    expect(failures).toEqual([]);
  });
});
