import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";
import type { LogRow } from "./update-log.ts";
import { encodeDeletions } from "#server/rooms/update/accepted-update.ts";

/** The largest row, in bytes, that a newcomer receives as a message of its own. */
const ROW_AS_IT_IS = 64 * 1024;

/**
 * A draft as bytes (R19): its base and the rows committed since, and, once somebody needed more
 * than that, its structs by client. Functions that take `deleted` call it for everything that is
 * deleted in the draft.
 */
export class DraftBytes {
  /** Null where there is none, and once its bytes are in the sections. */
  #base: LogRow | null;
  #tail: LogRow[];
  #sections: StructStore | null = null;
  /** The sequence number up to which the sections are assembled. */
  #assembledTo = 0;
  #baseSequence: number | null;
  #baseBytes: number;
  #tailBytes: number;
  /** The whole draft as of a sequence number, cached while nobody writes. */
  #whole: LogRow | null = null;

  constructor(base: LogRow | null, tail: readonly LogRow[]) {
    this.#base = base;
    this.#baseSequence = base?.sequence ?? null;
    this.#baseBytes = base?.bytes.length ?? 0;
    this.#tail = [...tail];
    this.#tailBytes = sizeOf(tail);
  }

  get sequence(): number {
    return this.#tail.at(-1)?.sequence ?? this.#baseSequence ?? 0;
  }

  get baseSequence(): number | null {
    return this.#baseSequence;
  }

  get tailRows(): number {
    return this.#tail.length;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  /** The size of the draft in the log in bytes, base and tail. */
  get size(): number {
    return this.#baseBytes + this.#tailBytes;
  }

  append(row: LogRow): void {
    this.#tail.push(row);
    this.#tailBytes += row.bytes.length;
  }

  /** The whole draft as updates in order, for a worker. */
  parts(deleted: () => IdRanges): Uint8Array[] {
    if (this.#sections) return [this.whole(deleted)];
    const rows = this.#base ? [this.#base, ...this.#tail] : this.#tail;
    return rows.map((row) => row.bytes);
  }

  /**
   * The draft as stored, as updates in order, if nobody has needed more: a newcomer receives them
   * unchanged, and nothing is decoded or merged. Null otherwise.
   */
  get stored(): readonly Uint8Array[] | null {
    if (this.#sections || !this.#base || this.#tail.length === 0) return null;
    if (this.#tail.some((row) => row.bytes.length > ROW_AS_IT_IS)) return null;
    return [this.#base, ...this.#tail].map((row) => row.bytes);
  }

  /** The draft as one update. Do not modify it. */
  whole(deleted: () => IdRanges): Uint8Array {
    if (!this.#sections && this.#tail.length === 0 && this.#base) return this.#base.bytes;
    const { sequence } = this;
    if (this.#whole?.sequence !== sequence) {
      this.#whole = { sequence, bytes: this.#assembled().whole(deleted()) };
    }
    return this.#whole.bytes;
  }

  /** The part that a client with the clocks `theirs` lacks; `clocks` are the draft's own. */
  since(
    theirs: ReadonlyMap<number, number>,
    clocks: ReadonlyMap<number, number>,
    deleted: () => IdRanges,
  ): Uint8Array {
    if (theirs.size === 0) return this.whole(deleted);
    for (const [client, clock] of clocks) {
      if ((theirs.get(client) ?? 0) < clock) return this.#assembled().since(theirs, deleted());
    }
    // A page that reconnects with everything: nothing to encode.
    return encodeDeletions(deleted());
  }

  /** Frees the cached whole draft. */
  forgetWhole(): void {
    this.#whole = null;
  }

  /** Replaces everything up to its sequence number by a compacted base. */
  rebase(base: LogRow): void {
    this.#base = base;
    this.#baseSequence = base.sequence;
    this.#baseBytes = base.bytes.length;
    this.#tail = this.#tail.filter((row) => row.sequence > base.sequence);
    this.#tailBytes = sizeOf(this.#tail);
    this.#sections = null;
    this.#whole = null;
  }

  #assembled(): StructStore {
    if (!this.#sections) {
      this.#sections = new StructStore();
      this.#assembledTo = this.#baseSequence ?? 0;
      if (this.#base) this.#sections.add(this.#base.bytes);
      this.#base = null;
    }
    for (const row of this.#tail) {
      if (row.sequence > this.#assembledTo) this.#sections.add(row.bytes);
    }
    this.#assembledTo = this.sequence;
    return this.#sections;
  }
}

function sizeOf(rows: readonly LogRow[]): number {
  return rows.reduce((sum, row) => sum + row.bytes.length, 0);
}
