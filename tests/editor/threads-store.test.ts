// @vitest-environment jsdom
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadsDevice, WaitingChange } from "#app/editor/threads/device-threads.ts";
import type { KeptAnswer } from "#app/editor/threads/kept-answer.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { suggestion } from "./open-suggestion.ts";
import { body } from "#tests/document/build.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import { ThreadStore } from "#app/editor/threads/thread-store.ts";

const ANA: ThreadPerson = { userId: "ana", name: "Ana Sample", organization: "Mijente", colour: 1 };
const INES: ThreadPerson = { userId: "ines", name: "Ines Sample", organization: "ILRC", colour: 2 };

/** A device in memory, which outlives the page's store. */
function deviceInMemory() {
  const kept = new Map<string, WaitingChange>();
  let last: KeptAnswer | null = null;
  const device: ThreadsDevice = {
    waiting: async () => [...kept.values()],
    has: async (id) => kept.has(id),
    keep: async (waiting) => {
      kept.set(waiting.id, waiting);
      return true;
    },
    drop: async (id) => {
      kept.delete(id);
    },
    lastAnswer: async () => last,
    keepAnswer: async (_documentId, answer) => {
      last = answer;
    },
  };
  return {
    ...device,
    kept,
    bodies: () => last?.bodies?.map(({ proposed }) => JSON.stringify(proposed)) ?? [],
  };
}

/** A server in memory: it takes threads and replies, and can be out of reach. */
class ServerDouble {
  readonly threads = new Map<string, ThreadView>();
  readonly heard: ThreadChange[] = [];
  readonly asked: string[] = [];
  /** Person signed in at this browser. */
  person = "ana";
  reachable = true;
  refusing: string | null = null;
  refusesWith = "bad-input";
  readonly bodies = new Map<string, Suggested>();
  private clock = 0;

  readonly request: typeof fetch = async (address, init) => {
    if (!this.reachable) throw new TypeError("no network");
    const url = new URL(String(address), "http://desk.test");
    if (new Headers(init?.headers).get(PERSON_HEADER) !== this.person) {
      const refusal = { code: "not-signed-in", sentence: "You were signed out." };
      return Response.json({ ok: false, refusal }, { status: 401 });
    }
    if (init?.method !== "POST") {
      this.asked.push(url.search);
      const wanted = url.searchParams.get("bodies")?.split(",");
      if (wanted) {
        // One at a time fits.
        const [threadId, ...rest] = wanted;
        const body = this.bodies.get(threadId ?? "");
        return Response.json({ bodies: body ? [{ threadId, ...body }] : [], rest });
      }
      const ids = url.searchParams.get("ids")?.split(",");
      const threads = [...this.threads.values()].filter(({ id }) => !ids || ids.includes(id));
      const answer: KeptAnswer = {
        threads,
        rest: [],
        people: [],
        scopes: [{ id: "mijente", shortName: "Mijente" }],
        may: { comment: true, decide: true },
      };
      return Response.json(answer);
    }
    const change = JSON.parse(String(init.body)) as ThreadChange;
    if (this.refusing !== null) {
      const refusal = { code: this.refusesWith, sentence: this.refusing };
      return Response.json({ ok: false, refusal }, { status: 422 });
    }
    this.heard.push(change);
    return Response.json({ ok: true, value: { threads: this.take(change) } });
  };

  put(id: string, text: string, by = INES): ThreadView {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, (this.clock += 1))).toISOString();
    const before = this.threads.get(id);
    const comment = {
      id: `${id}-${this.clock}`,
      author: by,
      text,
      mentions: [],
      at,
      editedAt: null,
      removedAt: null,
      isMine: by === ANA,
      agreed: [],
      word: null,
    };
    const view: ThreadView = {
      id,
      organization: null,
      place: { in: "document" },
      versionNumber: null,
      by,
      createdAt: before?.createdAt ?? at,
      changedAt: at,
      resolved: null,
      comments: [...(before?.comments ?? []), comment],
      suggestion: null,
      isUnread: by !== ANA,
      sharing: null,
      assignment: null,
      word: null,
      fate: null,
    };
    this.threads.set(id, view);
    return view;
  }

  private take(change: ThreadChange): readonly ThreadView[] {
    if (change.do === "begin") return [this.put(change.threadId, change.text, ANA)];
    if (change.do === "reply") return [this.put(change.threadId, change.text, ANA)];
    return [];
  }
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function opened(server: ServerDouble, device = deviceInMemory()) {
  const { request } = server;
  const store = new ThreadStore({ documentId: "request-1", you: ANA, device, request });
  const close = store.start();
  closers.push(close);
  return { store, device, close };
}

