import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { DraftBytes } from "#server/rooms/log/draft-bytes.ts";
import type { LogRow, StoredDraft } from "#server/rooms/log/update-log.ts";
import { type AcceptedUpdate, readState } from "#server/rooms/update/accepted-update.ts";
import {
  readingStateIndex,
  type StateIndex,
  stateIndexOf,
} from "#server/rooms/update/state-index.ts";

/** The updates of a stored draft, in order. */
function updatesOf({ base, tail }: StoredDraft): Uint8Array[] {
  return (base ? [base, ...tail] : tail).map((row) => row.bytes);
}

/** Builds the state index of a stored draft; a long read yields to the event loop. */
export async function readStateIndex(stored: StoredDraft): Promise<StateIndex> {
  const steps = readingStateIndex(updatesOf(stored));
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A draft as committed: its bytes, their index, and the owner of each Yjs client id (R7). */
export class Draft {
  readonly bytes: DraftBytes;
  readonly index: StateIndex;
  readonly #owners: Map<number, string>;
  readonly #deleted = () => this.index.deletedRanges();

  constructor(stored: StoredDraft, index = stateIndexOf(updatesOf(stored))) {
    this.bytes = new DraftBytes(stored.base, stored.tail);
    this.index = index;
    this.#owners = new Map(stored.owners);
  }

  get sequence(): number {
    return this.bytes.sequence;
  }

  ownerOf(clientId: number): string | undefined {
    return this.#owners.get(clientId);
  }

  addOwner(clientId: number, userId: string): void {
    this.#owners.set(clientId, userId);
  }

  addOwners(owners: Iterable<readonly [number, string]>): void {
    for (const [clientId, userId] of owners) this.addOwner(clientId, userId);
  }

  /** The draft as one update. Do not modify it. */
  whole(): Uint8Array {
    return this.bytes.whole(this.#deleted);
  }

  /** The draft as updates in order, for a worker. */
  parts(): Uint8Array[] {
    return this.bytes.parts(this.#deleted);
  }

  /** The part that a client with these clocks lacks. */
  since(clocks: ReadonlyMap<number, number>): Uint8Array {
    return this.bytes.since(clocks, this.index.clocks, this.#deleted);
  }

  /** Adds a row that was just committed, from the accepted updates. */
  append(row: LogRow, updates: Iterable<AcceptedUpdate>): void {
    for (const update of updates) this.index.commitUpdate(update);
    this.bytes.append(row);
  }

  /**
   * Adds the next row of the log, which another process committed; returns the clients in it whose
   * owners are not known here.
   */
  appendStored(row: LogRow): number[] {
    const { clocks, deleted, types } = readState(row.bytes);
    this.index.commit(clocks, deleted, types);
    this.bytes.append(row);
    return [...clocks.keys()].filter((clientId) => !this.#owners.has(clientId));
  }

  /**
   * Replaces the content by a compacted base that includes more; returns the difference as an
   * update.
   */
  takeBase(base: LogRow): Uint8Array {
    const { clocks, deleted, types } = readState(base.bytes);
    const before = new Map(this.index.clocks);
    this.index.commit(clocks, deleted, types);
    this.bytes.rebase(base);
    return this.since(before);
  }

  /** Adds committed deletions. */
  addDeletions(deleted: IdRanges): void {
    this.index.commit(new Map(), deleted);
  }
}
