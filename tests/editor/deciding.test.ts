// @vitest-environment jsdom
import { createHash } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import { editDraft } from "#app/document/acceptance/draft-edit.ts";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { Deciding } from "#app/editor/suggest/deciding.ts";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import { Telling } from "#app/editor/suggest/telling.ts";
import type { SentChange, ThreadStore } from "#app/editor/threads/thread-store.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { redo, undo } from "#app/editor/binding/index.ts";
import { body, doc } from "#tests/document/build.ts";
import { below, pick, type Random, seeded } from "#tests/rooms/support/random.ts";
import { seedOf } from "#tests/support/seed.ts";
import { knownBodies, storeOf, suggestion } from "./open-suggestion.ts";
import { TestEditor } from "./test-editor.ts";

const BLOCKS = [body("p", "ICE writes reports."), body("q", "Weekly.")] as const;
const THREADS = [
  suggestion("one", [BLOCKS[0]], [body("p", "ICE wrote reports.")]),
  suggestion("two", [BLOCKS[1]], [body("q", "Monthly.")]),
];

type Kept = Exclude<ReturnType<typeof editDraft>["results"][number], string>;

/** A server that writes what is accepted into the draft, and takes it out again, as the command does. */
class ServerDouble {
  readonly sent: string[] = [];
  readonly accepted = new Map<string, Kept>();
  /** Is called before a request is answered. */
  onRequest: (change: ThreadChange) => Promise<void> | void = () => {};
  refusal: ReturnType<typeof refuse> | null = null;
  readonly threads: ThreadView[];

  constructor(
    private readonly draft: Y.Doc,
    threads: readonly ThreadView[],
  ) {
    this.threads = [...threads];
  }

  readonly send = async (change: ThreadChange): Promise<Outcome<SentChange>> => {
    await this.onRequest(change);
    return this.refusal ?? this.do(change);
  };

  do(change: ThreadChange): Outcome<SentChange> {
    if (change.do === "accept") return this.accept(change);
    if (change.do === "open-again") return this.openAgain(change.threadIds);
    if ("threadId" in change) this.sent.push(`${change.do} ${change.threadId}`);
    if (change.do === "read") this.sent.push(`read ${change.threadIds.join(" ")}`);
    return done({ threads: [], kept: false });
  }

  private accept({ suggestions }: Extract<ThreadChange, { do: "accept" }>): Outcome<SentChange> {
    const ids = suggestions.map(({ threadId }) => threadId);
    this.sent.push(`accept ${ids.join(" ")}`);
    const asked = suggestions.map(({ threadId, shown, choice, behind }) => {
      const { base, proposed } = knownBodies.knownSuggested(this.get(threadId))!;
      const suggested = { base: JSON.stringify(base), proposed: JSON.stringify(proposed) };
      return { suggested, shown, choice, behind };
    });
    const results = this.edit({ do: "accept", suggestions: asked });
    const left = ids.flatMap((threadId, at) => {
      const result = results[at]!;
      if (typeof result === "string") {
        return [{ threadId, refusal: { code: "conflict" as const, sentence: result } }];
      }
      this.accepted.set(threadId, result);
      this.become(threadId, "accepted");
      return [];
    });
    if (left.length === ids.length && left.length === 1) return { ok: false, ...left[0]! };
    return done({ threads: [], left, kept: false });
  }

  openAgain(threadIds: readonly string[]): Outcome<SentChange> {
    this.sent.push(`open-again ${threadIds.join(" ")}`);
    const results = this.edit({
      do: "take-out",
      acceptances: threadIds.map((id) => this.accepted.get(id)!),
    });
    const left = threadIds.flatMap((threadId, at) => {
      const result = results[at]!;
      if (typeof result === "string") {
        return [{ threadId, refusal: { code: "conflict" as const, sentence: result } }];
      }
      this.become(threadId, "open");
      return [];
    });
    if (left.length === 1 && threadIds.length === 1) return { ok: false, ...left[0]! };
    return done({ threads: [], left, kept: false });
  }

