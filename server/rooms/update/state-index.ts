import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";
import { IdSet } from "./id-set.ts";
import type { KnownState } from "./known-state.ts";
import { scanSteps } from "./scan.ts";
import { type KindOf, type StoredType, TypeIndex, typesIn } from "./type-index.ts";
import { readState, type AcceptedUpdate } from "./accepted-update.ts";

/**
 * From this number of clients on, the state vector is cached: sorting and writing one of 400,000
 * takes a second.
 */
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
 * A room's knowledge of its draft without holding a document: the next clock of each Yjs client, the
 * deleted ids, and the shared types; of committed updates, and separately of pending ones.
 */
export class StateIndex implements KnownState {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new IdSet();
  readonly #waitingClocks = new Map<number, number>();
  /** For many clients: the encoded clocks, and the clients that have changed since. */
  #encoded: { readonly count: number; readonly bytes: Uint8Array } | null = null;
  readonly #changed = new Map<number, number>();
  readonly #waitingDeleted = new IdSet();
  readonly #types = new TypeIndex();
  readonly #waitingTypes = new TypeIndex(this.#types.kindOf);
  /** The number of structs of the draft as it was loaded. */
  structsLoaded = 0;

  /** The client's next clock among committed updates; 0 for an unknown client. */
  committedClock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** The client's next clock, including pending updates. */
  nextClock(client: number): number {
    return this.#waitingClocks.get(client) ?? this.#clocks.get(client) ?? 0;
  }

  /** Appends to `out` the part of the range that committed updates don't delete. */
  notDeleted(client: number, range: IdRange, out: IdRange[]): void {
    this.#deleted.missing(client, range.clock, range.length, out);
  }

  /** Appends to `out` the part of the range that pending updates don't delete. */
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void {
    if (this.#waitingDeleted.isEmpty) out.push(range);
    else this.#waitingDeleted.missing(client, range.clock, range.length, out);
  }

  /** The kinds of the draft's shared types, including pending updates. */
  get kindOf(): KindOf {
    return this.#waitingTypes.kindOf;
  }

  /** Adds the content of a committed update. */
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

  /** Adds an accepted update that is now committed. */
  commitUpdate(update: AcceptedUpdate): void {
    const { letters } = update;
    if (letters) {
      this.raise(letters.client, letters.clock + letters.length);
      return;
    }
    for (const { client, structs } of update.sections) {
      const last = structs.at(-1);
      if (!last) continue;
      this.raise(client, last.id.clock + last.length);
    }
    if (update.deleted.size > 0) this.#deleted.addAll(update.deleted);
    this.#types.add(typesIn(update.sections));
  }

  /** Adds an accepted update that is pending. */
  addWaiting(update: AcceptedUpdate): void {
    const { letters } = update;
    if (letters) {
      this.#waitingClocks.set(letters.client, letters.clock + letters.length);
      return;
    }
    for (const { client, structs } of update.sections) {
      const last = structs.at(-1);
      if (last) this.#waitingClocks.set(client, last.id.clock + last.length);
    }
    if (update.deleted.size > 0) this.#waitingDeleted.addAll(update.deleted);
    this.#waitingTypes.add(typesIn(update.sections));
  }

  /** Replaces the pending updates, after some were committed or refused (R6). */
  resetWaiting(still: Iterable<AcceptedUpdate>): void {
    this.#waitingClocks.clear();
    this.#waitingDeleted.clear();
    this.#waitingTypes.clear();
    for (const update of still) this.addWaiting(update);
  }

  /**
   * The state vector of committed updates, for the server's own sync step 1. For many clients a
   * cached one with the changed clocks appended: readers use the later of two entries.
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

  /** Records that the client's structs are committed up to this clock. */
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

/** The index of a stored draft, from its updates in order. */
export function stateIndexOf(updates: Iterable<Uint8Array>): StateIndex {
  const steps = readingStateIndex(updates);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of CLIENTS_A_STEP clients, so that very large reads can yield in between. */
export function* readingStateIndex(
  updates: Iterable<Uint8Array>,
): Generator<undefined, StateIndex, undefined> {
  const index = new StateIndex();
  for (const update of updates) {
    let since = 0;
    const steps = scanSteps(update);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        const { clocks, deleted, types } = step.value ?? readState(update);
        index.commit(step.value ? NO_CLOCKS : clocks, deleted, types);
        // Rare structs are read as if each id were a struct.
        if (!step.value) for (const clock of clocks.values()) index.structsLoaded += clock;
        break;
      }
      index.raise(step.value.client, step.value.end);
      index.structsLoaded += step.value.count;
      since += 1;
      if (since % CLIENTS_A_STEP === 0) yield;
    }
  }
  return index;
}

const NO_CLOCKS: ReadonlyMap<number, number> = new Map();
/** This many clients are read in about five milliseconds. */
const CLIENTS_A_STEP = 5_000;
