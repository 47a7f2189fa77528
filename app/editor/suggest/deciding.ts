import { counted } from "#app/domain/counted.ts";
import type { Editor } from "#app/editor/editor.ts";
import {
  asNewBlocks,
  becomingOf,
  type SuggestionChoice,
  idsOf,
  shownText,
} from "#app/document/acceptance/standing.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { REFUSAL_SENTENCE, type RefusalCode } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { MergeConflict } from "#app/document/suggestion/index.ts";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import type { ServerAnswer } from "#app/editor/binding/undo.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { sendRead } from "#app/editor/threads/send-read.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Store } from "#app/ui/store.ts";
import type { OpenSuggestions } from "./open-suggestions.ts";
import { isOpenSuggestion } from "./open-suggestions.ts";

/** A suggestion that can't be accepted as it is: somebody has to look again (M12). */
interface LookAgain {
  readonly thread: ThreadView;
  /**
   * The passages that the draft and the suggestion both changed; empty where its paragraphs are
   * gone.
   */
  readonly conflicts: readonly MergeConflict[];
  readonly isGone: boolean;
  readonly proposed: readonly ProseNode[];
}

/** How one looks at a conflict: the suggestion's words, the draft's and the rest, or as a new paragraph. */
export type Decision = NonNullable<SuggestionChoice>;

/** A suggestion as this page shows it at this moment. */
interface SeenSuggestion extends Omit<ThreadChangeOf<"accept">["suggestions"][number], "shown"> {
  readonly text: string;
}

/** The part of the request that the server wrote; where it can't be asked now, the part it may have. */
interface Accepted {
  readonly answer: ServerAnswer;
  readonly ids: readonly string[];
}

const LATER: Accepted = { answer: "later", ids: [] };
const REFUSED: Accepted = { answer: "refused", ids: [] };

/** Refusals that say nothing about the suggestions themselves: the same may be asked again later. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  "not-signed-in",
  "too-many-tries",
  "unavailable",
]);

/** Milliseconds to wait until the server has all that was typed here. */
const SAVED_MS = 25_000;

/** The person who decides. */
interface DecidingOptions {
  readonly userId: string;
  /** Tells what became of something, or what is being done until it tells more. */
  readonly tell: (sentence: string, lasts?: "lasts") => void;
}

/**
 * Accepting, rejecting and opening suggestions again. The server writes what is accepted into the draft,
 * as this page showed it, and takes it out again (M22); the words arrive as others' do. An acceptance has
 * its place in this person's order of undo.
 */
export class Deciding {
  /** The suggestion that is being accepted, or opened again. */
  readonly busy = new Store<string | null>(null);
  readonly lookAgain = new Store<LookAgain | null>(null);
  /** Why nothing can be accepted at the moment; null where it can. */
  readonly why = new Store<string | null>(READ_ONLY);

  private readonly stopLooking: () => void;
  private readonly tell: DecidingOptions["tell"];

  constructor(
    private readonly editor: Editor,
    private readonly session: DeskSession,
    private readonly store: ThreadStore,
    private readonly open: OpenSuggestions,
    private readonly options: DecidingOptions,
  ) {
    this.tell = options.tell;
    session.on("change", this.look);
    this.stopLooking = store.subscribe(this.look);
    this.look();
  }

  destroy(): void {
    this.session.off("change", this.look);
    this.stopLooking();
  }

  private readonly look = (): void => this.why.set(this.whyNot());

  private whyNot(): string | null {
    const { room, access, live } = this.session.state;
    if (!this.store.answer?.may.decide || access !== "write") return READ_ONLY;
    if (room.connection !== "live" || !live) return OFFLINE;
    return null;
  }

  async accept(thread: ThreadView, choice: SuggestionChoice = null): Promise<void> {
    if (!this.isFree() || !(await this.loaded([thread]))) return;
    const seen = this.seen(thread, choice);
    if (!seen) return this.askToLook(thread);
    const [accepted] = await this.acceptAsStep([seen]);
    if (!accepted) return;
    this.haveRead([thread.id]);
    this.tell("Accepted. The change is in the draft.");
  }

