/** A shared text that is read and written without an editor, such as by a command of the server. */
import type { Node, Schema } from "@tiptap/pm/model";
import { ReplaceStep, Transform } from "@tiptap/pm/transform";
import * as Y from "yjs";
import { changesOf, difference } from "./changes.ts";
import { FlowWriter } from "./flow-writer.ts";
import { mendDocument, mendRows } from "./mend.ts";
import { FlowReader } from "./reader.ts";
import { readRemote } from "./remote-reading.ts";
import { flowRoot } from "./root.ts";

/** Ids of a draft: a Yjs client, the first clock, and how many. */
export type IdSpan = readonly [client: number, clock: number, length: number];

/** The ids that writing made, without those that it deleted at once; and those of others that it deleted. */
export interface WrittenIds {
  readonly written: readonly IdSpan[];
  readonly erased: readonly IdSpan[];
}

export class SharedFlow {
  /** The document that the shared text reads as. */
  node: Node;
  private readonly doc = new Y.Doc({ gc: false });
  private readonly reader: FlowReader;
  private readonly updates: Uint8Array[] = [];

  /** @param parts the text as updates, in order. */
  constructor(parts: readonly Uint8Array[], schema: Schema) {
    const root = flowRoot(this.doc);
    this.doc.transact(() => {
      for (const part of parts) Y.applyUpdate(this.doc, part);
    });
    // A client id that nobody has written under.
    while (this.doc.store.clients.has(this.doc.clientID)) this.doc.clientID = new Y.Doc().clientID;
    this.doc.on("update", (update: Uint8Array) => this.updates.push(update));
    this.reader = new FlowReader(root, schema);
    this.node = this.reader.readAll();
  }

  /** The Yjs client id under which it is written. */
  get clientId(): number {
    return this.doc.clientID;
  }

  /** All that was written, as one update; null where nothing was. */
  update(): Uint8Array | null {
    return this.updates.length > 0 ? Y.mergeUpdates(this.updates) : null;
  }

  /** Writes steps that lead from `node` to another document. Throws where it would not read as that one. */
  write(steps: Transform): WrittenIds {
    const wanted = steps.doc;
    const changes = changesOf([steps]);
    const ids = [
      this.transact((t) => this.flow(t).changeFlow(this.rootFlow, this.node, wanted, changes)),
    ];
    const missing = difference(this.node, wanted);
    // As the editor does (F5): what was read back differently is written once more.
    if (missing) {
      ids.push(
        this.transact((t) => this.flow(t).changeFlow(this.rootFlow, this.node, wanted, [missing])),
      );
      if (difference(this.node, wanted))
        throw new Error("the text reads otherwise than it was written");
    }
    return joined(ids);
  }

  /** Whether these ids are letters alone. */
  areLetters(ids: readonly IdSpan[]): boolean {
    let are = true;
    this.doc.transact((t) => {
      eachStruct(t, ids, (struct) => {
        if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) are = false;
      });
    });
    return are;
  }

  /** Whether every word and every block of these ids still stands, and nothing was put into a run of letters. */
  stands(ids: readonly IdSpan[]): boolean {
    let stands = true;
    this.doc.transact((t) => {
      // Of what was deleted, a stored draft does not tell whether it was a letter.
      eachStruct(t, ids, (struct) => {
        const isAttribute = struct instanceof Y.Item && struct.parentSub !== null;
        if (struct.deleted ? !isAttribute : isCut(struct, ids)) stands = false;
      });
    });
    return stands && ids.every(([client, clock, length]) => this.knows(client, clock + length));
  }

  /** Deletes the letters of these ids. */
  deleteLetters(ids: readonly IdSpan[]): WrittenIds {
    return this.transact((t) => {
      eachStruct(t, ids, (struct) => {
        if (struct.deleted || !(struct instanceof Y.Item)) return;
        if (struct.content instanceof Y.ContentString) struct.delete(t);
      });
    });
  }

  private get rootFlow() {
    return this.reader.rootFlow;
  }

  private flow(t: Y.Transaction): FlowWriter {
    return new FlowWriter(t, this.reader);
  }

  private knows(client: number, clock: number): boolean {
    return Y.getState(this.doc.store, client) >= clock;
  }

  private transact(work: (t: Y.Transaction) => void): WrittenIds {
    const { doc } = this;
    const before = Y.getState(doc.store, doc.clientID);
    // Before Yjs joins what was written with what stands beside it: read later, new letters would
    // count as old ones.
    doc.once("afterTransaction", (done: Y.Transaction) => this.follow(done));
    const transaction = doc.transact((t) => {
      work(t);
      return t;
    });
    const length = Y.getState(doc.store, doc.clientID) - before;
    return idsOf(transaction.deleteSet, [doc.clientID, before, length]);
  }

  private follow(transaction: Y.Transaction): void {
    if (transaction.changed.size === 0) return;
    const tr = new Transform(this.node);
    const reading = readRemote(this.reader, transaction, tr.doc);
    const fits = ({ from, to, slice }: { from: number; to: number; slice: ReplaceStep["slice"] }) =>
      tr.maybeStep(new ReplaceStep(from, to, slice)).failed === null;
    const isRead = reading?.pieces.every(fits) !== false;
    if (!isRead || (reading && !mendRows(this.reader, tr, reading.rows))) {
      mendDocument(tr, this.reader.readAll());
    }
    this.reader.forgetContent();
    this.node = tr.doc;
  }
}

function eachStruct(
  t: Y.Transaction,
  ids: readonly IdSpan[],
  look: (struct: Y.GC | Y.Item) => void,
): void {
  const set = Y.createDeleteSet();
  for (const [client, clock, len] of ids) {
    set.clients.set(client, [...(set.clients.get(client) ?? []), { clock, len }]);
  }
  Y.iterateDeletedStructs(t, set, look);
}

/** Whether something was put between these letters and those behind which they were written. */
function isCut(struct: Y.GC | Y.Item, ids: readonly IdSpan[]): boolean {
  if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return false;
  const { origin } = struct;
  const isOwn = ids.some(
    ([client, clock, length]) =>
      origin?.client === client && origin.clock >= clock && origin.clock < clock + length,
  );
  if (!origin || !isOwn) return false;
  let left = struct.left;
  while (left && (left.deleted || !left.countable)) left = left.left;
  return left !== null && !Y.compareIDs(left.lastId, origin);
}

function idsOf({ clients }: Y.Transaction["deleteSet"], [own, from, length]: IdSpan): WrittenIds {
  const [written, erased]: [IdSpan[], IdSpan[]] = [[], []];
  let at = from;
  for (const [client, ranges] of clients) {
    for (const { clock, len } of ranges) {
      // Items put in and taken out in one go, such as an attribute that is set twice.
      const isOwn = client === own && clock >= from;
      if (!isOwn) erased.push([client, clock, len]);
      else {
        if (clock > at) written.push([own, at, clock - at]);
        at = clock + len;
      }
    }
  }
  if (from + length > at) written.push([own, at, from + length - at]);
  return { written, erased };
}

function joined(all: readonly WrittenIds[]): WrittenIds {
  return {
    written: all.flatMap(({ written }) => written),
    erased: all.flatMap(({ erased }) => erased),
  };
}
