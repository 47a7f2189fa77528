// @vitest-environment jsdom
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { SuggestionState, ThreadView } from "#app/document/margin/thread-view.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { undo } from "#app/editor/binding/undo-commands.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { Deciding } from "#app/editor/suggest/deciding.ts";
import { acceptancesDevice } from "#app/editor/suggest/device-acceptances.ts";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { body, doc } from "#tests/document/build.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";
import { sharedDocument, TestEditor } from "./test-editor.ts";

const BASE = [body("p", "ICE writes reports."), body("q", "Weekly.")] as const;

/** A server with one suggestion, and the text as it has it. */
class Server {
  readonly text = sharedDocument(doc(...BASE));
  state: SuggestionState = "open";
  decidedBy: string | null = null;
  changes = 0;

  constructor(private readonly proposed: ProseNode[]) {}

  get thread(): ThreadView {
    const thread = suggestion("one", [BASE[0]], this.proposed);
    const decidedBy = this.decidedBy === null ? null : { ...thread.by, userId: this.decidedBy };
    return {
      ...thread,
      changedAt: `2026-01-01T00:00:0${this.changes}Z`,
      suggestion: thread.suggestion && { ...thread.suggestion, state: this.state, decidedBy },
    };
  }

  decide(state: SuggestionState, by: string): void {
    this.changes += 1;
    Object.assign(this, { state, decidedBy: by });
  }
}

/** A drafter with the draft open, whose connection comes and goes. */
class Drafter {
  readonly editor: TestEditor;
  readonly deciding: Deciding;
  readonly told: string[] = [];
  readonly sent: string[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly room = { connection: "live", unsaved: 0, ending: null };

  constructor(
    private readonly server: Server,
    readonly userId: string,
    document = new Y.Doc(),
  ) {
    Y.applyUpdate(document, Y.encodeStateAsUpdate(server.text));
    this.editor = new TestEditor(document);
    // Edits wait until this person is back.
    document.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === server) return;
      this.room.unsaved += 1;
    });
    const seen = { thread: server.thread };
    const session = {
      facts: { room: this.room, access: "write", live: {} },
      on: (_name: string, listener: () => void) => this.listeners.add(listener),
      off: (_name: string, listener: () => void) => this.listeners.delete(listener),
    } as unknown as DeskSession;
    const store = {
      ...storeOf([]),
      get: () => seen.thread,
      answer: { may: { decide: true } },
      load: "loaded",
      waiting: [],
      refresh: async () => {
        seen.thread = server.thread;
      },
      send: async (change: Extract<ThreadChange, { threadId: string }>) => {
        this.sent.push(change.do);
        if (change.do !== "accept") return done({ threads: [], kept: false });
        if (server.state !== "open") return refuse("conflict");
        server.decide("accepted", userId);
        return done({ threads: [], kept: false });
      },
    } as unknown as ThreadStore;
    const open = new OpenSuggestions(this.editor.editor, store);
    this.deciding = new Deciding(this.editor.editor, session, store, open, {
      userId,
      device: acceptancesDevice({ userId, documentId: "d", generation: 1 }),
      tell: (sentence) => void this.told.push(sentence),
    });
    onTestFinished(() => {
      this.deciding.destroy();
      open.destroy();
      this.editor.close();
      localStorage.clear();
    });
  }

  /** The connection is lost just after the suggestion is claimed. */
  async acceptsAndIsCutOff(): Promise<void> {
    vi.useFakeTimers();
    const accepting = this.deciding.accept(this.server.thread);
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    await accepting;
  }

  async accepts(): Promise<void> {
    const accepting = this.deciding.accept(this.server.thread);
    const { busy } = this.deciding;
    while (busy.get() !== null) {
      await Promise.resolve();
      this.isBack();
    }
    await accepting;
  }

  /** What this person wrote arrives, though nobody hears of it. */
  arrives(): void {
    const { document } = this.editor;
    Y.applyUpdate(this.server.text, Y.encodeStateAsUpdate(document));
  }

  isBack(): void {
    const { document } = this.editor;
    this.arrives();
    Y.applyUpdate(document, Y.encodeStateAsUpdate(this.server.text), this.server);
    this.room.unsaved = 0;
    for (const listener of this.listeners) listener();
  }

  get lines(): string[] {
    return this.editor.lines;
  }

  /** Whether everything that was accepted is settled. */
  async settles(): Promise<void> {
    const device = acceptancesDevice({ userId: this.userId, documentId: "d", generation: 1 });
    await vi.waitUntil(() => device.all().length === 0, PATIENCE_MS);
  }
}

