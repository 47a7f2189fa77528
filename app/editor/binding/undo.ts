/** Undo of one's own edits (F8). */
import type { Node } from "@tiptap/pm/model";
import {
  type EditorState,
  type Selection,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import * as Y from "yjs";
import { holdsOthers } from "./holds-others.ts";

/** Edits within this time, in milliseconds, form one step. */
const CAPTURE_MS = 500;

/** The parts of the binding that undo uses. */
interface UndoHost {
  toRelative(doc: Node, pos: number, assoc: number): Y.RelativePosition | null;
  toAbsolute(relative: Y.RelativePosition, doc: Node): number | null;
}

/**
 * The answer of a step that the server was asked to take back or to take again: `moot` where nothing of
 * it is there any more, `later` where it can't be asked now.
 */
export type ServerAnswer = "done" | "moot" | "refused" | "later";

/** A step that the server took and takes back, such as an acceptance (M22). */
export type ServerStep = Readonly<Record<"undo" | "redo", () => Promise<ServerAnswer>>>;

type StackItem = Y.UndoManager["undoStack"][number];

const SERVER_STEP = Symbol("server step");

/**
 * The meta of a Yjs transaction that is no step of its own: the step that wrote the words finds them
 * where it put them.
 */
export const UNDONE_WITH_OTHERS = Symbol("undone with others");

interface RelativeSelection {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/**
 * Undo and redo of this person's edits, which also restore the caret. Undoing an insertion keeps it
 * where it contains others' text.
 */
export class OwnUndo {
  readonly manager: Y.UndoManager;
  /** The selection before the edit that is being written. */
  private before: RelativeSelection | null = null;
  /** The step being undone; UndoManager does not expose it. */
  private current: {
    readonly insertions: Y.UndoManager["undoStack"][number]["insertions"];
  } | null = null;

  constructor(
    root: Y.XmlText,
    private readonly doc: Y.Doc,
    private readonly host: UndoHost,
    /** Receives the selection to restore after a step. */
    private readonly onStep: (restore: (state: EditorState) => Transaction) => void,
    capture: boolean,
  ) {
    this.manager = new Y.UndoManager(root, {
      trackedOrigins: new Set([host]),
      deleteFilter: (item) => !this.isKept(item),
      captureTransaction: ({ meta }) => !meta.has(UNDONE_WITH_OTHERS),
      captureTimeout: capture ? CAPTURE_MS : 0,
    });
    this.manager.on("stack-item-added", ({ stackItem }) => {
      if (this.before) stackItem.meta.set(this, this.before);
      this.before = null;
    });
    for (const event of ["stack-item-added", "stack-item-updated"] as const) {
      this.manager.on(event, () => {
        if (!this.manager.undoing && !this.manager.redoing) this.edits += 1;
      });
    }
    this.manager.on("stack-item-popped", ({ stackItem }) => {
      const selection = stackItem.meta.get(this) as RelativeSelection | undefined;
      this.onStep((state) => this.restored(state, selection));
    });
  }

  /** Whether the server is taking a step: until it answers, none before it is taken. */
  private isAsking = false;
  /** Steps that were asked for meanwhile, in order. */
  private waiting: ("undo" | "redo")[] = [];
  /** Own edits so far, which end what could be done again. */
  private edits = 0;

  /** Gives something that the server did its place in the order. Returns what takes it out again. */
  addServerStep(step: ServerStep): () => void {
    const { manager } = this;
    const [insertions, deletions] = [Y.createDeleteSet(), Y.createDeleteSet()];
    const item: StackItem = { insertions, deletions, meta: new Map([[SERVER_STEP, step]]) };
    manager.stopCapturing();
    manager.clear(false, true);
    manager.undoStack.push(item);
    return () => {
      const at = manager.undoStack.indexOf(item);
      if (at >= 0) manager.undoStack.splice(at, 1);
    };
  }

  /** Whether there is such a step, or may be one once the server has answered. */
  canTake(what: "undo" | "redo"): boolean {
    return this.isAsking || stackOf(this.manager, what).length > 0;
  }

  /** Takes a step back or again, where there is one. */
  take(what: "undo" | "redo"): void {
    const { manager } = this;
    const stack = stackOf(manager, what);
    if (this.isAsking) return void this.waiting.push(what);
    if (stack.length === 0) return;
    const last = stack.findLastIndex((item) => item.meta.has(SERVER_STEP));
    const item = stack[last];
    if (item && last === stack.length - 1) return void this.ask(what, item);
    // Steps in which nothing is left to do are passed over, but none of the server's.
    const before = stack.splice(0, last + 1);
    try {
      manager[what]();
    } finally {
      stack.unshift(...before);
    }
  }

  private async ask(what: "undo" | "redo", item: StackItem): Promise<void> {
    const { manager, edits } = this;
    const step = item.meta.get(SERVER_STEP) as ServerStep;
    const depth = manager.undoStack.length;
    this.isAsking = true;
    const answer = await step[what]()
      .catch((error: unknown): ServerAnswer => {
        // A step that fails would be in the way of all before it.
        reportError(error);
        return "refused";
      })
      .finally(() => (this.isAsking = false));
    const stack = stackOf(manager, what);
    const at = stack.indexOf(item);
    if (answer !== "later" && at >= 0) {
      stack.splice(at, 1);
      if (answer === "moot") this.waiting.unshift(what);
      manager.stopCapturing();
      if (answer === "done" && what === "undo" && edits === this.edits)
        manager.redoStack.push(item);
    }
    // Own edits meanwhile are later ones. With them Yjs ended what could be done again, and this with it.
    if (answer === "done" && what === "redo") manager.undoStack.splice(depth, 0, item);
    // Steps that wait for the server again are begun by its next answer.
    const waiting = this.waiting.splice(0);
    for (const next of waiting) this.take(next);
  }

  /** Whether a Yjs transaction is an undo or redo of this editor. */
  isStep(transaction: Y.Transaction | null): boolean {
    return transaction !== null && transaction.origin === this.manager;
  }

  /**
   * Call before an edit of this person is written: remembers the selection where a new step begins.
   */
  beforeEdit(doc: Node, selection: Selection | null): void {
    const { lastChange, captureTimeout, undoStack } = this.manager;
    const goesOn = undoStack.length > 0 && Date.now() - lastChange < captureTimeout - 20;
    this.before = goesOn || !selection ? null : this.relative(doc, selection);
  }

  /** Call before an undo or redo. */
  beforeStep(state: EditorState | null): void {
    const { undoing, undoStack, redoStack } = this.manager;
    this.current = (undoing ? undoStack : redoStack).at(-1) ?? null;
    this.before = state ? this.relative(state.doc, state.selection) : null;
  }

  destroy(): void {
    this.manager.destroy();
  }

  private relative(doc: Node, { anchor, head }: Selection): RelativeSelection | null {
    const [a, h] = [this.host.toRelative(doc, anchor, -1), this.host.toRelative(doc, head, -1)];
    return a && h ? { anchor: a, head: h } : null;
  }

  private restored(state: EditorState, selection: RelativeSelection | undefined): Transaction {
    const { tr, doc } = state;
    const anchor = selection ? this.host.toAbsolute(selection.anchor, doc) : null;
    const head = selection ? this.host.toAbsolute(selection.head, doc) : null;
    if (anchor !== null && head !== null) {
      tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head)));
    }
    return tr.scrollIntoView().setMeta("addToHistory", false);
  }

  /** Whether deleting this would delete others' text too, or break a table that contains some. */
  private isKept(item: Y.Item): boolean {
    const own = this.doc.clientID;
    if (holdsOthers(item, own)) return true;
    const table = tableAround(item);
    const insertions = this.current?.insertions;
    return table !== null && insertions !== undefined && Y.isDeleted(insertions, table.id)
      ? holdsOthers(table, own)
      : false;
  }
}

function stackOf({ undoStack, redoStack }: Y.UndoManager, what: "undo" | "redo"): StackItem[] {
  return what === "undo" ? undoStack : redoStack;
}

/** The item of the table that contains a row or cell. */
function tableAround(item: Y.Item): Y.Item | null {
  for (let at: Y.Item | null = item; at;) {
    const parent: unknown = at.parent;
    if (!(parent instanceof Y.XmlElement)) return null;
    if (parent.nodeName === "table") return parent._item;
    at = parent._item;
  }
  return null;
}