  private edit(asked: Parameters<typeof editDraft>[1]) {
    const { update, results } = editDraft([Y.encodeStateAsUpdate(this.draft)], asked, {
      hash: (text) => createHash("sha256").update(text).digest("hex"),
      newBlockId: () => `new-${this.sent.length}`,
      isSpent: () => false,
    });
    if (update) Y.applyUpdate(this.draft, update, "room");
    return results;
  }

  private get(threadId: string): ThreadView {
    return this.threads.find(({ id }) => id === threadId)!;
  }

  private become(threadId: string, state: "open" | "accepted"): void {
    const at = this.threads.findIndex(({ id }) => id === threadId);
    const thread = this.threads[at]!;
    const decidedBy = state === "open" ? null : { ...thread.by, userId: "ana" };
    this.threads[at] = { ...thread, suggestion: { ...thread.suggestion!, state, decidedBy } };
  }
}

/** Somebody who may decide on these suggestions, and a server that does what they ask. */
function desk(
  threads: readonly ThreadView[],
  blocks: readonly ProseNode[] = BLOCKS,
  tellPage: Telling["tell"] = () => {},
) {
  const ana = new TestEditor(doc(...blocks));
  const server = new ServerDouble(ana.document, threads);
  const told: string[] = [];
  const store = {
    ...storeOf(server.threads),
    answer: { may: { decide: true } },
    refresh: async () => {},
    send: server.send,
  } as unknown as ThreadStore;
  const state = { room: { connection: "live", unsaved: 0 }, access: "write", live: {} };
  const session = { state, on: () => {}, off: () => {} } as unknown as DeskSession;
  const open = new OpenSuggestions(ana.editor, store);
  const deciding = new Deciding(ana.editor, session, store, open, {
    userId: "ana",
    tell: (sentence, lasts) => {
      told.push(sentence);
      tellPage(sentence, lasts);
    },
  });
  onTestFinished(() => {
    deciding.destroy();
    open.destroy();
    ana.close();
  });
  /** Undoes or does again, until the server has answered where it is asked. */
  const step = async (what: typeof undo) => {
    ana.run(what);
    await expect.poll(() => deciding.busy.get()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { ana, state, deciding, server, sent: server.sent, told, step };
}

test("[M22] accepting many asks the server once, with what is shown; what it wrote arrives as others' words do", async () => {
  const { ana, deciding, sent, told } = desk(THREADS);
  ana.at("p", "end").type(" Yes.");
  await deciding.acceptAll(THREADS);
  expect(ana.lines).toEqual(["body|ICE wrote reports. Yes.", "body|Monthly."]);
  expect(sent).toEqual(["accept one two"]);
  expect(told).toEqual(["Accepting 2 suggestions…", "2 suggestions accepted."]);
  ana.type(" Here.");
  expect(ana.lines[0]).toBe("body|ICE wrote reports. Yes. Here.");
});

test("[M22] while the server decides on several, the page says so, and for as long as it takes", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const telling = new Telling();
  const { deciding, server } = desk(THREADS, BLOCKS, telling.tell);
  const shown: (string | null)[] = [];
  server.onRequest = async () => {
    await vi.advanceTimersByTimeAsync(30_000);
    shown.push(telling.sentence.get());
  };
  await deciding.acceptAll(THREADS);
  expect(shown).toEqual(["Accepting 2 suggestions…"]);
  expect(telling.sentence.get()).toBe("2 suggestions accepted.");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(telling.sentence.get()).toBeNull();
});

test("[M5, M22] what one decides is not new to oneself any more, unless somebody answered in it", async () => {
  const [one, two] = THREADS.map((thread) => ({ ...thread, isUnread: true }));
  const by = one!.by;
  const comment = { author: by, text: "Why?", mentions: [], at: one!.createdAt, editedAt: null };
  const answers = ["a", "b"].map((id) => {
    return { ...comment, id, removedAt: null, isMine: false, agreed: [], word: null };
  });
  const { deciding, sent, server } = desk([one!, two!]);
  await deciding.accept(one!);
  expect(sent).toEqual(["accept one", "read one"]);
  server.refusal = refuse("conflict", "Somebody else decided.");
  await deciding.reject(two!);
  server.refusal = null;
  expect(sent.slice(2)).toEqual([]);
  await deciding.rejectAll([two!]);
  expect(sent.slice(2)).toEqual(["reject two", "read two"]);
  // The answer comes while it is being decided.
  server.onRequest = () => void (server.threads[1] = { ...two!, comments: answers });
  await deciding.reject(two!);
  expect(sent.slice(4)).toEqual(["reject two"]);
});

test("[M22] nothing is asked of a draft that is frozen, or before all that was typed is saved", async () => {
  const { ana, state, deciding, sent, told } = desk(THREADS);
  state.access = "read";
  await deciding.acceptAll(THREADS);
  expect(told).toEqual([expect.stringContaining("only while the draft is open")]);
  state.access = "write";
  state.room.unsaved = 1;
  void deciding.accept(THREADS[0]!);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent).toEqual([]);
  expect(deciding.busy.get()).toBe("one");
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
});