  /** Accepts some in one step, which one undo takes back; what needs a look stays open, and is said. */
  async acceptAll(threads: readonly ThreadView[]): Promise<void> {
    if (!this.isFree()) return;
    this.tell(`Accepting ${counted(threads.length, "suggestion")}…`, "lasts");
    const open = threads.flatMap(({ id }) => this.store.get(id) ?? []).filter(isOpenSuggestion);
    if (!(await this.loaded(open))) return;
    const seen = this.inOrder(open).flatMap((thread) => this.seen(thread, null) ?? []);
    const ids = seen.length === 0 ? [] : await this.acceptAsStep(seen);
    const accepted = ids.length;
    if (accepted === 0 && seen.length > 0) return;
    this.haveRead(ids);
    const left = threads.length - accepted;
    const rest = left === 0 ? "" : ` ${left} stay open: look at ${left === 1 ? "it" : "each"}.`;
    this.tell(`${counted(accepted, "suggestion")} accepted.${rest}`);
  }

  async reject(thread: ThreadView): Promise<void> {
    const change = { do: "reject", threadId: thread.id } as const;
    if (await this.send(change, "Rejected. The draft is unchanged.")) this.haveRead([thread.id]);
  }

  async withdraw(thread: ThreadView): Promise<void> {
    await this.send({ do: "withdraw", threadId: thread.id }, "Withdrawn. The draft is unchanged.");
  }

  async rejectAll(threads: readonly ThreadView[]): Promise<void> {
    let rejected = 0;
    for (const { id } of threads) {
      this.tell(`Rejecting ${counted(threads.length, "suggestion")}: ${rejected} done…`, "lasts");
      const outcome = await this.store.send({ do: "reject", threadId: id });
      if (!outcome.ok) return this.tell(outcome.refusal.sentence);
      this.haveRead([id]);
      rejected += 1;
    }
    this.tell(`${counted(rejected, "suggestion")} rejected.`);
  }

  /** Whoever decides has seen it, but for answers: those are shown where its card is open, and read there. */
  private haveRead(ids: readonly string[]): void {
    const threads = ids.flatMap((id) => this.store.get(id) ?? []);
    sendRead(
      this.store,
      threads.filter(({ isUnread, comments }) => isUnread && comments.length < 2),
    );
  }

  /** Opens a decided one again: what accepting it wrote goes, what it deleted comes back. */
  async openAgain(thread: ThreadView): Promise<void> {
    if (this.isFree()) await this.takeBack([thread.id]);
  }

  /** Accepts or rejects by key. */
  decideAtCaret(what: "accept" | "reject"): void {
    const thread = this.atCaret();
    if (!thread) return this.tell("There is no suggestion at the caret.");
    void (what === "accept" ? this.accept(thread) : this.reject(thread));
  }

  /** The suggestion that keys act on: the active one, or the one at the caret. */
  private atCaret(): ThreadView | null {
    const active = this.store.active.get();
    const thread = active === null ? null : this.store.get(active);
    if (thread && isOpenSuggestion(thread)) return thread;
    const { doc, selection } = this.editor.state;
    const index = doc.resolve(selection.from).index(0);
    for (const { threadId, range, merged } of this.open.standings.get().values()) {
      if (!range || !merged || index < range.from || index >= range.to) continue;
      return this.store.get(threadId);
    }
    return null;
  }

  private inOrder(threads: readonly ThreadView[]): readonly ThreadView[] {
    const standings = this.open.standings.get();
    const place = ({ id }: ThreadView) => standings.get(id)?.range?.from ?? Infinity;
    return threads.toSorted((one, other) => place(one) - place(other));
  }

  private isFree(): boolean {
    const why = this.whyNot();
    if (why) this.tell(why);
    return why === null && this.busy.get() === null && !this.editor.isDestroyed;
  }

