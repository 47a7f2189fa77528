import type { GivenTo, ThreadChange } from "#app/domain/margin/thread-change.ts";
import {
  threadsAnswerSchema,
  threadsChangedSchema,
  type LeftOpen,
  type ThreadPerson,
  type ThreadsAnswer,
  type ThreadView,
} from "#app/document/margin/thread-view.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import { done, type Outcome, type RefusalCode, refuse } from "#app/domain/refusal.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { Store } from "#app/ui/store.ts";
import type { ThreadsDevice, WaitingChange } from "./device-threads.ts";
import { keptAnswerSchema } from "./kept-answer.ts";
import { AGAIN_MS, SuggestionBodies } from "./suggestion-bodies.ts";
import { suggestedIn, UNSENT, withWaiting } from "./with-waiting.ts";

/** Whom and what a person may name beside the text, and what they may do. */
export type ThreadRights = Pick<ThreadsAnswer, "people" | "scopes" | "may">;

/** The outcome of a change: its threads as they are now, or that the device keeps it for later. */
export interface SentChange {
  readonly threads: readonly ThreadView[];
  /** Of several suggestions that were decided at once: those that stay as they were. */
  readonly left?: readonly LeftOpen[];
  /** Offline: it is kept on this device, and sent on return. */
  readonly kept: boolean;
}

/** Whether the threads were loaded; `old` are those of an earlier visit, from this device. */
type LoadState = "loading" | "loaded" | "old" | "failed";

/** A comment that is being written. */
export interface UnsentComment {
  readonly text: string;
  /** Ids of the people who were picked by their names. */
  readonly mentions: readonly string[];
  /** The organization whose thread it will be; of a reply, whose it is. */
  readonly organizationId: string | null;
  /** To whom it is given: one of those whom it names. */
  readonly give?: GivenTo | null;
}

interface ThreadStoreOptions {
  readonly documentId: string;
  readonly you: ThreadPerson;
  readonly device: ThreadsDevice;
  /** For tests. */
  readonly request?: typeof fetch;
}

/** Milliseconds in which notices are gathered before their threads are asked for. */
const GATHER_MS = 60;
/** All pages that are told at once ask within this time. */
const SPREAD_MS = 3_000;
/** The most ids in one request; beyond, everything is loaded. */
const IDS_AT_ONCE = 60;
/** Milliseconds between tries after a failure: at first, and at most; and their number until woken. */
const RETRY = { first: 1_000, most: 60_000, tries: 8 } as const;
/** Milliseconds until a request is given up; what is sent with it may come over a slow line. */
const REQUEST_MS = { first: 20_000, most: 120_000 } as const;
const SLOW_LINE_BYTES_PER_MS = 10;
/** Milliseconds after a change until the device keeps the threads for a reload without a connection. */
const KEEP_MS = 2_000;

/** Changes that mean nothing later: they are sent at once or not at all. */
const NOT_KEPT: ReadonlySet<ThreadChange["do"]> = new Set(["accept", "open-again", "read"]);

/** Refusals that say nothing about the change itself: it is sent again later. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  "not-signed-in",
  "too-many-tries",
  "unavailable",
]);

const OFFLINE = "Kept on this device, sent when you are back.";
const ENDED = refuse("not-found", "You can no longer read the comments on this document.");

interface HeldThread {
  readonly view: ThreadView;
  /** The request that told it; an earlier one that is answered later tells nothing. */
  readonly asked: number;
}

/**
 * The threads beside one text as this reader sees them: loaded once, kept current by notices, and
 * with what this reader did meanwhile. Changes made without a connection wait on the device (M5).
 */