const ways: readonly [string, ProseNode[], string[]][] = [
  [
    "words are added",
    [body("p", "ICE writes reports. And more.")],
    ["body|ICE writes reports. And more.", "body|Weekly."],
  ],
  [
    "words are replaced",
    [body("p", "ICE wrote letters.")],
    ["body|ICE wrote letters.", "body|Weekly."],
  ],
  ["words are taken out", [body("p", "ICE writes.")], ["body|ICE writes.", "body|Weekly."]],
  [
    "a paragraph is added",
    [body("p", "ICE writes reports."), body("n", "It keeps them.")],
    ["body|ICE writes reports.", "body|It keeps them.", "body|Weekly."],
  ],
];

test.each(ways)(
  "[M11] accepted by two, of whom one was cut off, it stands once: %s",
  async (_name, proposed, lines) => {
    const server = new Server(proposed);
    const ana = new Drafter(server, "ana");
    await ana.acceptsAndIsCutOff();
    expect(ana.lines).toEqual(lines);
    expect(ana.told).toEqual([expect.stringContaining("has not confirmed")]);
    const ines = new Drafter(server, "ines");
    await ines.accepts();
    expect(server.decidedBy).toBe("ines");
    ana.isBack();
    await ana.settles();
    ana.isBack();
    ines.isBack();
    expect([ana.lines, ines.lines]).toEqual([lines, lines]);
  },
);

test.each(ways)(
  "[M11] where only the receipt was lost, the other finds it done, and it stands once: %s",
  async (_name, proposed, lines) => {
    const server = new Server(proposed);
    const ana = new Drafter(server, "ana");
    await ana.acceptsAndIsCutOff();
    ana.arrives();
    const ines = new Drafter(server, "ines");
    await ines.accepts();
    ana.isBack();
    await ana.settles();
    ana.isBack();
    ines.isBack();
    expect([ana.lines, ines.lines]).toEqual([lines, lines]);
  },
);

test("[M11] what nobody else decided is marked as accepted on return, also by a page opened anew", async () => {
  const server = new Server([body("p", "ICE writes reports. And more.")]);
  const before = new Drafter(server, "ana");
  await before.acceptsAndIsCutOff();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(before.editor.document));
  const ana = new Drafter(server, "ana", copy);
  ana.isBack();
  await ana.settles();
  expect(server).toMatchObject({ state: "accepted", decidedBy: "ana" });
  expect(ana.told).toEqual([expect.stringContaining("Accepted.")]);
});

test("[M11] what was undone before the connection came back stays open", async () => {
  const server = new Server([body("p", "ICE wrote letters.")]);
  const ana = new Drafter(server, "ana");
  await ana.acceptsAndIsCutOff();
  ana.editor.run(undo);
  ana.isBack();
  await ana.settles();
  expect(server.state).toBe("open");
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
});

test("[M11] what was taken out of the draft again is no step to undo", async () => {
  const server = new Server([body("p", "ICE wrote letters.")]);
  const ana = new Drafter(server, "ana");
  await ana.acceptsAndIsCutOff();
  const ines = new Drafter(server, "ines");
  await ines.accepts();
  ana.isBack();
  await ana.settles();
  expect(ana.editor.run(undo)).toBe(false);
  expect(ana.lines).toEqual(["body|ICE wrote letters.", "body|Weekly."]);
});

test("[M11] words that were changed after both accepted are left, and it says to look", async () => {
  const server = new Server([body("p", "ICE writes reports. And more.")]);
  const ana = new Drafter(server, "ana");
  await ana.acceptsAndIsCutOff();
  const ines = new Drafter(server, "ines");
  await ines.accepts();
  ines.editor.at("p", "end").run((state, dispatch) => {
    dispatch?.(state.tr.delete(state.selection.from - 5, state.selection.from));
    return true;
  });
  ines.isBack();
  ana.isBack();
  await ana.settles();
  expect(ana.lines[0]).toContain("And more.");
  expect(ana.told.at(-1)).toContain("Look whether its words stand there twice");
});

test("[M11] accepted once more while it is not confirmed, nothing is written twice", async () => {
  const server = new Server([body("p", "ICE writes reports. And more.")]);
  const ana = new Drafter(server, "ana");
  await ana.acceptsAndIsCutOff();
  await ana.deciding.accept(server.thread);
  expect(ana.sent).toEqual(["claim"]);
  expect(ana.told.at(-1)).toContain("has not confirmed");
});
