import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";

/** The owner of letters: `length` letters in reading order, under a Yjs client id. */
export interface LettersOf {
  readonly length: number;
  readonly client: number;
}

/** `length` ids of a client from `clock`, which hold letters of one of the given runs. */
export interface ReissuedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly of: number;
}

export interface Reissued {
  readonly document: Y.Doc;
  /** The letters' new ids, in order; `of` is the index among the given runs. */
  readonly ranges: readonly ReissuedRange[];
}

// oxlint-disable-next-line typescript/no-explicit-any -- as Yjs types the parent of an item
type AnyType = Y.AbstractType<any>;

/** The end anchor of a block (F2), which has no author. */
const ANCHOR = "\u2029";

/**
 * Copies the text of `written`, which one client wrote into an empty document, with each letter
 * under the client id in `letters`, and everything else (markers, formats, anchors, atoms) under
 * `others`. Every item keeps its neighbors, so the text is the same on every screen, whatever the
 * ids. The caller destroys both documents.
 * @param letters in reading order; together as many as the text has.
 */
export function reissued(written: Y.Doc, letters: readonly LettersOf[], others: number): Reissued {
  const { clientID } = written;
  const structs = written.store.clients.get(clientID) ?? [];
  if (written.store.clients.size !== 1) throw new Error("more than one client wrote the text");
  const total = Y.getState(written.store, clientID);
  // By old clock: the new client and clock.
  const client = new Float64Array(total).fill(others);
  const clock = new Float64Array(total);
  const places = letterClocks(flowRoot(written));
  const count = letters.reduce((sum, { length }) => sum + length, 0);
  if (places.length !== count) {
    throw new Error(`the text has ${places.length} letters, and ${count} were to be moved`);
  }
  let letter = 0;
  for (const own of letters) {
    for (let index = 0; index < own.length; index += 1) {
      client[places[letter] ?? 0] = own.client;
      letter += 1;
    }
  }
  const next = new Map<number, number>();
  for (let old = 0; old < total; old += 1) {
    const of = client[old] ?? others;
    clock[old] = next.get(of) ?? 0;
    next.set(of, (next.get(of) ?? 0) + 1);
  }
  const idOf = (old: number) => Y.createID(client[old] ?? others, clock[old] ?? 0);
  const document = new Y.Doc();
  const shared = flowRoot(document);
  document.transact((transaction) => {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) throw new Error("the text was not written in one go");
      reissueItem(struct, { transaction, client, idOf, root: flowRoot(written), shared });
    }
  });
  return { document, ranges: rangesOf(letters, places, client, clock) };
}

interface ReissueContext {
  readonly transaction: Y.Transaction;
  readonly client: Float64Array;
  readonly idOf: (old: number) => Y.ID;
  readonly root: Y.XmlText;
  readonly shared: Y.XmlText;
}

/** Inserts one item into the new document, in pieces of one client each. */
function reissueItem(
  item: Y.Item,
  { transaction, client, idOf, root, shared }: ReissueContext,
): void {
  const start = item.id.clock;
  const end = start + item.length;
  const mapped = (id: Y.ID | null) => (id === null ? null : idOf(id.clock));
  const rightOrigin = mapped(item.rightOrigin);
  let origin = mapped(item.origin);
  for (let from = start; from < end;) {
    let to = from + 1;
    while (to < end && client[to] === client[from]) to += 1;
    const isWhole = from === start && to === end;
    const { content } = item;
    if (!isWhole && !(content instanceof Y.ContentString)) {
      throw new Error("something other than letters stands in a run of letters");
    }
    const piece =
      content instanceof Y.ContentString
        ? new Y.ContentString(content.str.slice(from - start, to - start))
        : content.copy();
    // As in Yjs's update format: the parent is given only where there are no neighbors.
    const parent =
      origin === null && rightOrigin === null ? parentOf(item, root, shared, idOf) : null;
    const made = new Y.Item(
      idOf(from),
      null,
      origin,
      null,
      rightOrigin,
      parent,
      item.parentSub,
      piece,
    );
    if (made.getMissing(transaction, transaction.doc.store) !== null) {
      throw new Error("an item builds on one that is not there");
    }
    made.integrate(transaction, 0);
    origin = idOf(to - 1);
    from = to;
  }
}

function parentOf(
  { parent }: Y.Item,
  root: Y.XmlText,
  shared: Y.XmlText,
  idOf: (old: number) => Y.ID,
): AnyType | Y.ID {
  if (!(parent instanceof Y.AbstractType)) throw new Error("an item has no parent");
  // oxlint-disable-next-line no-underscore-dangle -- Yjs keeps a type's item there
  const made = parent._item;
  if (made !== null) return idOf(made.id.clock);
  if (parent !== root) throw new Error("something stands in another root");
  return shared;
}

/** The clocks of all letters, in reading order; those of footnotes and cells at their place. */
function letterClocks(type: AnyType, clocks: number[] = []): number[] {
  /* oxlint-disable no-underscore-dangle -- Yjs has no public API to see which item holds what */
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentType) letterClocks(item.content.type, clocks);
    else if (item.content instanceof Y.ContentString) {
      const { str } = item.content;
      for (let index = 0; index < str.length; index += 1) {
        if (str[index] !== ANCHOR) clocks.push(item.id.clock + index);
      }
    }
  }
  /* oxlint-enable no-underscore-dangle */
  return clocks;
}

/** The new place of each run of letters, in one piece for each item. */
function rangesOf(
  letters: readonly LettersOf[],
  places: readonly number[],
  client: Float64Array,
  clock: Float64Array,
): ReissuedRange[] {
  const ranges: ReissuedRange[] = [];
  let letter = 0;
  letters.forEach(({ length }, of) => {
    for (let index = 0; index < length; index += 1) {
      const old = places[letter] ?? 0;
      letter += 1;
      const [own, at] = [client[old] ?? 0, clock[old] ?? 0];
      const last = ranges.at(-1);
      const follows = last?.of === of && last.client === own && last.clock + last.length === at;
      if (follows) ranges[ranges.length - 1] = { ...last, length: last.length + 1 };
      else ranges.push({ client: own, clock: at, length: 1, of });
    }
  });
  return ranges;
}
