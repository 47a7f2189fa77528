import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import type { SearchView } from "#app/domain/search/found.ts";
import { SearchBox } from "#app/features/search/search-box.ts";

const viewOf = (query: string): SearchView => ({
  query,
  groups: [
    {
      kind: "matter",
      items: [
        { kind: "matter", id: query, title: query, where: "", excerpt: [], path: "/", at: null },
      ],
      hasMore: false,
    },
  ],
  meant: null,
  isBuilding: false,
});

/** A server that answers when it is told to. */
function openBox() {
  const asked: {
    query: string | null;
    signal: AbortSignal | undefined;
    answer: (answer: Response) => void;
    fail: () => void;
  }[] = [];
  const box = new SearchBox({
    userId: "ana",
    fetch: (address, init) =>
      new Promise((resolve, reject) => {
        const { searchParams } = new URL(String(address), "https://desk.example.org");
        const signal = init?.signal ?? undefined;
        signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        asked.push({
          query: searchParams.get("q"),
          signal,
          answer: resolve,
          fail: () => reject(new TypeError("network")),
        });
      }),
  });
  return { box, asked, state: () => box.state.get() };
}

const answerTo = (query: string, person = "ana") =>
  Response.json({ ok: true, value: viewOf(query) }, { headers: { [PERSON_HEADER]: person } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("[Q1] the box, as one types", () => {
  it("asks once for the letters of a word", async () => {
    const { box, asked, state } = openBox();
    for (const typed of ["d", "de", "det"]) {
      box.type(typed);
      await vi.advanceTimersByTimeAsync(40);
    }
    expect(asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.map(({ query }) => query)).toEqual(["det"]);
    asked[0]?.answer(answerTo("det"));
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ typed: "det", isCurrent: true, view: { query: "det" } });
  });

  it("shows nothing of a question that was overtaken, and ends it", async () => {
    const { box, asked, state } = openBox();
    box.type("first");
    await vi.advanceTimersByTimeAsync(200);
    box.type("second");
    expect(asked[0]?.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    asked[1]?.answer(answerTo("second"));
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.answer(answerTo("first"));
    await vi.advanceTimersByTimeAsync(0);
    expect(state().view?.query).toBe("second");
  });

  it("says of a list of other words that it is not of these", async () => {
    const { box, asked, state } = openBox();
    box.type("one");
    await vi.advanceTimersByTimeAsync(200);
    asked[0]?.answer(answerTo("one"));
    await vi.advanceTimersByTimeAsync(0);
    box.type("one more");
    expect(state()).toMatchObject({ isCurrent: false, view: { query: "one" } });
    // A space at its end asks for nothing else.
    box.type("one");
    await vi.advanceTimersByTimeAsync(200);
    asked.at(-1)?.answer(answerTo("one"));
    await vi.advanceTimersByTimeAsync(0);
    const before = asked.length;
    box.type("one ");
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(before);
    expect(state()).toMatchObject({ typed: "one ", isCurrent: true });
  });

  it.each([
    ["no network", (one: ReturnType<typeof openBox>["asked"][number]) => one.fail(), /connection/u],
    [
      "a page of something else that stands before the server",
      (one: ReturnType<typeof openBox>["asked"][number]) => one.answer(new Response("<html>")),
      /connection/u,
    ],
    [
      "too many questions",
      (one: ReturnType<typeof openBox>["asked"][number]) =>
        one.answer(
          Response.json(
            { ok: false, refusal: { code: "too-many-tries", sentence: "Wait ten seconds." } },
            { status: 429 },
          ),
        ),
      /Wait ten seconds/u,
    ],
    [
      "somebody else who signed in meanwhile",
      (one: ReturnType<typeof openBox>["asked"][number]) => one.answer(answerTo("x", "ben")),
      /signed out/u,
    ],
  ])("keeps what was typed and says why it has no answer: %s", async (_name, answer, sentence) => {
    const { box, asked, state } = openBox();
    box.type("x");
    await vi.advanceTimersByTimeAsync(200);
    answer(asked[0]!);
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ typed: "x", view: null, isCurrent: false });
    expect(state().failure).toMatch(sentence);
    // Asked once more, it answers.
    void box.ask();
    expect(asked).toHaveLength(2);
    asked[1]?.answer(answerTo("x"));
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ isCurrent: true, failure: null });
  });

  it("waits no longer than fifteen seconds", async () => {
    const { box, asked, state } = openBox();
    box.type("slow");
    await vi.advanceTimersByTimeAsync(15_200);
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(state().failure).toMatch(/no answer/u);
  });
});
