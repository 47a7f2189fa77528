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
import type { Row } from "#app/document/flow/rows.ts";
import type { CarriedWords, CarryingEdit } from "./carried-words.ts";
import { CompositionHold } from "./composition.ts";
import { prepareFast } from "./fast-path.ts";
import { mendDocument, mendRows } from "#app/document/flow/mend.ts";
import { isFromStart, markCarried, markRemote, unwrittenSince } from "./pending.ts";
import { rebase } from "./rebase.ts";
import { readRemote } from "#app/document/flow/remote-reading.ts";
import { RememberedEdits } from "./remembered-edits.ts";
import { keepSelection } from "./stable-selection.ts";
import { OwnUndo, type ServerStep, UNDONE_WITH_OTHERS } from "./undo.ts";

/** The parts of an editor view that the binding uses. */
type FlowHost = Pick<EditorView, "state" | "dispatch" | "composing" | "editable">;

/** Why an editor stopped: it neither writes nor shows anything new. */
interface FlowFailure {
  readonly error: unknown;
}

/** Others' edits that the editor does not show yet: `steps` lead from `shown` to `synced`. */
interface Unseen {
  readonly shown: Node;
  readonly steps: readonly Step[];
}

/**
 * Binds one editor's text to a shared text.
 *
 * Invariants between two calls:
 * - The rows of `reader` are those of the shared text, and `synced` is the document they read as.
 * - The editor's document is `synced`, or `unseen.shown`, or derived from one of these by
 * transactions that `flush` will write.
 * - Nothing is written while a Yjs transaction is open or not processed yet: its changes are read
 * first, and this person's edits since are then rebased over them.
 * - After a failure it neither writes nor shows anything.
 */
export class FlowBinding {
  readonly root: Y.XmlText;
  /** The document that the shared text reads as. */
  synced: Node;
  readonly stats = { corrections: 0, fallbacks: 0, fast: 0, generic: 0, remote: 0, rebased: 0 };
  host: FlowHost | null = null;
  failed: FlowFailure | null = null;
  readonly reader: FlowReader;
  private readonly ownUndo: OwnUndo;
  private readonly hold = new CompositionHold(() => this.showUnseen());
  private readonly carriedListeners = new Set<(edit: CarryingEdit) => void>();
  private readonly failureListeners = new Set<(failure: FlowFailure) => void>();
  /** Yjs transactions that have begun and that this binding has not processed. */
  private readonly unprocessed = new Set<Y.Transaction>();
  /** Whether a transaction was reported too late to separate its changes from the next one's. */
  private hasMissed = false;
  /** Whether to skip reading back what this editor is writing. */
  private ignoresOwn = false;
  private unseen: Unseen | null = null;
  private readonly remembered = new RememberedEdits();
  /**
   * Carries this person's words along with text that others move; null until that part is loaded, as
   * long as which they stay where they are.
   */
  carried: CarriedWords | null = null;
  /** The edit that is carrying this person's words along. */
  private carrying: CarryingEdit | null = null;

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

  /** Whether there is such a step, or may be one once the server has answered. */
  canTakeStep(what: "undo" | "redo"): boolean {
    return this.ownUndo.canTake(what);
  }

  /** Takes this person's last step back, or again: an edit, or one that the server took (M22). */
  takeStep(what: "undo" | "redo"): void {
    this.ownUndo.take(what);
  }

  /** Gives something that the server did for this person its place among their steps. */
  addServerStep(step: ServerStep): () => void {
    return this.ownUndo.addServerStep(step);
  }

  destroy(): void {
    this.detach();
    this.ownUndo.destroy();
    this.failureListeners.clear();
    this.carriedListeners.clear();
  }

  private detach(): void {
    this.doc.off("beforeTransaction", this.onBegin);
    this.doc.off("afterTransaction", this.onTold);
    this.hold.end();
  }

  /** Stops for good: an editor in an unknown state must not write what it shows. */
  fail(error: unknown): void {
    if (this.failed) return;
    this.failed = { error };
    this.detach();
    this.ownUndo.manager.clear();
    for (const listener of this.failureListeners) listener(this.failed);
  }

  /** Registers a listener for the failure. Returns a function that removes it. */
  onFailure(listener: (failure: FlowFailure) => void): () => void {
    this.failureListeners.add(listener);
    return () => this.failureListeners.delete(listener);
  }

  /** Registers a listener for words or the caret that went along with a moved block. */
  onCarried(listener: (edit: CarryingEdit) => void): () => void {
    this.carriedListeners.add(listener);
    return () => this.carriedListeners.delete(listener);
  }

  // --- From the shared text

  private readonly onBegin = (transaction: Y.Transaction): void => {
    this.unprocessed.add(transaction);
    if (this.ownUndo.isStep(transaction)) this.ownUndo.beforeStep(this.host?.state ?? null);
  };

  private readonly onTold = (transaction: Y.Transaction): void => {
    this.unprocessed.delete(transaction);
    try {
      if (this.isBusy) {
        // Another write began before this one was reported; both changes are read together.
        this.hasMissed ||= transaction.changed.size > 0;
        return;
      }
      const missed = this.hasMissed;
      this.hasMissed = false;
      if (missed || transaction.changed.size > 0) this.follow(missed ? null : transaction);
      const carried = transaction.meta.get(UNDONE_WITH_OTHERS) as CarryingEdit | undefined;
      if (carried && !this.unseen) this.carried?.link(this.synced, carried.moved);
      if (this.host && transaction.origin !== this) this.flush(this.host.state);
    } catch (error) {
      this.fail(error);
    }
  };

