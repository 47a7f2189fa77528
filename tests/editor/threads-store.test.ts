// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadPerson, ThreadsAnswer, ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadsDevice, WaitingChange } from "#app/editor/threads/device-threads.ts";
import { ThreadStore } from "#app/editor/threads/thread-store.ts";

const ANA: ThreadPerson = { userId: "ana", name: "Ana Sample", organization: "Mijente", colour: 1 };
const INES: ThreadPerson = { userId: "ines", name: "Ines Sample", organization: "ILRC", colour: 2 };

/** A device in memory, which outlives the page's store. */
function deviceInMemory(): ThreadsDevice & { readonly kept: Map<string, WaitingChange> } {
  const kept = new Map<string, WaitingChange>();
  let last: ThreadsAnswer | null = null;
  return {
    kept,
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
}

/** A server in memory: it takes threads and replies, and can be out of reach. */
class ServerDouble {
  readonly threads = new Map<string, ThreadView>();
  readonly heard: ThreadChange[] = [];
  readonly asked: string[] = [];
  reachable = true;
  refusing: string | null = null;
  private clock = 0;

  readonly request: typeof fetch = async (address, init) => {
    if (!this.reachable) throw new TypeError("no network");
    const url = new URL(String(address), "http://desk.test");
    if (init?.method !== "POST") {
      this.asked.push(url.search);
      const ids = url.searchParams.get("ids")?.split(",");
      const threads = [...this.threads.values()].filter(({ id }) => !ids || ids.includes(id));
      const answer: ThreadsAnswer = {
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
      const refusal = { code: "bad-input", sentence: this.refusing };
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