const begin = (threadId: string, text: string): ThreadChange => ({
  do: "begin",
  threadId,
  commentId: `${threadId}-c`,
  place: { in: "document" },
  organizationId: null,
  text,
  mentions: [],
  suggestion: null,
});
const reply = (threadId: string, text: string): ThreadChange => ({
  do: "reply",
  threadId,
  commentId: `${threadId}-r`,
  text,
  mentions: [],
});
const words = (store: ThreadStore) =>
  store.all().map(({ comments }) => comments.map(({ text }) => text).join(" / "));

describe("threads beside a text", () => {
  test("[M5] are loaded, and those that a notice names are loaded again, in one request", async () => {
    const server = new ServerDouble();
    server.put("t1", "Which office?");
    server.put("t2", "Since when?");
    const { store } = opened(server);
    await store.refresh();
    expect(words(store)).toEqual(["Which office?", "Since when?"]);
    server.put("t1", "Baltimore.");
    server.put("t2", "March.");
    store.onNotice(["t1"]);
    store.onNotice(["t2"]);
    await expect
      .poll(() => words(store))
      .toEqual(["Which office? / Baltimore.", "Since when? / March."]);
    expect(server.asked).toEqual(["", "?ids=t1,t2"]);
  });

  test("are neither read nor written as somebody else who is signed in at this browser by now", async () => {
    const server = new ServerDouble();
    server.put("t1", "Which office?");
    server.person = "ines";
    const { store, device } = opened(server);
    await store.refresh();
    expect(store.load).toBe("failed");
    const sent = await store.send(begin("t2", "Ana's words."));
    expect(sent).toMatchObject({ ok: true, value: { kept: true } });
    expect(store.heldBack).toBe("You were signed out.");
    expect(server.heard).toEqual([]);
    expect([...device.kept.values()].map(({ refused }) => refused)).toEqual([null]);
    server.person = "ana";
    store.wake();
    await expect.poll(() => server.heard).toHaveLength(1);
  });

  test("[M5] are as the latest answer tells them, also where one's own reading is answered before it", async () => {
    const server = new ServerDouble();
    const { request } = server;
    const before = server.put("one", "First.");
    let letAnswer = () => {};
    const isLet = new Promise<void>((resolve) => (letAnswer = resolve));
    Object.assign(server, {
      request: async (address: string, init?: RequestInit) => {
        // Read before somebody else wrote, and answered after they did.
        if (init?.method === "POST") {
          return Response.json({ ok: true, value: { threads: [before] } });
        }
        if (address.includes("?ids=")) await isLet;
        return request(address, init);
      },
    });
    const { store } = opened(server);
    await store.refresh();
    server.put("one", "Second.");
    const asked = store.refresh(["one"]);
    await store.send({ do: "read", threadIds: ["one"] });
    letAnswer();
    await asked;
    expect(words(store)).toEqual(["First. / Second."]);
  });

  test("[M2] that a notice names and the server doesn't tell any more are gone", async () => {
    const server = new ServerDouble();
    server.put("t1", "Which office?");
    const { store } = opened(server);
    await store.refresh();
    server.threads.delete("t1");
    store.onNotice(["t1"]);
    await expect.poll(() => words(store)).toEqual([]);
  });

  test("show at once what one writes, and what the server made of it after", async () => {
    const server = new ServerDouble();
    const { store, device } = opened(server);
    await store.refresh();
    const sent = store.send(begin("t1", "Mine."));
    expect(words(store)).toEqual(["Mine."]);
    expect(store.waiting).toHaveLength(1);
    expect(await sent).toMatchObject({ ok: true, value: { kept: false } });
    expect(words(store)).toEqual(["Mine."]);
    expect(store.waiting).toEqual([]);
    expect(device.kept.size).toBe(0);
  });
});

