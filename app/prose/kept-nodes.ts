import { Plugin, type Transaction } from "@tiptap/pm/state";
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { changedChildren } from "./changes";

type SharedType = Y.AbstractType<unknown>;
type Drawn = Node | Node[];

/** The part of y-tiptap's binding that is steered here. */
interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  mapping: Map<SharedType, Drawn>;
  readonly _tr: Transaction;
  _observeFunction: (events: Y.YEvent<SharedType>[], transaction: Y.Transaction) => void;
}

/**
 * Draws an edit of others without making anew what it leaves alone.
 *
 * y-tiptap 3.0.9 makes every node of the document anew for each edit of others (`mapping.clear()`) and
 * replaces the whole document by them. Here the library's own drawing runs, but finds the nodes of those
 * children of the document that have not changed since it made them, and replaces the others alone.
 *
 * A node kept by mistake would be written back as somebody's words. So one is kept only if this
 * drawing made it from its shared type and no transaction of anybody, our own included, has touched
 * that type since: it is then what the library would make. Whatever else happens leads to the
 * library's own way.
 */
export function keptNodes(): Plugin {
  return new Plugin({
    view(view) {
      const state = ySyncPluginKey.getState(view.state) as { binding?: Binding } | undefined;
      if (state?.binding && !steered.has(state.binding)) {
        steered.add(state.binding);
        steer(state.binding, view.state.doc);
      }
      return {};
    },
  });
}

/** A view whose plugins change keeps its binding. */
const steered = new WeakSet<Binding>();

function steer(binding: Binding, first: Node): void {
  const kept = new KeptNodes(binding);
  kept.rememberFirst(first);
  binding.mapping = kept;
  const draw = binding._observeFunction;
  binding.type.unobserveDeep(draw);
  binding._observeFunction = (events, transaction) => {
    kept.forget(transaction);
    kept.whileDrawing(() => draw(events, transaction));
  };
  // The binding observes with this one whenever it is given a view again.
  binding.type.observeDeep(binding._observeFunction);
  narrowReplacements(binding, kept);
}

/** The library asks for a transaction once it has made all nodes, and replaces everything by them. */
function narrowReplacements(binding: Binding, kept: KeptNodes): void {
  const begin = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(binding), "_tr")?.get;
  if (!begin) return;
  Object.defineProperty(binding, "_tr", {
    configurable: true,
    get(): Transaction {
      const transaction = begin.call(binding) as Transaction;
      if (!kept.isDrawn) return transaction;
      kept.rememberAll();
      const replace = transaction.replace.bind(transaction);
      transaction.replace = (from, to = from, slice = Slice.empty) => {
        transaction.replace = replace;
        const { doc } = transaction;
        return from === 0 && to === doc.content.size
          ? replaceChildren(transaction, slice.content)
          : replace(from, to, slice);
      };
      return transaction;
    },
  });
}

/** Replaces those children of the document that are not the very same. */
function replaceChildren(transaction: Transaction, content: Fragment): Transaction {
  const { doc } = transaction;
  const { start, oldEnd, newEnd } = changedChildren(doc, doc.copy(content));
  let from = 0;
  for (let index = 0; index < start; index += 1) from += doc.child(index).nodeSize;
  let to = from;
  for (let index = start; index < oldEnd; index += 1) to += doc.child(index).nodeSize;
  const nodes: Node[] = [];
  for (let index = start; index < newEnd; index += 1) nodes.push(content.child(index));
  return transaction.replace(from, to, new Slice(Fragment.from(nodes), 0, 0));
}

/** The library's map from shared types to the nodes drawn for them, which is not emptied entirely. */
class KeptNodes extends Map<SharedType, Drawn> {
  /** Children of the document, with the node that the library made of each. */
  private readonly made = new Map<SharedType, Drawn>();
  private step: "idle" | "begun" | "drawn" = "idle";

  constructor(private readonly binding: Binding) {
    super(binding.mapping);
  }

  /** Whether the library is in the middle of showing an edit, and has a node for each type. */
  get isDrawn(): boolean {
    return this.step === "drawn";
  }

  whileDrawing(draw: () => void): void {
    this.step = "begun";
    try {
      draw();
    } finally {
      this.step = "idle";
    }
  }

  /** Notes what the library has just made. */
  rememberAll(): void {
    this.made.clear();
    for (const type of childrenOf(this.binding.type)) {
      const node = this.get(type);
      if (node) this.made.set(type, node);
    }
  }

  /** Notes what the library made of a document before this map was there, and still stands in it. */
  rememberFirst(document: Node): void {
    childrenOf(this.binding.type).forEach((type, index) => {
      const node = document.maybeChild(index);
      if (node && this.get(type) === node) this.made.set(type, node);
    });
  }

  /** Takes the nodes away whose types a transaction has changed. */
  forget(transaction: Y.Transaction): void {
    if (isAnotherUnderWay(transaction)) {
      this.made.clear();
      return;
    }
    for (const type of transaction.changed.keys()) {
      const child = childOf(this.binding.type, type as unknown as SharedType);
      if (child) this.made.delete(child);
    }
  }

  /** What the library does before it makes nodes; here those that are kept stay. */
  override clear(): void {
    if (this.step !== "begun") {
      this.made.clear();
      super.clear();
      return;
    }
    for (const [type, node] of this.made) {
      // One's own edit, which left the words as they are, has put another node in its place.
      if (this.get(type) !== node) this.made.delete(type);
    }
    for (const type of this.keys()) {
      const child = childOf(this.binding.type, type);
      if (!child || !this.made.has(child)) this.delete(type);
    }
    this.step = "drawn";
  }
}

/** Changes that nobody has been told of yet: what they touched is not known. */
function isAnotherUnderWay(transaction: Y.Transaction): boolean {
  const { _transaction: open, _transactionCleanups: ended } = transaction.doc;
  return open !== null || ended.at(-1) !== transaction;
}

function childrenOf(root: Y.XmlFragment): SharedType[] {
  return root.toArray() as unknown[] as SharedType[];
}

/** The child of the root that a type is or stands in; null for the root and what is outside it. */
function childOf(root: Y.XmlFragment, type: SharedType): SharedType | null {
  let child = type;
  for (;;) {
    const parent = child._item?.parent as SharedType | null | undefined;
    if (!parent) return null;
    if (parent === (root as SharedType)) return child;
    child = parent;
  }
}
