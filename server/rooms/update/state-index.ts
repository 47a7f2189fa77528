import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";
import { IdSet } from "./id-set.ts";
import { scanning } from "./scan.ts";
import type { LogRow, StoredDraft } from "#server/rooms/log/update-log.ts";
import { type KindOf, type StoredType, TypeIndex, typesIn } from "./type-index.ts";
import { readState, type AcceptedUpdate } from "./accepted-update.ts";

/** So many clients are many: a state vector of 400,000 takes a second to sort and write. */
const MANY = 4_000;

function pairs(clocks: ReadonlyMap<number, number>): Uint8Array {
  return encoding.encode((encoder) => {
    for (const [client, clock] of clocks) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

/**
 * What a room knows of its draft without holding a document: for each Yjs client the next clock, and
 * the deleted ids, and what the shared types are; of committed words, and beside them of words that
 * wait for their commit.
 */
export class StateIndex {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new IdSet();
  readonly #waitingClocks = new Map<number, number>();
  /** Of many clients: the clocks as they are sent, and those that have changed since. */
  #encoded: { readonly count: number; readonly bytes: Uint8Array } | null = null;
  readonly #changed = new Map<number, number>();
  readonly #waitingDeleted = new IdSet();
  readonly #types = new TypeIndex();
  readonly #waitingTypes = new TypeIndex(this.#types.kindOf);

  /** The next clock of the client among committed words; 0 for an unknown one. */
  committedClock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** The next clock of the client, waiting words included. */
  nextClock(client: number): number {
    return this.#waitingClocks.get(client) ?? this.#clocks.get(client) ?? 0;
  }

  /** Appends to `out` what of the range is not deleted by committed words. */
  notDeleted(client: number, range: IdRange, out: IdRange[]): void {
    this.#deleted.missing(client, range.clock, range.length, out);
  }

  /** Appends to `out` what of the range is not deleted by waiting words. */
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void {
    if (this.#waitingDeleted.isEmpty) out.push(range);
    else this.#waitingDeleted.missing(client, range.clock, range.length, out);
  }

  /** What the shared types of the draft are, waiting words included. */
  get kindOf(): KindOf {
    return this.#waitingTypes.kindOf;
  }

  /** Takes in what an update holds that is committed. */
  commit(
    clocks: ReadonlyMap<number, number>,
    deleted: IdRanges,
    types: readonly StoredType[] = [],
  ): void {
    this.#types.add(types);
    for (const [client, clock] of clocks) {
      this.raise(client, clock);
    }
    this.#deleted.addAll(deleted);
  }

  /** Takes in accepted words that are now committed. */
  commitWords(words: AcceptedUpdate): void {
    for (const { client, structs } of words.sections) {
      const last = structs.at(-1);
      if (!last) continue;
      this.raise(client, last.id.clock + last.length);
    }
    if (words.deleted.size > 0) this.#deleted.addAll(words.deleted);
    this.#types.add(typesIn(words.sections));
  }

  /** Takes in accepted words that wait. */
  addWaiting(words: AcceptedUpdate): void {
    for (const { client, structs } of words.sections) {
      const last = structs.at(-1);
      if (last) this.#waitingClocks.set(client, last.id.clock + last.length);
    }
    if (words.deleted.size > 0) this.#waitingDeleted.addAll(words.deleted);
    this.#waitingTypes.add(typesIn(words.sections));
  }

  /** Forgets what waits, committed or refused, and takes in what still does (R6). */
  resetWaiting(still: Iterable<AcceptedUpdate>): void {
    this.#waitingClocks.clear();
    this.#waitingDeleted.clear();
    this.#waitingTypes.clear();
    for (const words of still) this.addWaiting(words);
  }

  /**
   * The state vector of committed words, for the server's own sync step 1. Of many clients it is kept,
   * and what has changed since follows: whoever reads it takes the later of two clocks.
   */
  stateVector(): Uint8Array {
    if (this.#clocks.size < MANY) return Y.encodeStateVector(this.#clocks);
    if (!this.#encoded || this.#changed.size > MANY / 4) {
      this.#encoded = { count: this.#clocks.size, bytes: pairs(this.#clocks) };
      this.#changed.clear();
    }
    const { count, bytes } = this.#encoded;
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, count + this.#changed.size);
      encoding.writeUint8Array(encoder, bytes);
      encoding.writeUint8Array(encoder, pairs(this.#changed));
    });
  }

  /** Up to this clock the client's words are committed. */
  raise(client: number, clock: number): void {
    if (clock <= this.committedClock(client)) return;
    this.#clocks.set(client, clock);
    if (this.#encoded) this.#changed.set(client, clock);
  }

  /** The next clock of every client among committed words. */
  get clocks(): ReadonlyMap<number, number> {
    return this.#clocks;
  }

  /** Every id that committed words deleted. */
  deletedRanges(): Map<number, IdRange[]> {
    return this.#deleted.toRanges();
  }
}

/** What a stored draft holds. */
export function stateIndexOf(stored: StoredDraft): StateIndex {
  const knowledge = new StateIndex();
  for (const { bytes } of rowsOf(stored)) {
    const { clocks, deleted, types } = readState(bytes);
    knowledge.commit(clocks, deleted, types);
  }
  return knowledge;
}

/** The same; while it reads of many clients, whatever else waits for the event loop comes in between. */
export async function readStateIndexOf(stored: StoredDraft): Promise<StateIndex> {
  const knowledge = new StateIndex();
  for (const { bytes } of rowsOf(stored)) {
    let since = 0;
    const steps = scanning(bytes);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        const { clocks, deleted, types } = step.value ?? readState(bytes);
        if (!step.value) knowledge.commit(clocks, NOTHING_DELETED);
        knowledge.commit(NO_CLOCKS, deleted, types);
        break;
      }
      knowledge.raise(step.value.client, step.value.end);
      since += 1;
      if (since % A_MOMENT === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return knowledge;
}

const NOTHING_DELETED: IdRanges = new Map();
const NO_CLOCKS: ReadonlyMap<number, number> = new Map();
/** So many clients are read in about five milliseconds. */
const A_MOMENT = 5_000;

function rowsOf({ base, tail }: StoredDraft): readonly LogRow[] {
  return base ? [base, ...tail] : tail;
}
