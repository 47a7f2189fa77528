import type { Editor } from "#app/editor/editor.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { MergeConflict } from "#app/document/suggestion/index.ts";
import { asOneStep, type BlockRange } from "#app/editor/commands/replace-blocks.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Store } from "#app/ui/store.ts";
import { type AcceptedIds, writeBlocks } from "./accepted-edit.ts";
import type { AcceptancesDevice, WrittenSuggestion } from "./device-acceptances.ts";
import type { OpenSuggestions } from "./open-suggestions.ts";
import { isOpenSuggestion } from "./open-suggestions.ts";
import { Settling } from "./settling.ts";
import type { Suggesting } from "./suggesting.ts";
import type { Telling } from "./telling.ts";

/** A suggestion that can't be accepted as it is: somebody has to look again (M12). */
interface LookAgain {
  readonly thread: ThreadView;
  /** What the draft and the suggestion both changed; empty where its paragraphs are gone. */
  readonly conflicts: readonly MergeConflict[];
  readonly isGone: boolean;
  readonly proposed: readonly ProseNode[];
}

/** How one looks at a conflict: the suggestion's words, the draft's and the rest, or as a new paragraph. */
export type Decision = "suggested" | "draft" | "new";

/** What became of one that was to be accepted. */
type Accepted = "accepted" | "look-again" | { readonly refusal: string };

/** Milliseconds to wait for the server to confirm what was written; the claim lasts longer. */
const RECEIPT_MS = 25_000;
/** Milliseconds after which a suggestion that is held is held anew, before it is written. */
const HELD_MS = 10_000;

/** Who accepts, and where their device notes what it wrote until it is marked. */
interface DecidingOptions {
  readonly userId: string;
  readonly device: AcceptancesDevice;
  readonly tell: (sentence: string) => void;
}

/**
 * Accepting and rejecting suggestions (M11): one is held, merged with the draft as it stands, written as
 * an ordinary edit, and only marked as accepted once the server has confirmed that edit. Where that
 * does not come, it is settled later (settling.ts).
 */
export class Deciding {
  /** The suggestion that is being accepted. */
  readonly busy = new Store<string | null>(null);
  readonly lookAgain = new Store<LookAgain | null>(null);
  /** Why nothing can be accepted at the moment; null where it can. */
  readonly why = new Store<string | null>(READ_ONLY);

  private readonly stopLooking: () => void;
  private readonly settling: Settling;
  private readonly tell: (sentence: string) => void;

  constructor(
    private readonly editor: Editor,
    private readonly session: DeskSession,
    private readonly store: ThreadStore,
    private readonly open: OpenSuggestions,
    { userId, device, tell }: DecidingOptions,
  ) {
    this.tell = tell;
    const isBusy = () => this.busy.get() !== null;
    this.settling = new Settling(editor, session, store, { userId, device, tell, isBusy });
    session.on("change", this.look);
    this.stopLooking = store.subscribe(this.look);
    this.look();
  }

  destroy(): void {
    this.session.off("change", this.look);
    this.stopLooking();
    this.settling.destroy();
  }

  private readonly look = (): void => {
    this.why.set(this.whyNot());
    this.settling.look();
  };

  private rest(): void {
    this.busy.set(null);
    this.settling.look();
  }

  private whyNot(): string | null {
    const { room, access, live } = this.session.facts;
    if (!this.store.answer?.may.decide || access !== "write") return READ_ONLY;
    if (room.connection !== "live" || !live) return OFFLINE;
    return null;
  }

  async accept(thread: ThreadView, choice: Decision | null = null): Promise<void> {
    const why = this.whyNot();
    if (why) return this.tell(why);
    if (this.busy.get() !== null) return;
    if (this.settling.has(thread.id)) return this.tell(NOT_CONFIRMED);
    const outcome = await this.acceptOne(thread, choice);
    if (outcome === "accepted") this.tell(`Accepted. ${thread.by.name}’s words are in the draft.`);
    else if (outcome !== "look-again") this.tell(outcome.refusal);
  }

  async reject(thread: ThreadView): Promise<void> {
    await this.send({ do: "reject", threadId: thread.id }, "Rejected. The draft is unchanged.");
  }

