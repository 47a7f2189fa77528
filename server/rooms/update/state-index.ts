import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";
import { IdSet } from "./id-set.ts";
import type { KnownState } from "./known-state.ts";
import { scanning } from "./scan.ts";
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
 * the deleted ids, and what the shared types are; of committed updates, and beside them of updates that
 * wait for their commit.
 */
export class StateIndex implements KnownState {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new IdSet();
  readonly #waitingClocks = new Map<number, number>();
  /** Of many clients: the clocks as they are sent, and those that have changed since. */
  #encoded: { readonly count: number; readonly bytes: Uint8Array } | null = null;
  readonly #changed = new Map<number, number>();
  readonly #waitingDeleted = new IdSet();
  readonly #types = new TypeIndex();
  readonly #waitingTypes = new TypeIndex(this.#types.kindOf);

  /** The next clock of the client among committed updates; 0 for an unknown one. */
  committedClock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** The next clock of the client, waiting updates included. */
  nextClock(client: number): number {
    return this.#waitingClocks.get(client) ?? this.#clocks.get(client) ?? 0;
  }

  /** Appends to `out` what of the range is not deleted by committed updates. */
  notDeleted(client: number, range: IdRange, out: IdRange[]): void {
    this.#deleted.missing(client, range.clock, range.length, out);
  }

  /** Appends to `out` what of the range is not deleted by waiting updates. */
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void {
    if (this.#waitingDeleted.isEmpty) out.push(range);
    else this.#waitingDeleted.missing(client, range.clock, range.length, out);
  }

  /** What the shared types of the draft are, waiting updates included. */
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

  /** Takes in an accepted update that is now committed. */
  commitUpdate(update: AcceptedUpdate): void {
    for (const { client, structs } of update.sections) {
      const last = structs.at(-1);
      if (!last) continue;
      this.raise(client, last.id.clock + last.length);
    }
    if (update.deleted.size > 0) this.#deleted.addAll(update.deleted);
    this.#types.add(typesIn(update.sections));
  }

  /** Takes in an accepted update that waits. */
  addWaiting(update: AcceptedUpdate): void {
    for (const { client, structs } of update.sections) {
      const last = structs.at(-1);
      if (last) this.#waitingClocks.set(client, last.id.clock + last.length);
    }
    if (update.deleted.size > 0) this.#waitingDeleted.addAll(update.deleted);
    this.#waitingTypes.add(typesIn(update.sections));
  }

  /** Forgets what waits, committed or refused, and takes in what still does (R6). */
  resetWaiting(still: Iterable<AcceptedUpdate>): void {
    this.#waitingClocks.clear();
    this.#waitingDeleted.clear();
    this.#waitingTypes.clear();
    for (const update of still) this.addWaiting(update);
  }

  /**
   * The state vector of committed updates, for the server's own sync step 1. Of many clients it is kept,
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

  /** Up to this clock the client's structs are committed. */
  raise(client: number, clock: number): void {
    if (clock <= this.committedClock(client)) return;
    this.#clocks.set(client, clock);
    if (this.#encoded) this.#changed.set(client, clock);
  }

  /** The next clock of every client among committed updates. */
  get clocks(): ReadonlyMap<number, number> {
    return this.#clocks;
  }

  /** Every id that committed updates deleted. */
  deletedRanges(): Map<number, IdRange[]> {
    return this.#deleted.toRanges();
  }
}

/** What a stored draft holds, whose updates come in order. */
export function stateIndexOf(updates: Iterable<Uint8Array>): StateIndex {
  const steps = readingStateIndex(updates);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps, one of each CLIENTS_A_STEP clients, so that whoever reads of very many can let
 * others have their turn in between.
 */
export function* readingStateIndex(
  updates: Iterable<Uint8Array>,
): Generator<undefined, StateIndex, undefined> {
  const index = new StateIndex();
  for (const update of updates) {
    let since = 0;
    const steps = scanning(update);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        const { clocks, deleted, types } = step.value ?? readState(update);
        index.commit(step.value ? NO_CLOCKS : clocks, deleted, types);
        break;
      }
      index.raise(step.value.client, step.value.end);
      since += 1;
      if (since % CLIENTS_A_STEP === 0) yield;
    }
  }
  return index;
}

const NO_CLOCKS: ReadonlyMap<number, number> = new Map();
/** So many clients are read in about five milliseconds. */
const CLIENTS_A_STEP = 5_000;