  private get isBusy(): boolean {
    return this.doc._transaction !== null || this.unprocessed.size > 0;
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
      // The editor's own writes are read back and compared (F5); this one read differently.
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

  /** False where the resulting document differs from what was read. */
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
    if (!isUndo) this.carried?.note(host.state, tr);
    host.dispatch(markRemote(tr, isUndo));
  }

  /** Carries this person's words along with blocks that others moved. */
  private carryWords(): void {
    const { host } = this;
    const { carried } = this;
    if (!host || !carried || this.carrying || this.unseen || this.isBusy) return;
    if (host.composing || host.editable === false) return;
    while (host.state.doc === this.synced) {
      const edit = carried.carry(host.state);
      if (!edit) return;
      this.carrying = edit;
      try {
        host.dispatch(markCarried(edit.tr));
      } finally {
        this.carrying = null;
      }
      for (const listener of this.carriedListeners) listener(edit);
    }
  }

  /** Shows the edits that had to wait. */
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

  /** Call when the browser reports the end of a composition. */
  compositionEnded(): void {
    this.hold.ended();
  }

  // --- To the shared text

  /** Whether a document is one that the shared text read as. */
  readonly isShown = (doc: Node): boolean => doc === (this.unseen?.shown ?? this.synced);

  /** Writes this editor's changes, and then shows the edits that waited for that. */
  flush(state: EditorState): void {
    if (this.failed || this.isBusy) return;
    try {
      if (!this.isShown(state.doc)) this.writeLocal(state);
      if (this.unseen) this.showUnseen();
      this.carryWords();
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
    if (local || this.restoreLost(state)) return this.writeRebased(state);
    if (!isFromStart(state)) throw new Error("the editor shows a text that it was not given");
    // The editor was given a different document.
    this.unseen = null;
    const all = difference(this.synced, state.doc);
    this.write(this.synced, state.doc, all ? [all] : []);
  }

  /**
   * Restores edits of others that were dispatched during another dispatch of the editor, whose
   * state then overwrote them.
   */
  private restoreLost(state: EditorState): boolean {
    const { shown, steps } = this.unseen ?? { shown: this.synced, steps: [] };
    const lost = this.remembered.takeSince(
      shown,
      (doc) => doc === state.doc || unwrittenSince(state, doc) !== null,
    );
    if (!lost) return false;
    this.unseen = { shown: lost.shown, steps: [...lost.steps, ...steps] };
    return true;
  }

  /** Rebases this editor's changes over edits it does not show yet. */
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

  /** Writes inserted or deleted letters; the rows stay the same. */
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

  /** Writes the changes from the shared text's current document to another one. */
  private write(before: Node, after: Node, changes: readonly Change[]): void {
    this.stats.generic += 1;
    if (this.tryToWrite(before, after, changes) === null) return;
    // Part of it may have been written: the remaining difference is written once more.
    this.stats.fallbacks += 1;
    const now = this.reader.readAll();
    const missing = difference(now, after);
    const error = missing && this.tryToWrite(now, after, [missing]);
    if (error) throw error.cause;
  }

  /** Null on success. Nothing is read back after an error. */
  private tryToWrite(
    before: Node,
    after: Node,
    changes: readonly Change[],
  ): { readonly cause: unknown } | null {
    let error: { readonly cause: unknown } | null = null;
    this.synced = after;
    this.doc.transact((t) => {
      if (this.carrying) t.meta.set(UNDONE_WITH_OTHERS, this.carrying);
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

  // --- Relative positions

  /**
   * A lasting name of a position in the editor's document, for carets and comments (F10). It sticks
   * to the letter before it (assoc below 0) or to the one after it, whatever others do.
   */
  toRelative(doc: Node, pos: number, assoc = -1): Y.RelativePosition | null {
    const at = this.fromShown(doc).map(pos, assoc);
    return relativeTo(this.reader, this.synced, Math.min(at, this.synced.content.size), assoc);
  }

  /** Its position in the editor's document; null where it is gone, or has not arrived yet. */
  toAbsolute(relative: Y.RelativePosition, doc: Node): number | null {
    const at = absoluteOf(this.reader, this.doc.store, relative, this.synced);
    if (at === null) return null;
    return Math.min(this.fromShown(doc).invert().map(at, relative.assoc), doc.content.size);
  }

  /** The place in the shared text of a position in `synced`. */
  locate(doc: Node, pos: number): ItemPlace | null {
    return locate(this.reader, this.synced, this.fromShown(doc).map(pos));
  }

  /** The mapping from the editor's document to `synced`. */
  private fromShown(doc: Node): Mapping {
    const steps = this.unseen?.shown === doc ? this.unseen.steps : [];
    return new Mapping(steps.map((step) => step.getMap()));
  }

  // --- Rows

  /** The rows of `synced`, one for each of its children. */
  get rows(): readonly Row[] {
    return this.reader.rootFlow.rows;
  }

  /** The row of a marker, atom or table; null where the text has none of it. */
  rowOf(item: Y.Item): Row | null {
    return this.reader.isRow(item) ? (this.reader.rowOf(item) ?? null) : null;
  }
}