export class ThreadStore {
  /** The thread that the reader is at; its card stands beside its words. */
  readonly active = new Store<string | null>(null);
  /**
   * Comments that are being written and not sent: by thread, or `new`. Cards come and go meanwhile.
   */
  readonly drafts = new Map<string, UnsentComment>();
  private readonly threads = new Map<string, HeldThread>();
  private shown: readonly ThreadView[] | null = null;
  private byId: ReadonlyMap<string, ThreadView> = new Map();
  private currentRights: ThreadRights | null = null;
  private currentLoad: LoadState = "loading";
  private entries: readonly WaitingChange[] = [];
  private readonly answers = new Map<string, (outcome: Outcome<SentChange>) => void>();
  private readonly listeners = new Set<() => void>();
  private requests = 0;
  private order = 0;
  private sending = false;
  private failures = { load: 0, send: 0 };
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly noticed = new Set<string>();
  private readonly readLocally = new Map<string, string>();
  private left = true;
  private held: string | null = null;
  private readonly request: typeof fetch;
  private readonly bodies = new SuggestionBodies({
    ask: (ids) => this.fetched(`?bodies=${ids.map(encodeURIComponent).join(",")}`),
    onCome: () => {
      if (this.left) return;
      this.emit();
      this.keepSoon();
    },
    onFail: () => {
      if (this.left) return;
      this.timer("bodies", AGAIN_MS, () => {
        this.bodies.forgetFailures();
        this.emit();
      });
    },
  });
  private begun: Promise<void> = Promise.resolve();

  constructor(private readonly options: ThreadStoreOptions) {
    this.request = options.request ?? ((...args) => fetch(...args));
  }

  /** Opens it for as long as it is used; answers what closes it. */
  start(): () => void {
    this.left = false;
    globalThis.addEventListener?.("online", this.wake);
    this.begun = this.begin();
    return () => this.stop();
  }

  /** Every thread that this reader may see, in the order of their beginning. */
  all(): readonly ThreadView[] {
    this.shown ??= this.compute();
    return this.shown;
  }

  get(id: string): ThreadView | null {
    this.all();
    return this.byId.get(id) ?? null;
  }

  /**
   * The blocks of a thread's suggestion; undefined while they are on their way, which this begins.
   * Whoever subscribed hears when they come, and when it is time to ask again.
   */
  suggested(thread: ThreadView): Suggested | undefined {
    const known = this.knownSuggested(thread);
    if (!known) this.bodies.look([thread].filter(isSent));
    return known;
  }

  /** The same, of what is here already. */
  knownSuggested(thread: ThreadView): Suggested | undefined {
    return thread.suggestion?.hash === UNSENT ? this.unsentOf(thread.id) : this.bodies.get(thread);
  }

  /** Resolves once the blocks of these are here, or don't come: somebody waits, so it asks at once. */
  loadSuggested(threads: readonly ThreadView[]): Promise<void> {
    return this.bodies.load(threads.filter(isSent));
  }

  private unsentOf(threadId: string): Suggested | undefined {
    const begins = ({ change }: WaitingChange) =>
      change.do === "begin" && change.threadId === threadId;
    const entry = this.entries.find(begins);
    return (entry && suggestedIn(entry.change)) ?? undefined;
  }

  get userId(): string {
    return this.options.you.userId;
  }

  /** Null until they were loaded. */
  get answer(): ThreadRights | null {
    return this.currentRights;
  }

  get load(): LoadState {
    return this.currentLoad;
  }

  /** Changes that this device has not sent, or that were refused. */
  get waiting(): readonly WaitingChange[] {
    return this.entries;
  }

