import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";
import type { LogRow } from "./update-log.ts";
import { encodeDeletions } from "#server/rooms/update/accepted-update.ts";

/** Bytes of a row up to which a newcomer is given it as a message of its own. */
const ROW_AS_IT_IS = 64 * 1024;

/**
 * A draft as bytes (R19): its base and the rows committed since, and, once somebody has asked for
 * more than the base, its structs by client. `deleted`, where a function asks for it, is everything
 * that is deleted in the draft.
 */
export class DraftBytes {
  /** Null where there is none, and once its bytes are in the sections. */
  #base: LogRow | null;
  #tail: LogRow[];
  #sections: StructStore | null = null;
  /** Up to which number the sections go. */
  #assembledTo = 0;
  #baseSequence: number | null;
  #baseBytes: number;
  #tailBytes: number;
  /** All of it, as of a sequence number, while nobody writes. */
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

  /** The base's sequence number; null where there is none. */
  get baseSequence(): number | null {
    return this.#baseSequence;
  }

  get tailRows(): number {
    return this.#tail.length;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  /** Bytes kept for the draft in the log, base and tail. */
  get size(): number {
    return this.#baseBytes + this.#tailBytes;
  }

  append(row: LogRow): void {
    this.#tail.push(row);
    this.#tailBytes += row.bytes.length;
  }

  /** All of the draft, as updates in order, for a worker. */
  parts(deleted: () => IdRanges): Uint8Array[] {
    if (this.#sections) return [this.whole(deleted)];
    const rows = this.#base ? [this.#base, ...this.#tail] : this.#tail;
    return rows.map((row) => row.bytes);
  }

  /**
   * The draft as it is stored, updates in order, while nobody has asked for more than that: a
   * newcomer is given them as they are, and nothing is decoded or put together. Null otherwise.
   */
  get stored(): readonly Uint8Array[] | null {
    if (this.#sections || !this.#base || this.#tail.length === 0) return null;
    if (this.#tail.some((row) => row.bytes.length > ROW_AS_IT_IS)) return null;
    return [this.#base, ...this.#tail].map((row) => row.bytes);
  }

  /** The draft as one update. Not to be changed. */
  whole(deleted: () => IdRanges): Uint8Array {
    if (!this.#sections && this.#tail.length === 0 && this.#base) return this.#base.bytes;
    const { sequence } = this;
    if (this.#whole?.sequence !== sequence) {
      this.#whole = { sequence, bytes: this.#assembled().whole(deleted()) };
    }
    return this.#whole.bytes;
  }

  /** What a client with these clocks lacks of the draft, whose own clocks are `clocks`. */
  since(
    theirs: ReadonlyMap<number, number>,
    clocks: ReadonlyMap<number, number>,
    deleted: () => IdRanges,
  ): Uint8Array {
    if (theirs.size === 0) return this.whole(deleted);
    for (const [client, clock] of clocks) {
      if ((theirs.get(client) ?? 0) < clock) return this.#assembled().since(theirs, deleted());
    }
    // A page that comes back and has it all: nothing to put together.
    return encodeDeletions(deleted());
  }

  /** Frees the whole, which can be put together again. */
  forgetWhole(): void {
    this.#whole = null;
  }

  /** Puts a compacted base in place of everything up to its sequence number. */
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
