import type { Node, Schema } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { Mapping, type Step, ReplaceStep, Transform } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import type * as Y from "yjs";
import { type Change, changesOf, difference } from "#app/document/flow/changes.ts";
import { FlowWriter } from "#app/document/flow/flow-writer.ts";
import type { ItemPlace } from "#app/document/flow/inline.ts";
import { locate } from "#app/document/flow/places.ts";
import { FlowReader } from "#app/document/flow/reader.ts";
import { absoluteOf, relativeTo } from "#app/document/flow/relative.ts";
import { flowRoot } from "#app/document/flow/root.ts";
import { CompositionHold } from "./composition.ts";
import { prepareFast } from "./fast-path.ts";
import { mendDocument, mendRows } from "./mend.ts";
import { isFromStart, markRemote, unwrittenSince } from "./pending.ts";
import { rebase } from "./rebase.ts";
import { readRemote } from "./remote-reading.ts";
import { RememberedEdits } from "./remembered-edits.ts";
import { keepSelection } from "./stable-selection.ts";
import { OwnUndo } from "./undo.ts";
import { checkRows } from "./check-rows.ts";

/** What the binding needs of an editor's view. */
export type FlowHost = Pick<EditorView, "state" | "dispatch" | "composing">;

/** Why an editor has stopped: it no longer writes, and shows nothing new. */
export interface FlowFailure {
  readonly error: unknown;
}

/** Others' edits that the editor has not been shown: `steps` lead from `shown` to `synced`. */
interface Unseen {
  readonly shown: Node;
  readonly steps: readonly Step[];
}

/**
 * Binds the text of one editor to a shared text.
 *
 * What holds at every moment between two calls:
 * - The rows of `reader` are those of the shared text, and `synced` is the document that it says.
 * - The editor's document is `synced`, or it is `unseen.shown`, or it comes from one of these by
 *   transactions that `flush` will write.
 * - Nothing is written while a transaction of Yjs is open or untold: what it changed is read first.
 *   Then what this person did meanwhile is carried over it.
 * - Once it has failed, it neither writes nor shows anything again.
 */
export class FlowBinding {
  readonly root: Y.XmlText;
  /** The document that the shared text is known to say. */
  synced: Node;
  readonly stats = { corrections: 0, fallbacks: 0, fast: 0, generic: 0, remote: 0, rebased: 0 };
  host: FlowHost | null = null;
  failed: FlowFailure | null = null;
  private readonly reader: FlowReader;
  private readonly ownUndo: OwnUndo;
  private readonly hold = new CompositionHold(() => this.showUnseen());
  private readonly failureListeners = new Set<(failure: FlowFailure) => void>();
  /** Transactions of Yjs that have begun and that this binding was not told of. */
  private readonly untold = new Set<Y.Transaction>();
  /** Whether a transaction was told when it was too late to tell its changes from the next one's. */
  private hasMissed = false;
  /** Whether what this editor is writing need not, or can't, be read back. */
  private ignoresOwn = false;
  private unseen: Unseen | null = null;
  private readonly remembered = new RememberedEdits();

  constructor(
    readonly doc: Y.Doc,
    readonly schema: Schema,
    options: { readonly undo?: boolean } = {},
  ) {
    this.root = flowRoot(doc);
    this.reader = new FlowReader(this.root, schema);
    this.synced = this.reader.readAll();
    doc.on("beforeTransaction", this.onBegin);
    doc.on("afterTransaction", this.onTold);
    const restore = (transaction: (state: EditorState) => Transaction) => {
      if (this.host && !this.failed && !this.unseen)
        this.host.dispatch(transaction(this.host.state));
    };
    this.ownUndo = new OwnUndo(this.root, doc, this, restore, options.undo !== false);
  }

  get undo(): Y.UndoManager {
    return this.ownUndo.manager;
  }

  destroy(): void {
    this.detach();
    this.ownUndo.destroy();
    this.failureListeners.clear();
  }

  private detach(): void {
    this.doc.off("beforeTransaction", this.onBegin);
    this.doc.off("afterTransaction", this.onTold);
    this.hold.end();
  }

  /** Stops for good: an editor that can't be trusted must not write what it shows. */
  fail(error: unknown): void {
    if (this.failed) return;
    this.failed = { error };
    this.detach();
    this.ownUndo.manager.clear();
    for (const listener of this.failureListeners) listener(this.failed);
  }

  /** Tells when the editor has stopped. Answers how to take the listener off. */
  onFailure(listener: (failure: FlowFailure) => void): () => void {
    this.failureListeners.add(listener);
    return () => this.failureListeners.delete(listener);
  }