  async withdraw(thread: ThreadView): Promise<void> {
    await this.send({ do: "withdraw", threadId: thread.id }, "Withdrawn. The draft is unchanged.");
  }

  /** Accepts some as one edit, which one undo takes back; what needs a look stays open, and is said. */
  async acceptAll(threads: readonly ThreadView[]): Promise<void> {
    const why = this.whyNot();
    if (why) return this.tell(why);
    if (this.busy.get() !== null) return;
    try {
      await this.store.loadSuggested(threads);
      const held = await this.holdAll(threads);
      // Holding many takes a while, in which the draft may have been submitted.
      const changed = this.whyNot();
      const written = changed ? NONE_WRITTEN : this.writeAll(held);
      for (const { id } of held) {
        if (!written.has(id)) void this.store.send({ do: "release", threadId: id });
      }
      if (changed) return this.tell(changed);
      const edits = [...written.values()];
      this.settling.keep(edits);
      if (edits.length > 0 && !(await this.saved())) return this.tell(NOT_CONFIRMED);
      let accepted = 0;
      for (const edit of edits) {
        const outcome = await this.settling.mark(edit);
        if (outcome.ok) accepted += 1;
      }
      const left = threads.length - accepted;
      const rest = left === 0 ? "" : ` ${left} stay open: look at ${left === 1 ? "it" : "each"}.`;
      this.tell(`${accepted} ${accepted === 1 ? "suggestion" : "suggestions"} accepted.${rest}`);
    } finally {
      this.rest();
    }
  }

  /** Holds those that can be written as they are, in the order of the text. */
  private async holdAll(threads: readonly ThreadView[]): Promise<ThreadView[]> {
    const held = new Map<ThreadView, number>();
    for (const { id } of this.inOrder(threads)) {
      const thread = this.store.get(id);
      if (!thread || !isOpenSuggestion(thread) || !this.fits(thread)) continue;
      if (this.settling.has(id)) continue;
      this.busy.set(id);
      const asked = performance.now();
      const claimed = await this.store.send({ do: "claim", threadId: id });
      if (claimed.ok) held.set(thread, asked);
      else if (this.whyNot()) break;
    }
    // Of many, the first may run out before the last is held.
    for (const [thread, asked] of held) {
      if (performance.now() - asked < HELD_MS) continue;
      const claimed = await this.store.send({ do: "claim", threadId: thread.id });
      if (!claimed.ok) held.delete(thread);
    }
    return [...held.keys()];
  }

  private fits(thread: ThreadView): boolean {
    const { merged } = this.open.standingNow(thread);
    return merged !== null && merged.conflicts.length === 0;
  }

  /** Writes them in one go; each against what the ones before made of the draft. */
  private writeAll(threads: readonly ThreadView[]): ReadonlyMap<string, WrittenSuggestion> {
    const written = new Map<string, WrittenSuggestion>();
    if (this.editor.isDestroyed) return written;
    asOneStep(this.editor.view, () => {
      for (const thread of threads) {
        const { range, merged } = this.open.standingNow(thread);
        if (!range || !merged || merged.conflicts.length > 0) continue;
        const ids = writeBlocks(this.editor.view, range, merged.blocks);
        written.set(thread.id, { threadId: thread.id, ...ids });
      }
    });
    return written;
  }