describe("the blocks of suggestions", () => {
  const bodyOf = (words: string): Suggested => ({
    base: [body("p", "ICE writes.")],
    proposed: [body("p", words)],
  });

  async function withSuggestions() {
    const server = new ServerDouble();
    for (const id of ["s1", "s2", "s3"]) {
      const { base, proposed } = bodyOf(`ICE wrote ${id}.`);
      server.bodies.set(id, { base, proposed });
      server.threads.set(id, suggestion(id, [...base], [...proposed]));
    }
    const { store, device, close } = opened(server);
    await store.refresh();
    return { server, store, device, close };
  }

  test("[M29] come when they are asked for, some at a time, and not again while their hash is the same", async () => {
    const { server, store } = await withSuggestions();
    const [one, two, three] = store.all();
    expect(store.suggested(one!)).toBeUndefined();
    expect(store.suggested(two!)).toBeUndefined();
    let told = 0;
    store.subscribe(() => (told += 1));
    await expect.poll(() => store.suggested(two!)).toEqual(bodyOf("ICE wrote s2."));
    expect(store.suggested(one!)).toEqual(bodyOf("ICE wrote s1."));
    expect(told).toBeGreaterThan(0);
    expect(store.knownSuggested(three!)).toBeUndefined();
    // Its comments and its state change; its blocks don't.
    server.threads.set("s1", { ...one!, changedAt: "2026-01-02T00:00:00Z" });
    await store.refresh(["s1"]);
    expect(store.suggested(store.get("s1")!)).toEqual(bodyOf("ICE wrote s1."));
    expect(server.asked).toEqual(["", "?bodies=s1,s2", "?bodies=s2", "?ids=s1"]);
    await store.loadSuggested(store.all());
    expect(store.knownSuggested(three!)).toEqual(bodyOf("ICE wrote s3."));
  });

  test("[M29] that have come are there after a reload without a connection; those that have not are told in a line", async () => {
    const { server, store, device, close } = await withSuggestions();
    await store.loadSuggested([store.get("s1")!]);
    await expect.poll(() => device.lastAnswer("request-1"), { timeout: 5_000 }).not.toBeNull();
    close();
    server.reachable = false;
    const { store: reloaded } = opened(server, device);
    await expect.poll(() => reloaded.all().length).toBe(3);
    expect(reloaded.suggested(reloaded.get("s1")!)).toEqual(bodyOf("ICE wrote s1."));
    expect(reloaded.suggested(reloaded.get("s2")!)).toBeUndefined();
    expect(reloaded.get("s2")?.suggestion?.summary.removed).toBe("writes.");
  });

  test("[M2][M29] stay on the device only for suggestions that are open and that one may see", async () => {
    const { server, store, device } = await withSuggestions();
    await store.loadSuggested(store.all());
    await expect.poll(() => device.bodies(), { timeout: 5_000 }).toHaveLength(3);
    const gone = store.get("s1")!;
    const decided = store.get("s2")!;
    server.threads.delete("s1");
    server.threads.set("s2", {
      ...decided,
      suggestion: { ...decided.suggestion!, state: "accepted" },
    });
    store.onNotice(["s1", "s2"]);
    await expect.poll(() => store.get("s1")).toBeNull();
    expect(store.knownSuggested(gone)).toBeUndefined();
    // Its card still shows what it was.
    expect(store.knownSuggested(decided)).toEqual(bodyOf("ICE wrote s2."));
    await expect
      .poll(() => device.bodies(), { timeout: 5_000 })
      .toEqual([JSON.stringify(bodyOf("ICE wrote s3.").proposed)]);
  });

  test("[M29] that did not come are asked for again after a while, and at once where somebody waits for them or the connection is back", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { server, store, close } = await withSuggestions();
    const thread = store.get("s1")!;
    const asked = () => server.asked.filter((search) => search === "?bodies=s1").length;
    let isDown = true;
    const { request } = server;
    const failing: typeof fetch = async (address, init) => {
      const answer = await request(address, init);
      return isDown && String(address).includes("?bodies=") ? Response.error() : answer;
    };
    Object.assign(store, { request: failing });
    store.subscribe(() => store.suggested(thread));
    store.suggested(thread);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(asked()).toBe(2);
    await Promise.all([store.loadSuggested([thread]), vi.advanceTimersByTimeAsync(100)]);
    expect(asked()).toBe(3);
    store.wake();
    await vi.advanceTimersByTimeAsync(100);
    expect(asked()).toBe(4);
    isDown = false;
    await Promise.all([store.loadSuggested([thread]), vi.advanceTimersByTimeAsync(100)]);
    expect(store.knownSuggested(thread)).toEqual(bodyOf("ICE wrote s1."));
    isDown = true;
    await Promise.all([store.loadSuggested(store.all()), vi.advanceTimersByTimeAsync(100)]);
    close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("[M29] that the device has are there also where the server answers before the device", async () => {
    const { server, store, device, close } = await withSuggestions();
    await store.loadSuggested([store.get("s1")!]);
    await expect.poll(() => device.bodies(), { timeout: 5_000 }).toHaveLength(1);
    close();
    let letRead = () => {};
    const isLet = new Promise<void>((resolve) => (letRead = resolve));
    const lastAnswer = async (documentId: string) => {
      await isLet;
      return device.lastAnswer(documentId);
    };
    const { store: reloaded } = opened(server, { ...device, lastAnswer });
    await reloaded.refresh();
    expect(reloaded.load).toBe("loaded");
    letRead();
    await expect
      .poll(() => reloaded.knownSuggested(reloaded.get("s1")!))
      .toEqual(bodyOf("ICE wrote s1."));
    expect(reloaded.load).toBe("loaded");
  });

  test("[M29] of one that waits to be sent are those of this device, before and after it is sent", async () => {
    const { server, store } = await withSuggestions();
    const own = { base: [body("q", "a")], proposed: [body("q", "b")] };
    server.reachable = false;
    const change = { ...begin("s4", ""), suggestion: own as never };
    await store.send(change);
    expect(store.suggested(store.get("s4")!)).toEqual(own);
    expect(store.get("s4")?.suggestion?.summary).toMatchObject({ removed: "a", added: "b" });
  });
});

describe("without a connection", () => {
  test("what one writes is kept on the device, survives a reload, and is sent in its order on return", async () => {
    const server = new ServerDouble();
    const { store, device, close } = opened(server);
    await store.refresh();
    server.reachable = false;
    expect(await store.send(begin("t1", "Mine."))).toMatchObject({
      ok: true,
      value: { kept: true },
    });
    await store.send(reply("t1", "More."));
    expect(words(store)).toEqual(["Mine. / More."]);
    close();

    const { store: reloaded } = opened(server, device);
    await expect.poll(() => words(reloaded)).toEqual(["Mine. / More."]);
    server.reachable = true;
    reloaded.wake();
    await expect.poll(() => reloaded.waiting).toEqual([]);
    expect(server.heard.map((change) => change.do)).toEqual(["begin", "reply"]);
    expect(words(reloaded)).toEqual(["Mine. / More."]);
    expect(device.kept.size).toBe(0);
  });

  test("what the server writes into the draft is not kept: it would mean nothing later", async () => {
    const server = new ServerDouble();
    const { store, device } = opened(server);
    server.reachable = false;
    const openAgain: ThreadChange = { do: "open-again", threadIds: ["t1"] };
    expect(await store.send(openAgain)).toMatchObject({ ok: false });
    expect(device.kept.size).toBe(0);
  });
});

describe("what the server refuses", () => {
  test("is told to whoever waits for the answer and still has the words", async () => {
    const server = new ServerDouble();
    const { store, device } = opened(server);
    await store.refresh();
    server.refusing = "A thread has at most 1,000 comments.";
    expect(await store.send(begin("t1", "Too much."))).toMatchObject({
      ok: false,
      refusal: { sentence: "A thread has at most 1,000 comments." },
    });
    expect(words(store)).toEqual([]);
    expect(store.waiting).toEqual([]);
    expect(device.kept.size).toBe(0);
  });

  test("[M29] for a while is kept, says when it can be sent again, and is sent then", async () => {
    const server = new ServerDouble();
    const { store } = opened(server);
    await store.refresh();
    server.refusing = "Nothing was lost, and can be sent again in 40 seconds.";
    server.refusesWith = "too-many-tries";
    expect(await store.send(begin("t1", "Long."))).toMatchObject({
      ok: true,
      value: { kept: true },
    });
    expect(store.heldBack).toContain("again in 40 seconds");
    expect(words(store)).toEqual(["Long."]);
    server.refusing = null;
    store.wake();
    await expect.poll(() => store.waiting).toEqual([]);
    expect(words(store)).toEqual(["Long."]);
  });

  test("is kept with its words where whoever wrote it writes something else by now", async () => {
    const server = new ServerDouble();
    const { store, device } = opened(server);
    await store.refresh();
    await store.setAside(begin("t1", "Too much."), "Not now.");
    expect(store.waiting).toMatchObject([{ refused: "Not now.", change: { text: "Too much." } }]);
    expect(device.kept.size).toBe(1);
    expect(server.heard).toEqual([]);
    await store.sendAgain(store.waiting[0]?.id ?? "");
    await expect.poll(() => store.waiting).toEqual([]);
    expect(words(store)).toEqual(["Too much."]);
  });

  test("on return stays with its words and the reason, holds up nothing, and can be sent again", async () => {
    const server = new ServerDouble();
    const { store } = opened(server);
    await store.refresh();
    server.reachable = false;
    await store.send(begin("t1", "Too much."));
    expect(store.heldBack).toBe("Kept on this device, sent when you are back.");
    server.reachable = true;
    server.refusing = "A thread has at most 1,000 comments.";
    store.wake();
    await expect
      .poll(() => store.waiting)
      .toMatchObject([
        { refused: "A thread has at most 1,000 comments.", change: { text: "Too much." } },
      ]);
    expect(words(store)).toEqual([]);
    server.refusing = null;
    expect(await store.send(begin("t2", "Short."))).toMatchObject({ ok: true });
    const [refused] = store.waiting;
    await store.sendAgain(refused?.id ?? "");
    await expect.poll(() => store.waiting).toEqual([]);
    expect(words(store)).toEqual(["Short.", "Too much."]);
  });
});

test("[M29] a large change has longer to come over a slow line, and at most two minutes", async () => {
  const server = new ServerDouble();
  const { store } = opened(server);
  await store.refresh();
  const timeout = vi.spyOn(AbortSignal, "timeout");
  onTestFinished(() => timeout.mockRestore());
  await store.send(begin("t1", "x".repeat(300_000)));
  await store.send(begin("t2", "x".repeat(3_000_000)));
  const [large = 0, huge = 0] = timeout.mock.calls.map(([milliseconds]) => milliseconds);
  expect(large).toBeGreaterThan(50_000);
  expect(large).toBeLessThan(52_000);
  expect(huge).toBe(120_000);
});

test("[M5] what was read on the page stays read until something changes in it", async () => {
  const server = new ServerDouble();
  server.put("t1", "Which office?");
  const { store } = opened(server);
  await store.refresh();
  expect(store.get("t1")?.isUnread).toBe(true);
  await store.send({ do: "read", threadIds: ["t1"] });
  expect(store.get("t1")?.isUnread).toBe(false);
  server.put("t1", "Baltimore.");
  await store.refresh(["t1"]);
  expect(store.get("t1")?.isUnread).toBe(true);
});