  /** Why what waits was not sent yet, in words; null where it is on its way. */
  get heldBack(): string | null {
    return this.held;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private stop(): void {
    this.left = true;
    globalThis.removeEventListener?.("online", this.wake);
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** The reader may not see them any more: lets go of all, and takes none again. */
  end(): void {
    this.stop();
    this.threads.clear();
    this.bodies.clear();
    this.entries = [];
    this.currentRights = null;
    this.currentLoad = "loaded";
    for (const id of this.answers.keys()) this.answered(id, ENDED);
    this.emit();
  }

  /** With the person, so that nothing is read or written as somebody else who signed in meanwhile. */
  private get headers() {
    return { Accept: "application/json", [PERSON_HEADER]: this.userId };
  }

  // --- From the server

  /** Loads these threads, or all. Failures are tried again, slower each time. */
  async refresh(ids?: readonly string[]): Promise<void> {
    if (ids && (ids.length === 0 || this.left)) return;
    const some = ids && ids.length <= IDS_AT_ONCE && this.currentRights ? ids : null;
    this.requests += 1;
    const asked = this.requests;
    const answer = await this.ask(some);
    if (this.left) return;
    if (answer === "unreachable") {
      if (this.currentLoad === "loading") this.currentLoad = "failed";
      this.emit();
      return this.later("load", () => void this.refresh());
    }
    this.failures.load = 0;
    this.take(answer, asked, some);
  }

  /** A notice of the room says that these changed; any of them may have where it names none. */
  readonly onNotice = (ids: readonly string[]): void => {
    if (ids.length === 0 && !this.timers.has("notice-of-all")) {
      // Every open page is told at the same moment.
      this.timer("notice-of-all", GATHER_MS + Math.random() * SPREAD_MS, () => void this.refresh());
    }
    if (ids.length === 0) return;
    for (const id of ids) this.noticed.add(id);
    if (this.timers.has("notice")) return;
    this.timer("notice", GATHER_MS, () => {
      const gathered = [...this.noticed];
      this.noticed.clear();
      void this.refresh(gathered);
    });
  };

  /** The connection is back: sends what waits, and loads what was missed. */
  readonly wake = (): void => {
    this.failures = { load: 0, send: 0 };
    this.bodies.forgetFailures();
    void this.pump();
    void this.refresh();
  };

  private async begin(): Promise<void> {
    const { device, documentId } = this.options;
    const [waiting, kept] = await Promise.all([
      device.waiting(documentId),
      device.lastAnswer(documentId),
    ]);
    if (this.left) return;
    const old = keptAnswerSchema.safeParse(kept).data;
    const known = new Set(this.entries.map(({ id }) => id));
    this.entries = [...waiting.filter(({ id }) => !known.has(id)), ...this.entries];
    // Also where the server was faster: it tells threads without their blocks.
    for (const { hash, ...body } of old?.bodies ?? []) this.bodies.put(hash, body);
    if (old && this.currentRights === null) {
      this.currentLoad = "old";
      this.take(old, 0, null);
    }
    this.emit();
    void this.pump();
  }

  private async ask(ids: readonly string[] | null): Promise<ThreadsAnswer | "unreachable"> {
    const search = ids ? `?ids=${ids.map(encodeURIComponent).join(",")}` : "";
    const read = threadsAnswerSchema.safeParse(await this.fetched(search));
    return read.success ? read.data : "unreachable";
  }

  /** The JSON that the server answers; null where it can't be reached. */
  private async fetched(search: string): Promise<unknown> {
    try {
      const answer = await this.request(`/documents/${this.options.documentId}/threads${search}`, {
        headers: this.headers,
        signal: AbortSignal.timeout(REQUEST_MS.first),
      });
      return answer.ok && !answer.redirected && isJson(answer) ? await answer.json() : null;
    } catch {
      // Nothing but the request and its answer is tried.
      return null;
    }
  }

  private take(answer: ThreadsAnswer, asked: number, ids: readonly string[] | null): void {
    // Older ones that did not fit are asked for by themselves.
    const { threads, people, scopes, may, rest = [] } = answer;
    const come = new Set([...rest, ...threads.map(({ id }) => id)]);
    for (const view of threads) {
      const held = this.threads.get(view.id);
      // An answer to a change of one's own in between may have been read before somebody else's.
      const isNewer = !held || held.asked <= asked || held.view.changedAt < view.changedAt;
      if (isNewer) this.threads.set(view.id, { view, asked: Math.max(asked, held?.asked ?? 0) });
    }
    // Threads that were asked for and are not in the answer are not for this reader any more.
    for (const [id, held] of this.threads) {
      if (!come.has(id) && held.asked <= asked && (ids === null || ids.includes(id))) {
        this.threads.delete(id);
        this.bodies.drop(held.view);
      }
    }
    this.currentRights = { people, scopes, may };
    if (asked > 0) this.currentLoad = "loaded";
    this.emit();
    if (asked > 0) this.keepSoon();
    void this.loadRest(rest);
  }

  private async loadRest(rest: readonly string[]): Promise<void> {
    // One after the other: there may be thousands.
    for (let at = 0; at < rest.length; at += IDS_AT_ONCE) {
      await this.refresh(rest.slice(at, at + IDS_AT_ONCE));
    }
  }

  private keepSoon(): void {
    if (this.timers.has("keep")) return;
    this.timer("keep", KEEP_MS, () => {
      if (!this.currentRights) return;
      const threads = [...this.threads.values()].map(({ view }) => view);
      const open = threads.flatMap(({ suggestion }) =>
        suggestion?.state === "open" ? [suggestion.hash] : [],
      );
      void this.options.device.keepAnswer(this.options.documentId, {
        ...this.currentRights,
        threads,
        rest: [],
        bodies: this.bodies.among(new Set(open)),
      });
    });
  }

  // --- From this reader

  /**
   * Does something beside the text. It shows at once; without a connection it is kept on the device
   * and sent later, except what means nothing then.
   */
  async send(change: ThreadChange): Promise<Outcome<SentChange>> {
    if (change.do === "read") this.markRead(change.threadIds);
    if (NOT_KEPT.has(change.do)) return this.sendOnce(change);
    const entry = this.waitingFor(change, null);
    const answered = new Promise<Outcome<SentChange>>((resolve) => {
      this.answers.set(entry.id, resolve);
    });
    this.entries = [...this.entries, entry];
    this.emit();
    await Promise.all([this.options.device.keep(entry), this.begun]);
    this.cancel("send");
    void this.pump();
    return answered;
  }

  /** Keeps a refused change, to be sent again or dropped: whoever wrote it writes something else by now. */
  async setAside(change: ThreadChange, refused: string): Promise<void> {
    const entry = this.waitingFor(change, refused);
    this.entries = [...this.entries, entry];
    this.emit();
    await this.options.device.keep(entry);
  }

  /** Sends a refused change again. */
  async sendAgain(id: string): Promise<void> {
    const entry = this.entries.find((each) => each.id === id);
    if (!entry) return;
    await this.replace({ ...entry, refused: null });
    void this.pump();
  }

  /** Lets go of a change that was not sent. */
  async discard(id: string): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.emit();
    await this.options.device.drop(id);
  }

  private waitingFor(change: ThreadChange, refused: string | null): WaitingChange {
    return {
      id: crypto.randomUUID(),
      documentId: this.options.documentId,
      at: new Date().toISOString(),
      order: (this.order += 1),
      change,
      refused,
    };
  }

  private async sendOnce(change: ThreadChange): Promise<Outcome<SentChange>> {
    const outcome = await this.post(change);
    if (outcome === "unreachable") {
      return refuse("unavailable", "The server can’t be reached. Try again in a moment.");
    }
    if (outcome.ok) this.merge(outcome.value.threads);
    return outcome;
  }

  private markRead(ids: readonly string[]): void {
    for (const id of ids) {
      const view = this.threads.get(id)?.view;
      if (view) this.readLocally.set(id, view.changedAt);
    }
    this.emit();
  }

  /** Sends what waits, one after the other: a reply may answer a thread that waits before it. */
  private async pump(): Promise<void> {
    if (this.sending || this.left) return;
    this.sending = true;
    try {
      await this.begun;
      for (;;) {
        const entry = this.entries.find(({ refused }) => refused === null);
        if (!entry || this.left) return;
        if (!(await this.sendEntry(entry))) return;
      }
    } finally {
      this.sending = false;
    }
  }

  /** False where the server can't be reached. */
  private async sendEntry(entry: WaitingChange): Promise<boolean> {
    const outcome = await this.post(entry.change);
    if (outcome === "unreachable" || (!outcome.ok && PASSING.has(outcome.refusal.code))) {
      this.held = outcome === "unreachable" || outcome.ok ? OFFLINE : outcome.refusal.sentence;
      this.emit();
      for (const { id } of this.entries) this.answered(id, done({ threads: [], kept: true }));
      this.later("send", () => void this.pump());
      return false;
    }
    this.failures.send = 0;
    this.held = null;
    if (outcome.ok) {
      const own = suggestedIn(entry.change);
      for (const { suggestion } of outcome.value.threads) {
        if (own && suggestion) this.bodies.put(suggestion.hash, own);
      }
      this.merge(outcome.value.threads);
      await this.discard(entry.id);
      this.answered(entry.id, done({ threads: outcome.value.threads, kept: false }));
    } else if (this.answers.has(entry.id) || entry.change.do === "move") {
      // Whoever waits for the answer still has the words; a move has none.
      await this.discard(entry.id);
      this.answered(entry.id, outcome);
    } else await this.replace({ ...entry, refused: outcome.refusal.sentence });
    return true;
  }

  private answered(id: string, outcome: Outcome<SentChange>): void {
    const resolve = this.answers.get(id);
    this.answers.delete(id);
    resolve?.(outcome);
  }

  private async replace(entry: WaitingChange): Promise<void> {
    if (!this.entries.some(({ id }) => id === entry.id)) return;
    this.entries = this.entries.map((each) => (each.id === entry.id ? entry : each));
    this.emit();
    await this.options.device.keep(entry);
  }

  private async post(change: ThreadChange): Promise<Outcome<SentChange> | "unreachable"> {
    const body = JSON.stringify(change);
    const patience = REQUEST_MS.first + new Blob([body]).size / SLOW_LINE_BYTES_PER_MS;
    try {
      const answer = await this.request(`/documents/${this.options.documentId}/threads`, {
        method: "POST",
        headers: { ...this.headers, "Content-Type": "application/json" },
        body,
        signal: AbortSignal.timeout(Math.min(REQUEST_MS.most, Math.ceil(patience))),
      });
      if (answer.redirected || !isJson(answer)) return "unreachable";
      const outcome = (await answer.json()) as Outcome<unknown>;
      if (!outcome.ok) return outcome;
      const { threads, left } = threadsChangedSchema.parse(outcome.value);
      return done({ threads, ...(left ? { left } : {}), kept: false });
    } catch {
      // Nothing but the request and its answer is tried.
      return "unreachable";
    }
  }

  /** Takes threads as an answered change tells them, unless newer ones were loaded meanwhile. */
  private merge(threads: readonly ThreadView[]): void {
    if (this.left) return;
    this.requests += 1;
    for (const view of threads) {
      const held = this.threads.get(view.id);
      if (held && held.view.changedAt > view.changedAt) continue;
      this.threads.set(view.id, { view, asked: this.requests });
    }
    this.emit();
    this.keepSoon();
  }

  // --- What shows

  private compute(): readonly ThreadView[] {
    const held = new Map<string, ThreadView>();
    for (const [id, { view }] of this.threads) held.set(id, this.asRead(view));
    const { people = [], scopes = [] } = this.currentRights ?? {};
    const { you: reader } = this.options;
    const you = people.find(({ userId }) => userId === reader.userId) ?? reader;
    this.byId = withWaiting(held, this.entries, { you, people, scopes });
    return [...this.byId.values()].toSorted((one, other) =>
      one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0,
    );
  }

  /** Keeps a thread that was read on this page as read until something changes in it. */
  private asRead(view: ThreadView): ThreadView {
    if (!view.isUnread || this.readLocally.get(view.id) !== view.changedAt) return view;
    return { ...view, isUnread: false };
  }

  private emit(): void {
    this.shown = null;
    for (const listener of this.listeners) listener();
  }

  // --- Timers

  private later(what: "load" | "send", again: () => void): void {
    const failures = (this.failures[what] += 1);
    if (failures > RETRY.tries) return;
    this.timer(what, Math.min(RETRY.most, RETRY.first * 2 ** (failures - 1)), again);
  }

  private timer(name: string, milliseconds: number, then: () => void): void {
    this.cancel(name);
    this.timers.set(
      name,
      setTimeout(() => {
        this.timers.delete(name);
        if (!this.left) then();
      }, milliseconds),
    );
  }

  private cancel(name: string): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }
}

/** Whether the server has it: of what waits here, this device has the blocks. */
function isSent({ suggestion }: ThreadView): boolean {
  return suggestion?.hash !== UNSENT;
}

function isJson(answer: Response): boolean {
  return answer.headers.get("Content-Type")?.includes("json") === true;
}
