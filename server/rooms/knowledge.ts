import * as Y from "yjs";
import type { IdRange, IdRanges } from "~/protocol/id-ranges";
import { IdSet } from "./id-set";
import { type KindOf, type StoredType, TypeIndex, typesIn } from "./type-index";
import type { Words } from "./words";

/**
 * What a room knows of its draft without holding a document: for each Yjs client the next clock, and
 * the deleted ids, and what the shared types are; of committed words, and beside them of words that
 * wait for their commit.
 */
export class Knowledge {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new IdSet();
  readonly #waitingClocks = new Map<number, number>();
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
      if (clock > this.committedClock(client)) this.#clocks.set(client, clock);
    }
    this.#deleted.addAll(deleted);
  }

  /** Takes in accepted words that are now committed. */
  commitWords(words: Words): void {
    for (const { client, structs } of words.sections) {
      const last = structs.at(-1);
      if (!last) continue;
      const end = last.id.clock + last.length;
      if (end > this.committedClock(client)) this.#clocks.set(client, end);
    }
    if (words.deleted.size > 0) this.#deleted.addAll(words.deleted);
    this.#types.add(typesIn(words.sections));
  }

  /** Takes in accepted words that wait. */
  addWaiting(words: Words): void {
    for (const { client, structs } of words.sections) {
      const last = structs.at(-1);
      if (last) this.#waitingClocks.set(client, last.id.clock + last.length);
    }
    if (words.deleted.size > 0) this.#waitingDeleted.addAll(words.deleted);
    this.#waitingTypes.add(typesIn(words.sections));
  }

  /** Forgets what waits, committed or refused, and takes in what still does (R6). */
  resetWaiting(still: Iterable<Words>): void {
    this.#waitingClocks.clear();
    this.#waitingDeleted.clear();
    this.#waitingTypes.clear();
    for (const words of still) this.addWaiting(words);
  }

  /** The state vector of committed words, for the server's own sync step 1. */
  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
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