test("[M22] what somebody types in the paragraph between the page and the server has one look again", async () => {
  const { ana, deciding, server, told } = desk(THREADS);
  server.onRequest = () => void ana.at("p", "end").type(" Late.");
  await deciding.accept(THREADS[0]!);
  expect(told).toEqual(["changed"]);
  server.onRequest = () => {};
  await deciding.accept(THREADS[0]!);
  expect(ana.lines[0]).toBe("body|ICE wrote reports. Late.");
});

test("[M22] undo takes one's later keys back first, then has the acceptance taken out, then one's earlier keys; and again", async () => {
  const { ana, deciding, sent, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  ana.at("q", "end").type(" After.");
  const lines = () => ana.lines.map((line) => line.slice(5));
  expect(lines()).toEqual(["ICE wrote reports.", "Weekly. Before. After."]);
  await step(undo);
  expect(lines()).toEqual(["ICE wrote reports.", "Weekly. Before."]);
  await step(undo);
  expect(lines()).toEqual(["ICE writes reports.", "Weekly. Before."]);
  expect(told.at(-1)).toBe("1 suggestion open again.");
  await step(undo);
  expect(lines()).toEqual(["ICE writes reports.", "Weekly."]);
  await step(redo);
  expect(lines()).toEqual(["ICE writes reports.", "Weekly. Before."]);
  await step(redo);
  expect(lines()).toEqual(["ICE wrote reports.", "Weekly. Before."]);
  expect(told.at(-1)).toBe("1 suggestion accepted again.");
  await step(redo);
  expect(lines()).toEqual(["ICE wrote reports.", "Weekly. Before. After."]);
  await step(undo);
  await step(undo);
  expect(lines()).toEqual(["ICE writes reports.", "Weekly. Before."]);
  expect(sent).toEqual(["accept one", "open-again one", "accept one", "open-again one"]);
});

test("[M22] undo passes over an acceptance that somebody else has opened again, and keeps one that can't be asked for now", async () => {
  const { ana, deciding, server, state, sent, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  state.room.connection = "offline";
  await step(undo);
  expect(told.at(-1)).toContain("You are offline");
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Before."]);
  state.room.connection = "live";
  server.openAgain(["one"]);
  sent.length = 0;
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
  expect(sent).toEqual([]);
});

test("[M22] an acceptance whose words were changed since is left as it is, and undo goes on before it", async () => {
  const { ana, deciding, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(ana.document));
  const ravi = new TestEditor(other);
  onTestFinished(() => ravi.close());
  ravi.at("p", 6).type("xx");
  Y.applyUpdate(ana.document, Y.encodeStateAsUpdate(other), "room");
  const changed = ana.lines[0];
  await step(undo);
  expect(told.at(-1)).toMatch(/changed|conflict/u);
  expect(ana.lines).toEqual([changed, "body|Weekly. Before."]);
  await step(undo);
  expect(ana.lines).toEqual([changed, "body|Weekly."]);
});

test("[M22] keys that are typed while the server accepts are later ones, and undone before it", async () => {
  const { ana, deciding, server, step } = desk(THREADS);
  server.onRequest = () => void ana.at("q", "end").type(" Meanwhile.");
  await deciding.accept(THREADS[0]!);
  server.onRequest = () => {};
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Meanwhile."]);
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly."]);
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
});

test("[M22] steps that are asked for while the server takes one back follow it, in order", async () => {
  const { ana, deciding, sent } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  ana.run(undo);
  ana.run(undo);
  ana.run(redo);
  ana.run(redo);
  await expect.poll(() => sent.length).toBe(3);
  await expect.poll(() => ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Before."]);
  expect(sent).toEqual(["accept one", "open-again one", "accept one"]);
});

test("[M22] what the server refused is no step to undo", async () => {
  const { ana, deciding, server, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  server.refusal = refuse("unavailable", "Not now.");
  await deciding.accept(THREADS[0]!);
  expect(told).toEqual(["Not now."]);
  server.refusal = null;
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
  expect(server.sent).toEqual([]);
});

test("[M22] where none of several could be accepted, the page says why", async () => {
  const { ana, deciding, server, step, told } = desk(THREADS);
  ana.at("p", "end").type(" Before.");
  server.onRequest = () => {
    ana.at("p", "end").type(" Late.");
    ana.at("q", "end").type(" Late.");
  };
  await deciding.acceptAll(THREADS);
  expect(server.sent).toEqual(["accept one two"]);
  expect(told).toEqual(["Accepting 2 suggestions…", "changed"]);
  server.onRequest = () => {};
  await step(undo);
  expect(server.sent).toEqual(["accept one two"]);
});

test("[M22] an acceptance that fails in the page is said and reported, and no step that blocks undo", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { ana, deciding, server, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  const bug = new Error("a bug");
  server.onRequest = () => Promise.reject(bug);
  await deciding.accept(THREADS[0]!);
  expect(reported).toHaveBeenCalledExactlyOnceWith(bug);
  expect(told).toEqual([expect.stringContaining("Something went wrong")]);
  expect(deciding.busy.get()).toBeNull();
  server.onRequest = () => {};
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
});

test("[M22] a step that fails in the page is reported and dropped: undo goes on before it", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { ana, deciding, server, step } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  server.onRequest = () => Promise.reject(new Error("a bug"));
  await step(undo);
  expect(reported).toHaveBeenCalledOnce();
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly."]);
});

test.each(["unavailable", "too-many-tries", "not-signed-in"] as const)(
  "[M22] a step that the server answers with %s stays, to be taken back or again later",
  async (code) => {
    const { ana, deciding, server, step, told } = desk(THREADS);
    await deciding.accept(THREADS[0]!);
    server.refusal = refuse(code, "Not now.");
    await step(undo);
    expect(told.at(-1)).toBe("Not now.");
    server.refusal = null;
    await step(undo);
    expect(ana.lines[0]).toBe("body|ICE writes reports.");
    server.refusal = refuse(code, "Not now.");
    await step(redo);
    expect(ana.lines[0]).toBe("body|ICE writes reports.");
    server.refusal = null;
    await step(redo);
    expect(ana.lines[0]).toBe("body|ICE wrote reports.");
    await step(undo);
    expect(ana.lines[0]).toBe("body|ICE writes reports.");
  },
);

test("[M22] a redo that can't be asked for now stays: offline, and while something else is decided", async () => {
  const { ana, deciding, state, server, step, told } = desk(THREADS);
  await deciding.accept(THREADS[0]!);
  await step(undo);
  state.room.connection = "offline";
  await step(redo);
  expect(told.at(-1)).toContain("You are offline");
  state.room.connection = "live";
  deciding.busy.set("two");
  ana.run(redo);
  await new Promise((resolve) => setTimeout(resolve, 0));
  deciding.busy.set(null);
  expect(server.sent).toEqual(["accept one", "open-again one"]);
  await step(redo);
  expect(ana.lines[0]).toBe("body|ICE wrote reports.");
});

test("[M22] what the server accepts after the page gave up waiting is a step to undo, and waits for the connection", async () => {
  const { ana, deciding, state, server, step, told } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  let late = () => {};
  server.onRequest = (change) => void (late = () => void server.do(change));
  server.refusal = refuse("unavailable", "The server can’t be reached.");
  await deciding.accept(THREADS[0]!);
  expect(told).toEqual(["The server can’t be reached."]);
  server.onRequest = () => {};
  server.refusal = null;
  state.room.connection = "offline";
  await step(undo);
  expect(told.at(-1)).toContain("You are offline");
  late();
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Before."]);
  state.room.connection = "live";
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly. Before."]);
  expect(server.sent).toEqual(["accept one", "open-again one"]);
});

test("[M22] a redo whose answer was lost is done where the server did it", async () => {
  const { ana, deciding, server, step } = desk(THREADS);
  await deciding.accept(THREADS[0]!);
  await step(undo);
  let late = () => {};
  server.onRequest = (change) => void (late = () => void server.do(change));
  server.refusal = refuse("unavailable", "The server can’t be reached.");
  await step(redo);
  server.onRequest = () => {};
  server.refusal = null;
  late();
  await step(redo);
  expect(server.sent).toEqual(["accept one", "open-again one", "accept one"]);
  await step(undo);
  expect(ana.lines[0]).toBe("body|ICE writes reports.");
});

test("[M22] keys that are typed while the server accepts again are later ones, and undone before it", async () => {
  const { ana, deciding, server, step } = desk(THREADS);
  ana.at("q", "end").type(" Before.");
  await deciding.accept(THREADS[0]!);
  await step(undo);
  server.onRequest = () => void ana.at("q", "end").type(" Meanwhile.");
  await step(redo);
  server.onRequest = () => {};
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Before. Meanwhile."]);
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Weekly. Before."]);
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly. Before."]);
  await step(undo);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
});

const IDS = ["p", "q", "r"] as const;
const WORDS = ["ICE", "writes", "weekly", "reports", "of", "removals"];

/** Suggestions of one to three edits of words each, on paragraphs that they may share. */
function suggestionsAt(random: Random) {
  const texts = IDS.map(() =>
    Array.from({ length: 6 }, (_, at) => `${pick(random, WORDS)}${at}`).join(" "),
  );
  const blocks = texts.map((text, at) => body(IDS[at]!, text));
  const proposed: { readonly at: number; readonly words: string }[] = [];
  const threads = Array.from({ length: 2 + below(random, 4) }, (_, index) => {
    const at = below(random, blocks.length);
    const words = texts[at]!.split(" ");
    for (let edits = 1 + below(random, 3); edits > 0; edits -= 1) {
      const place = below(random, words.length);
      const added = below(random, 3) === 0 ? [] : [`new${index}${edits}`];
      words.splice(place, below(random, 2), ...added);
    }
    proposed.push({ at, words: words.join(" ") });
    return suggestion(`s${index}`, [blocks[at]!], [body(IDS[at]!, words.join(" "))]);
  });
  return { blocks, threads, proposed };
}

test("[M11, M12] accepting many at random is accepting one after the other, in one step, and rejecting them changes nothing", async () => {
  const seed = seedOf();
  const random = seeded(seed);
  for (let round = 0; round < 8; round += 1) {
    const { blocks, threads, proposed } = suggestionsAt(random);
    const [together, apart, none] = [1, 2, 3].map(() => desk(threads, blocks));
    const before = none!.ana.lines;
    await together!.deciding.acceptAll(threads);
    for (const thread of threads) {
      await apart!.deciding.accept(thread);
      apart!.deciding.lookAgain.set(null);
    }
    const where = `SEED=${seed}, round ${round}`;
    expect(together!.ana.lines, where).toEqual(apart!.ana.lines);
    for (const { at, words } of proposed) {
      // The only one of its paragraph.
      if (proposed.filter((one) => one.at === at).length > 1) continue;
      expect(together!.ana.lines[at], where).toBe(`body|${words}`);
    }
    if (together!.sent.length > 0) await together!.step(undo);
    expect(together!.ana.lines, where).toEqual(before);
    await none!.deciding.rejectAll(threads);
    expect(none!.ana.lines, where).toEqual(before);
    expect(none!.sent, where).toEqual(threads.map(({ id }) => `reject ${id}`));
  }
});