  /** Whether the blocks of all of them are here, asked for where they are not, and it may go on. */
  private async loaded(threads: readonly ThreadView[]): Promise<boolean> {
    const isKnown = (thread: ThreadView) => this.store.knownSuggested(thread) !== undefined;
    if (threads.every(isKnown)) return true;
    await this.store.loadSuggested(threads);
    if (threads.every(isKnown)) return this.isFree();
    this.tell(NOT_LOADED);
    return false;
  }

  /** The suggestion as this page shows it now; null where somebody has to look first. */
  private seen(thread: ThreadView, choice: SuggestionChoice): SeenSuggestion | null {
    const threadId = thread.id;
    if (choice === "new") {
      const suggested = this.store.knownSuggested(thread);
      if (!suggested) return null;
      const text = shownText([], asNewBlocks(suggested));
      return { threadId, text, choice, behind: this.blockAtCaret() };
    }
    const { current, merged } = this.open.standingNow(thread);
    const becoming = merged && becomingOf(merged, choice);
    if (!current || !becoming) return null;
    return { threadId, text: shownText(current, becoming), choice, behind: null };
  }

  private blockAtCaret(): string | null {
    const { doc, selection } = this.editor.state;
    return idsOf(doc)[Math.min(selection.$to.index(0), doc.childCount - 1)] ?? null;
  }

  private askToLook(thread: ThreadView): void {
    const { merged } = this.open.standingNow(thread);
    const { proposed = [] } = this.store.knownSuggested(thread) ?? {};
    const conflicts = merged?.conflicts ?? [];
    this.lookAgain.set({ thread, isGone: merged === null, conflicts, proposed });
  }

  /** Accepts as one step of undo, which stands where it was asked for; answers what was accepted. */
  private async acceptAsStep(seen: readonly SeenSuggestion[]): Promise<readonly string[]> {
    const accepting = this.acceptSeen(seen);
    let ids: readonly string[] = [];
    let isSure = true;
    const forget = bindingIn(this.editor.state)?.addServerStep({
      undo: async () => {
        await accepting;
        if (ids.length > 0 && !isSure) {
          if (!this.isFree()) return "later";
          await this.store.refresh(ids);
          ids = ids.filter((id) => this.isMine(id));
          isSure = true;
        }
        return ids.length === 0 ? "moot" : this.takeBack(ids);
      },
      redo: async () => {
        const again = await this.acceptAgain(ids);
        if (again.answer === "done") ids = again.ids;
        return again.answer;
      },
    });
    const accepted = await accepting;
    ids = accepted.ids;
    isSure = accepted.answer !== "later";
    if (ids.length === 0) forget?.();
    return isSure ? ids : [];
  }

  private async acceptAgain(ids: readonly string[]): Promise<Accepted> {
    if (!this.isFree()) return LATER;
    const open = ids.flatMap((id) => this.store.get(id) ?? []).filter(isOpenSuggestion);
    // The server may have done so after its answer was lost.
    const done = open.length > 0 ? [] : ids.filter((id) => this.isMine(id));
    if (done.length > 0) return { answer: "done", ids: done };
    if (!(await this.loaded(open))) return LATER;
    const seen = open.flatMap((thread) => this.seen(thread, null) ?? []);
    if (seen.length === 0) {
      this.tell(LOOK);
      return REFUSED;
    }
    const accepted = await this.acceptSeen(seen);
    if (accepted.answer === "done")
      this.tell(`${counted(accepted.ids.length, "suggestion")} accepted again.`);
    return accepted;
  }

  /** Has the server write them once it has all that was typed here; says why where it writes none. */
  private async acceptSeen(seen: readonly SeenSuggestion[]): Promise<Accepted> {
    const ids = seen.map(({ threadId }) => threadId);
    try {
      return await this.whileBusy(ids, LATER, () => this.askToAccept(seen, ids));
    } catch (error) {
      reportError(error);
      this.tell(REFUSAL_SENTENCE["our-fault"]);
      return REFUSED;
    }
  }

