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

/** What a stored draft holds; while very much is read, whatever waits for the event loop comes in between. */
export async function readStateIndex(stored: StoredDraft): Promise<StateIndex> {
  const steps = readingStateIndex(updatesOf(stored));
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A draft as committed: its bytes, what is known of them, and whose each Yjs client id is (R7). */
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

  /** As one update that holds all of it. Not to be changed. */
  whole(): Uint8Array {
    return this.bytes.whole(this.#deleted);
  }

  /** The same as updates in order, for a worker. */
  parts(): Uint8Array[] {
    return this.bytes.parts(this.#deleted);
  }

  /** What a client with these clocks lacks. */
  since(clocks: ReadonlyMap<number, number>): Uint8Array {
    return this.bytes.since(clocks, this.index.clocks, this.#deleted);
  }

  /** Takes in what was committed just now, as it was accepted. */
  append(row: LogRow, updates: Iterable<AcceptedUpdate>): void {
    for (const update of updates) this.index.commitUpdate(update);
    this.bytes.append(row);
  }

  /** Takes in the next row of the log, which somebody else committed. */
  appendStored(row: LogRow): void {
    const { clocks, deleted, types } = readState(row.bytes);
    this.index.commit(clocks, deleted, types);
    this.bytes.append(row);
  }

  /** Takes in a compacted base with more than is here; answers, as an update, what was lacking. */
  takeBase(base: LogRow): Uint8Array {
    const { clocks, deleted, types } = readState(base.bytes);
    const before = new Map(this.index.clocks);
    this.index.commit(clocks, deleted, types);
    this.bytes.rebase(base);
    return this.since(before);
  }

  /** These ids are deleted by what is committed. */
  addDeletions(deleted: IdRanges): void {
    this.index.commit(new Map(), deleted);
  }
}
