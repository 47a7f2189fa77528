import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";

/** A struct of a Yjs document: an item, or what is left of one that nothing needs. */
type BaselineStruct = Y.Item | Y.GC;

/** A draft as it was at a moment, to look up what was there by the ids of its items (M14). */
export class Baseline {
  readonly #clocks = new Map<number, number>();

  constructor(readonly doc: Y.Doc) {
    for (const [client, structs] of doc.store.clients) {
      const last = structs.at(-1);
      if (last) this.#clocks.set(client, last.id.clock + last.length);
    }
  }

  static fromUpdate(update: Uint8Array): Baseline {
    const doc = new Y.Doc();
    flowRoot(doc);
    doc.transact(() => Y.applyUpdate(doc, update));
    return new Baseline(doc);
  }

  get root(): Y.XmlText {
    return flowRoot(this.doc);
  }

  /** From this clock on, the baseline knows nothing of a client. */
  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** The struct that holds an id that the baseline knows. */
  structAt(client: number, clock: number): BaselineStruct | null {
    const structs = this.doc.store.clients.get(client);
    if (!structs || clock >= this.clockOf(client)) return null;
    return (structs[Y.findIndexSS(structs, clock)] as BaselineStruct | undefined) ?? null;
  }

  /** The item that was there under an id; null where there was none. */
  itemAt({ client, clock }: Y.ID): Y.Item | null {
    const struct = this.structAt(client, clock);
    return struct instanceof Y.Item && !struct.deleted ? struct : null;
  }

  /**
   * Whether a document goes on from this baseline: it knows all ids of it. After a restore (R35) it
   * may not, and then ids compare nothing.
   */
  isPartOf(doc: Y.Doc): boolean {
    for (const [client, clock] of this.#clocks) {
      if (Y.getState(doc.store, client) < clock) return false;
    }
    return true;
  }
}

/**
 * Builds a document from an update in slices, since integrating a long draft in one go takes longer
 * than a frame. Yields after each slice of that many structs; the value at the end is the baseline.
 */
export function* buildBaseline(
  update: Uint8Array,
  structsAtOnce: number,
): Generator<void, Baseline, void> {
  const doc = new Y.Doc({ gc: false });
  flowRoot(doc);
  const { structs, ds } = Y.decodeUpdate(update);
  yield;
  const waiting = queuesOf(structs);
  while (waiting.size > 0) {
    doc.transact((transaction) => integrateSome(transaction, waiting, structsAtOnce));
    yield;
  }
  const deletions = [...ds.clients].flatMap(([client, list]) =>
    list.map(({ clock, len }) => ({ client, clock, len })),
  );
  for (let at = 0; at < deletions.length; at += structsAtOnce) {
    const part = deletions.slice(at, at + structsAtOnce);
    doc.transact((transaction) => {
      for (const { client, clock, len } of part) deleteRange(transaction, client, clock, len);
    });
    yield;
  }
  return new Baseline(doc);
}

interface ClientQueue {
  readonly structs: readonly (Y.Item | Y.GC | Y.Skip)[];
  next: number;
}

function queuesOf(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Map<number, ClientQueue> {
  const byClient = new Map<number, (Y.Item | Y.GC | Y.Skip)[]>();
  for (const struct of structs) {
    const list = byClient.get(struct.id.client);
    if (list) list.push(struct);
    else byClient.set(struct.id.client, [struct]);
  }
  return new Map([...byClient].map(([client, list]) => [client, { structs: list, next: 0 }]));
}

/** Integrates about that many structs, each after those that it builds on. */
function integrateSome(
  transaction: Y.Transaction,
  waiting: Map<number, ClientQueue>,
  most: number,
): void {
  const { store } = transaction.doc;
  let done = 0;
  /** Clients whose next struct waits for one of the client after it. */
  const stack: number[] = [];
  while (done < most || stack.length > 0) {
    const client = stack.at(-1) ?? waiting.keys().next().value;
    if (client === undefined) return;
    const queue = waiting.get(client);
    const struct = queue?.structs[queue.next];
    if (!queue || !struct) {
      waiting.delete(client);
      stack.pop();
      continue;
    }
    if (struct instanceof Y.Skip) throw new Error("a baseline has a hole");
    // An item that is decoded without a document names its root instead of holding it.
    if (struct instanceof Y.Item && typeof struct.parent === "string") {
      struct.parent = transaction.doc.get(struct.parent);
    }
    const missing = struct.getMissing(transaction, store);
    if (missing !== null) {
      if (!waiting.has(missing) || stack.includes(missing)) {
        throw new Error("a baseline builds on items that are not there");
      }
      if (stack.length === 0) stack.push(client);
      stack.push(missing);
      continue;
    }
    struct.integrate(transaction, 0);
    queue.next += 1;
    done += 1;
    // It may have been what the client before it waits for.
    stack.pop();
  }
}

function deleteRange(
  transaction: Y.Transaction,
  client: number,
  clock: number,
  length: number,
): void {
  const end = clock + length;
  for (let at = clock; at < end;) {
    const structs = transaction.doc.store.clients.get(client);
    const struct = structs?.[Y.findIndexSS(structs, at)];
    if (!struct) return;
    if (struct instanceof Y.Item && !struct.deleted) {
      const item = Y.getItemCleanStart(transaction, Y.createID(client, at));
      const whole = item.length > end - at;
      if (whole) Y.getItemCleanStart(transaction, Y.createID(client, end));
      item.delete(transaction);
      at += item.length;
    } else {
      at = struct.id.clock + struct.length;
    }
  }
}
