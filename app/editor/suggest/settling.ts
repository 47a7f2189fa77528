import type { Editor } from "#app/editor/editor.ts";
import type * as Y from "yjs";
import { CLAIM_MS } from "#app/domain/margin/limits.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { isDoneIn } from "#app/document/suggestion/index.ts";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import type { SentChange, ThreadStore } from "#app/editor/threads/thread-store.ts";
import { blocksOf, knowsEdit, standsIn, takeOut } from "./accepted-edit.ts";
import type { AcceptancesDevice, WrittenSuggestion } from "./device-acceptances.ts";

/** What settling needs of who accepts. */
interface SettlingOptions {
  readonly userId: string;
  readonly device: AcceptancesDevice;
  /** Whether something is being accepted at this moment. */
  readonly isBusy: () => boolean;
  readonly tell: (sentence: string) => void;
}

/**
 * Finishes what was accepted without being confirmed: the connection was lost, or the page closed,
 * between writing a suggestion into the draft and marking it as accepted. The edit may have arrived or
 * not, and another may have accepted the same suggestion meanwhile, without having seen it. Once the
 * draft is whole again, the suggestion is marked as accepted; or, where its words stand twice, this
 * page's are taken out (M11).
 */
export class Settling {
  /** The change of each thread after which it was last looked at. */
  private readonly looked = new Map<string, string>();
  private isRunning = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly session: DeskSession,
    private readonly store: ThreadStore,
    private readonly options: SettlingOptions,
  ) {}

  destroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Notes what was just written, until it is marked as accepted. */
  keep(written: readonly WrittenSuggestion[]): void {
    for (const { threadId } of written) this.looked.delete(threadId);
    this.options.device.keep(written);
  }

  drop(threadId: string): void {
    this.options.device.drop(threadId);
    // A mark that was refused says what is told here.
    for (const { id, change, refused } of this.store.waiting) {
      const isMark = change.do === "accept" && change.threadId === threadId;
      if (isMark && refused !== null) void this.store.discard(id);
    }
  }

  /** Whether its words are in this draft already, and it is not yet marked as accepted. */
  has(threadId: string): boolean {
    const doc = this.doc();
    const written = this.options.device.all().find((each) => each.threadId === threadId);
    return written !== undefined && doc !== null && knowsEdit(doc, written);
  }

  /** Marks it as accepted. */
  async mark({ threadId, written, erased }: WrittenSuggestion): Promise<Outcome<SentChange>> {
    const outcome = await this.store.send({ do: "accept", threadId, written, erased });
    if (outcome.ok && !outcome.value.kept) this.drop(threadId);
    return outcome;
  }

  /** Looks whether something can be finished now. */
  readonly look = (): void => {
    if (this.isRunning || !this.mayLook()) return;
    const doc = this.doc();
    const next = this.options.device.all().find((written) => {
      const thread = this.store.get(written.threadId);
      const isNews = this.looked.get(written.threadId) !== (thread?.changedAt ?? "");
      // Ids that are not here are of another window that has not sent them.
      return isNews && doc !== null && knowsEdit(doc, written);
    });
    if (!next || !doc) return;
    this.isRunning = true;
    void this.settle(next, doc).finally(() => {
      this.isRunning = false;
      this.look();
    });
  };

  private mayLook(): boolean {
    const { room, live, access } = this.session.facts;
    const isSaved = room.connection === "live" && room.unsaved === 0 && live !== null;
    const isLoaded = this.store.load === "loaded";
    return isSaved && isLoaded && access === "write" && !this.options.isBusy();
  }

  private async settle(written: WrittenSuggestion, doc: Y.Doc): Promise<void> {
    const { threadId } = written;
    await this.store.refresh([threadId]);
    const told = this.store.get(threadId);
    if (told) await this.store.loadSuggested([told]);
    if (this.editor.isDestroyed) return;
    const thread = this.store.get(threadId);
    this.looked.set(threadId, thread?.changedAt ?? "");
    if (!thread?.suggestion) return this.drop(threadId);
    const { state, decidedBy } = thread.suggestion;
    if (state === "open") return this.finish(written, thread, doc);
    this.drop(threadId);
    const { tell, userId } = this.options;
    if (state === "accepted") {
      const standing = this.onceOnly(written, thread, doc);
      if (standing === "taken-out") tell(ONCE);
      else if (standing === "unclear" && decidedBy?.userId !== userId) tell(LOOK);
    } else if (standsIn(doc, written)) tell(NOT_WANTED[state]);
  }

  private async finish(written: WrittenSuggestion, thread: ThreadView, doc: Y.Doc): Promise<void> {
    const { threadId } = written;
    // Taken back by an undo meanwhile: it stays open.
    if (!this.isThere(written, thread, doc)) return this.drop(threadId);
    const outcome = await this.mark(written);
    if (outcome.ok && !outcome.value.kept) {
      this.options.tell(`Accepted. ${thread.by.name}’s words are in the draft.`);
    } else if (!outcome.ok && outcome.refusal.code === "conflict") this.again(threadId);
    else if (!outcome.ok) {
      this.drop(threadId);
      this.options.tell(outcome.refusal.sentence);
    }
  }

  /** Another holds it at this moment, or has just decided it: what becomes of it is seen later. */
  private again(threadId: string): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.looked.delete(threadId);
      this.look();
    }, CLAIM_MS);
    void this.store.refresh([threadId]);
  }

  private isThere(written: WrittenSuggestion, thread: ThreadView, doc: Y.Doc): boolean {
    if (written.written.length > 0) return standsIn(doc, written);
    return this.saysIt(thread, blocksOf(this.editor.view, doc));
  }

  /** Takes this page's words out where another wrote the same, and the draft is right without them. */
  private onceOnly(
    written: WrittenSuggestion,
    thread: ThreadView,
    doc: Y.Doc,
  ): "once" | "taken-out" | "unclear" {
    const { view } = this.editor;
    if (!standsIn(doc, written)) return "once";
    if (this.saysIt(thread, blocksOf(view, doc, written))) {
      takeOut(view, written);
      return "taken-out";
    }
    return this.saysIt(thread, blocksOf(view, doc)) ? "once" : "unclear";
  }

  /** Whether a draft of these blocks says what the thread suggested. */
  private saysIt(thread: ThreadView, blocks: readonly ProseNode[]): boolean {
    const suggested = this.store.knownSuggested(thread);
    return suggested !== undefined && isDoneIn(suggested, blocks);
  }

  private doc(): Y.Doc | null {
    return this.editor.isDestroyed ? null : (bindingIn(this.editor.state)?.doc ?? null);
  }
}

const ONCE =
  "Somebody else accepted this suggestion while you were offline. Its words stood in the draft twice; yours were taken out again.";
const LOOK =
  "Somebody else accepted a suggestion that you had accepted while you were offline, and the paragraph was changed since. Look whether its words stand there twice.";
const NOT_WANTED = {
  rejected:
    "A suggestion that you accepted while you were offline was rejected by somebody else meanwhile. Its words are in the draft by your edit: take them out, or agree about them.",
  withdrawn:
    "A suggestion that you accepted while you were offline was withdrawn by its author meanwhile. Its words are in the draft by your edit: take them out, or agree about them.",
} as const;