  // ------------------------------------------------------------------ from the shared text

  private readonly onBegin = (transaction: Y.Transaction): void => {
    this.untold.add(transaction);
    if (this.ownUndo.isStep(transaction)) this.ownUndo.beforeStep(this.host?.state ?? null);
  };

  private readonly onTold = (transaction: Y.Transaction): void => {
    this.untold.delete(transaction);
    try {
      if (this.isBusy) {
        // Somebody wrote again before this one was told; what both changed is read together.
        this.hasMissed ||= transaction.changed.size > 0;
        return;
      }
      const missed = this.hasMissed;
      this.hasMissed = false;
      if (missed || transaction.changed.size > 0) this.follow(missed ? null : transaction);
      if (this.host && transaction.origin !== this) this.flush(this.host.state);
    } catch (error) {
      this.fail(error);
    }
  };

  private get isBusy(): boolean {
    return this.doc._transaction !== null || this.untold.size > 0;
  }

  /** Reads what a transaction changed (null: everything) and shows it. */
  private follow(transaction: Y.Transaction | null): void {
    const isOwn = transaction?.origin === this;
    if (isOwn && this.ignoresOwn) return;
    const { host } = this;
    const old = this.synced;
    const isCurrent = host !== null && host.state.doc === old && this.unseen === null;
    const tr: Transform = isCurrent ? host.state.tr : new Transform(old);
    if (transaction === null || !this.read(transaction, isOwn, tr)) {
      // One's own writing is read back and compared (F5); here it came out otherwise.
      if (!isOwn) this.stats.fallbacks += 1;
      mendDocument(tr, this.reader.readAll());
    }
    this.reader.forgetContent();
    if (!tr.docChanged) return;
    if (isOwn) this.stats.corrections += 1;
    this.synced = tr.doc;
    if (isCurrent && !this.hold.holds(host, tr)) {
      const isUndo = this.ownUndo.isStep(transaction);
      return this.dispatch(host, tr as Transaction, old, isUndo);
    }
    if (host === null && this.unseen === null) return;
    const { shown, steps } = this.unseen ?? { shown: old, steps: [] };
    this.unseen = { shown, steps: [...steps, ...tr.steps] };
  }

  /** False where the document does not come out as it was read. */
  private read(transaction: Y.Transaction, isOwn: boolean, tr: Transform): boolean {
    const reading = readRemote(this.reader, transaction, isOwn ? null : tr.doc);
    if (!reading) return true;
    if (!isOwn) this.stats.remote += 1;
    for (const { from, to, slice } of reading.pieces) {
      if (tr.maybeStep(new ReplaceStep(from, to, slice)).failed !== null) return false;
    }
    return mendRows(this.reader, tr, reading.rows);
  }

  private dispatch(host: FlowHost, tr: Transaction, before: Node, isUndo = false): void {
    keepSelection(tr, host.state);
    this.remembered.add(before, tr.doc, tr.steps);
    host.dispatch(markRemote(tr, isUndo));
  }

  /** Shows what had to wait. */
  private showUnseen(): void {
    const { host, unseen } = this;
    if (!host || !unseen || this.failed) return;
    if (host.state.doc !== unseen.shown) return this.flush(host.state);
    const { tr } = host.state;
    for (const step of unseen.steps) tr.step(step);
    if (this.hold.holds(host, tr)) return;
    this.unseen = null;
    this.synced = tr.doc;
    this.dispatch(host, tr, unseen.shown);
  }

  /** The browser says that a composition has ended. */
  compositionEnded(): void {
    this.hold.ended();
  }

  // ------------------------------------------------------------------ to the shared text

  /** Whether the shared text is known to have led to this document. */
  readonly isShown = (doc: Node): boolean => doc === (this.unseen?.shown ?? this.synced);

  /** Writes what this editor did since, and shows what waited for that. */
  flush(state: EditorState): void {
    if (this.failed || this.isBusy) return;
    try {
      if (!this.isShown(state.doc)) this.writeLocal(state);
      if (this.unseen) this.showUnseen();
    } catch (error) {
      this.fail(error);
    }
  }