  private async askToAccept(
    seen: readonly SeenSuggestion[],
    ids: readonly string[],
  ): Promise<Accepted> {
    const suggestions = await Promise.all(
      seen.map(async ({ text, ...one }) => ({ ...one, shown: await sha256(text) })),
    );
    const outcome = await this.store.send({ do: "accept", suggestions });
    if (outcome.ok) {
      const left = outcome.value.left ?? [];
      const accepted = ids.filter((id) => left.every(({ threadId }) => threadId !== id));
      if (accepted.length > 0) return { answer: "done", ids: accepted };
      this.tell(left[0]?.refusal.sentence ?? LOOK);
      return REFUSED;
    }
    await this.store.refresh(ids);
    // The answer may have been lost alone.
    const accepted = ids.filter((id) => this.isMine(id));
    if (accepted.length > 0) return { answer: "done", ids: accepted };
    const { code, sentence } = outcome.refusal;
    this.tell(sentence);
    // Or be on its way still, with what was asked for.
    if (code === "unavailable") return { answer: "later", ids };
    return PASSING.has(code) ? LATER : REFUSED;
  }

  private isMine(threadId: string): boolean {
    const { state, decidedBy } = this.store.get(threadId)?.suggestion ?? {};
    return state === "accepted" && decidedBy?.userId === this.options.userId;
  }

  /** Has the server open them again, and says what became of it. */
  private async takeBack(ids: readonly string[]): Promise<ServerAnswer> {
    if (ids.every((id) => this.store.get(id)?.suggestion?.state === "open")) return "moot";
    if (!this.isFree()) return "later";
    return this.whileBusy(ids, "later", async () => {
      const outcome = await this.store.send({ do: "open-again", threadIds: [...ids] });
      if (!outcome.ok) {
        void this.store.refresh(ids);
        this.tell(outcome.refusal.sentence);
        return PASSING.has(outcome.refusal.code) ? "later" : "refused";
      }
      const left = outcome.value.left ?? [];
      const opened = ids.length - left.length;
      const rest =
        left.length === 0
          ? ""
          : ` ${counted(left.length, "suggestion")} stay as they were: look there.`;
      this.tell(`${counted(opened, "suggestion")} open again.${rest}`);
      return opened > 0 ? "done" : "refused";
    });
  }

  private async whileBusy<T>(
    [first]: readonly string[],
    unsaved: T,
    work: () => Promise<T>,
  ): Promise<T> {
    this.busy.set(first ?? null);
    try {
      if (await this.saved()) return await work();
      this.tell(NOT_SAVED);
      return unsaved;
    } finally {
      this.busy.set(null);
    }
  }

  /** Whether the server has confirmed everything written here. */
  private async saved(): Promise<boolean> {
    const { session } = this;
    const isSaved = () =>
      session.state.room.unsaved === 0 && session.state.room.connection === "live";
    if (isSaved()) return true;
    return new Promise((resolve) => {
      const end = (saved: boolean) => {
        clearTimeout(timer);
        session.off("change", look);
        resolve(saved);
      };
      const look = () => {
        if (isSaved()) end(true);
        else if (session.state.room.ending !== null) end(false);
      };
      const timer = setTimeout(() => end(false), SAVED_MS);
      session.on("change", look);
    });
  }

  private async send(
    change: { readonly do: "reject" | "withdraw"; readonly threadId: string },
    sentence: string,
  ): Promise<boolean> {
    const outcome = await this.store.send(change);
    const kept = "Kept on this device, and sent when you are back.";
    if (outcome.ok) this.tell(outcome.value.kept ? kept : sentence);
    else this.tell(outcome.refusal.sentence);
    return outcome.ok;
  }
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const READ_ONLY =
  "Only a drafter can accept it, and only while the draft is open. It waits until then.";
const OFFLINE =
  "You are offline. Accepting writes into the draft, which needs the server: it waits until you are back.";
const NOT_LOADED =
  "The words of this suggestion have not been loaded yet. Nothing was changed; try again in a moment.";
const NOT_SAVED =
  "The server has not confirmed yet what was typed here, so nothing was accepted or opened again. Wait until it says Saved, and try again.";
const LOOK = "The draft moved on since. Look at the suggestion, and accept it there.";