  async rejectAll(threads: readonly ThreadView[]): Promise<void> {
    let rejected = 0;
    for (const { id } of threads) {
      const outcome = await this.store.send({ do: "reject", threadId: id });
      if (!outcome.ok) return this.tell(outcome.refusal.sentence);
      rejected += 1;
    }
    this.tell(`${rejected} ${rejected === 1 ? "suggestion" : "suggestions"} rejected.`);
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

  private async acceptOne(thread: ThreadView, choice: Decision | null): Promise<Accepted> {
    const threadId = thread.id;
    this.busy.set(threadId);
    try {
      const claimed = await this.store.send({ do: "claim", threadId });
      if (!claimed.ok) {
        void this.store.refresh([threadId]);
        return { refusal: claimed.refusal.sentence };
      }
      await this.store.loadSuggested([thread]);
      if (!this.store.knownSuggested(thread)) {
        void this.store.send({ do: "release", threadId });
        return { refusal: NOT_LOADED };
      }
      const written = this.write(thread, choice);
      if (!written) {
        void this.store.send({ do: "release", threadId });
        return "look-again";
      }
      const edit = { threadId, ...written };
      this.settling.keep([edit]);
      if (!(await this.saved())) return { refusal: NOT_CONFIRMED };
      const accepted = await this.settling.mark(edit);
      return accepted.ok ? "accepted" : { refusal: accepted.refusal.sentence };
    } finally {
      this.rest();
    }
  }

  /** Writes it into the draft as one edit; answers its Yjs ids. Null where somebody has to look. */
  private write(thread: ThreadView, choice: Decision | null): AcceptedIds | null {
    const { editor } = this;
    if (editor.isDestroyed) return null;
    return asOneStep(editor.view, () => this.writeOne(thread, choice));
  }

  private writeOne(thread: ThreadView, choice: Decision | null): AcceptedIds | null {
    const { view } = this.editor;
    const { range, merged } = this.open.standingNow(thread);
    if (choice === "new") return writeBlocks(view, this.behindCaret(), this.asNew(thread));
    if (!range || !merged || (merged.conflicts.length > 0 && choice === null)) {
      const isGone = !range || !merged;
      const { proposed = [] } = this.store.knownSuggested(thread) ?? {};
      this.lookAgain.set({ thread, isGone, conflicts: merged?.conflicts ?? [], proposed });
      return null;
    }
    const blocks = choice === "draft" ? merged.keepingDraft : merged.blocks;
    return writeBlocks(view, range, blocks);
  }

  private behindCaret(): BlockRange {
    const { doc, selection } = this.editor.state;
    const index = doc.resolve(selection.to).indexAfter(0);
    const at = Math.min(
      doc.childCount,
      selection.$to.depth > 0 ? selection.$to.index(0) + 1 : index,
    );
    return { from: at, to: at };
  }

  /** What it adds, as blocks of their own. */
  private asNew(thread: ThreadView): ProseNode[] {
    return (this.store.knownSuggested(thread)?.proposed ?? []).map((node) =>
      node.type === "block" ? ({ ...node, attrs: { ...node.attrs, id: null } } as ProseNode) : node,
    );
  }

  /** Whether the server has confirmed everything written here. */
  private async saved(): Promise<boolean> {
    const { session } = this;
    const isSaved = () =>
      session.facts.room.unsaved === 0 && session.facts.room.connection === "live";
    if (isSaved()) return true;
    return new Promise((resolve) => {
      const end = (saved: boolean) => {
        clearTimeout(timer);
        session.off("change", look);
        resolve(saved);
      };
      const look = () => {
        if (isSaved()) end(true);
        else if (session.facts.room.ending !== null) end(false);
      };
      const timer = setTimeout(() => end(false), RECEIPT_MS);
      session.on("change", look);
    });
  }

  private async send(
    change: { readonly do: "reject" | "withdraw"; readonly threadId: string },
    sentence: string,
  ): Promise<void> {
    const outcome = await this.store.send(change);
    if (!outcome.ok) return this.tell(outcome.refusal.sentence);
    this.tell(outcome.value.kept ? "Kept on this device, and sent when you are back." : sentence);
  }
}

const NONE_WRITTEN: ReadonlyMap<string, WrittenSuggestion> = new Map();

const READ_ONLY =
  "Only a drafter can accept it, and only while the draft is open. It waits until then.";
const OFFLINE =
  "You are offline. Accepting writes into the draft, which needs the server: it waits until you are back.";
const NOT_LOADED =
  "The words of this suggestion have not been loaded yet. Nothing was changed; try again in a moment.";
const NOT_CONFIRMED =
  "Its words are in your draft, but the server has not confirmed them yet. It is marked as accepted once it has.";

/** What a card needs of the desk, by the store of its threads; null where there is no draft beside it. */
export interface SuggestionDesk {
  readonly suggesting: Suggesting;
  readonly telling: Telling;
  readonly deciding: Deciding;
  readonly open: OpenSuggestions;
  readonly userId: string;
}

const desks = new WeakMap<ThreadStore, Store<SuggestionDesk | null>>();

export function suggestionDesk(store: ThreadStore): Store<SuggestionDesk | null> {
  const known = desks.get(store) ?? new Store<SuggestionDesk | null>(null);
  desks.set(store, known);
  return known;
}