  private writeLocal(state: EditorState): void {
    const local = unwrittenSince(state, this.unseen?.shown ?? this.synced);
    if (local && this.unseen === null) {
      const { transactions, selection } = local;
      this.ownUndo.beforeEdit(this.synced, selection);
      const changes = changesOf(transactions);
      const fast = prepareFast(this.reader, this.synced, state.doc, transactions, changes);
      return fast ? this.writeFast(state.doc, fast) : this.write(this.synced, state.doc, changes);
    }
    if (local || this.recallLost(state)) return this.writeRebased(state);
    if (!isFromStart(state)) throw new Error("the editor shows a text that it was not given");
    // The editor was given another document as a whole.
    this.unseen = null;
    const all = difference(this.synced, state.doc);
    this.write(this.synced, state.doc, all ? [all] : []);
  }

  /**
   * An edit of others that was dispatched while the editor was in the middle of another dispatch is
   * overwritten by that one's state. What was lost is shown again.
   */
  private recallLost(state: EditorState): boolean {
    const { shown, steps } = this.unseen ?? { shown: this.synced, steps: [] };
    const lost = this.remembered.takeSince(
      shown,
      (doc) => doc === state.doc || unwrittenSince(state, doc) !== null,
    );
    if (!lost) return false;
    this.unseen = { shown: lost.shown, steps: [...lost.steps, ...steps] };
    return true;
  }

  /** Carries what this editor did over what it was not shown. */
  private writeRebased(state: EditorState): void {
    const { unseen } = this;
    const local = unseen && unwrittenSince(state, unseen.shown);
    if (!unseen || !local) return;
    this.stats.rebased += 1;
    const steps = local.transactions.flatMap((transaction) => transaction.steps);
    const carried = rebase(unseen.shown, steps, unseen.steps);
    this.unseen = { shown: state.doc, steps: carried.remote };
    const { before, doc } = carried.local;
    this.write(before, doc, changesOf([carried.local]));
  }

  /** Writes letters that came or went; the rows stay as they are. */
  private writeFast(after: Node, write: (t: Y.Transaction) => void): void {
    this.stats.fast += 1;
    this.synced = after;
    this.ignoresOwn = true;
    try {
      this.doc.transact(write, this);
    } finally {
      this.ignoresOwn = false;
    }
  }

  /** Writes the changes that led from what the shared text says to another document. */
  private write(before: Node, after: Node, changes: readonly Change[]): void {
    this.stats.generic += 1;
    if (this.tryToWrite(before, after, changes) === null) return;
    // Some of it may have been written: what is still missing is written once more, as what differs.
    this.stats.fallbacks += 1;
    const now = this.reader.readAll();
    const missing = difference(now, after);
    const error = missing && this.tryToWrite(now, after, [missing]);
    if (error) throw error.cause;
  }

  /** Null where it is done. Nothing is read back of what threw. */
  private tryToWrite(
    before: Node,
    after: Node,
    changes: readonly Change[],
  ): { readonly cause: unknown } | null {
    let error: { readonly cause: unknown } | null = null;
    this.synced = after;
    this.doc.transact((t) => {
      try {
        new FlowWriter(t, this.reader).changeFlow(this.reader.rootFlow, before, after, changes);
      } catch (cause) {
        error = { cause };
        this.ignoresOwn = true;
      }
    }, this);
    this.ignoresOwn = false;
    return error;
  }

  // ------------------------------------------------------------------ places that last

  /**
   * The lasting name of a position in the editor's document, for carets and comments (F10). It stays
   * behind the letter before it (assoc below 0) or before the letter behind it, whatever others do.
   */
  toRelative(doc: Node, pos: number, assoc = -1): Y.RelativePosition | null {
    const at = this.fromShown(doc).map(pos, assoc);
    return relativeTo(this.reader, this.synced, Math.min(at, this.synced.content.size), assoc);
  }

  /** Where that is in the editor's document; null where it is gone, or has not come yet. */
  toAbsolute(relative: Y.RelativePosition, doc: Node): number | null {
    const at = absoluteOf(this.reader, this.doc.store, relative, this.synced);
    if (at === null) return null;
    return Math.min(this.fromShown(doc).invert().map(at, relative.assoc), doc.content.size);
  }

  /** The place in the shared text of a position in the text that it says. */
  locate(doc: Node, pos: number): ItemPlace | null {
    return locate(this.reader, this.synced, this.fromShown(doc).map(pos));
  }

  /** From the editor's document to the one that the shared text says. */
  private fromShown(doc: Node): Mapping {
    const steps = this.unseen?.shown === doc ? this.unseen.steps : [];
    return new Mapping(steps.map((step) => step.getMap()));
  }

  /** For tests: what differs between what is remembered and what would be read anew; null if nothing. */
  checkRows(): string | null {
    return checkRows(this.reader, this.synced);
  }
}
