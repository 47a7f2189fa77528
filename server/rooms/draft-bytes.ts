import * as Y from "yjs";
import type { LogRow } from "./update-log";
import { decodeWhole, mergeWords } from "./words";

const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** A draft as bytes: its base, and the rows committed since (R19). */
export class DraftBytes {
  #base: LogRow | null;
  #tail: LogRow[];
  #tailBytes = 0;
  /** All of it as one update, as of the last row when somebody asked. */
  #whole: LogRow | null = null;
  /** The last answer that was not the whole: after a restart many come back with the same state. */
  #answer: { sequence: number; stateVector: Uint8Array; diff: Uint8Array } | null = null;

  constructor(base: LogRow | null, tail: readonly LogRow[]) {
    this.#base = base;
    this.#tail = [...tail];
    for (const row of tail) this.#tailBytes += row.bytes.length;
  }

  get sequence(): number {
    return this.#tail.at(-1)?.sequence ?? this.baseSequence ?? 0;
  }

  /** The base's sequence number; null where there is none. */
  get baseSequence(): number | null {
    return this.#base?.sequence ?? null;
  }

  get tailRows(): number {
    return this.#tail.length;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  /** Bytes held for the draft, base and tail. */
  get size(): number {
    return (this.#base?.bytes.length ?? 0) + this.#tailBytes;
  }

  append(row: LogRow): void {
    this.#tail.push(row);
    this.#tailBytes += row.bytes.length;
  }

  /** Base and tail for a worker, in order, as they are kept. */
  parts(): Uint8Array[] {
    const tail = this.#tail.map((row) => row.bytes);
    return this.#base ? [this.#base.bytes, ...tail] : tail;
  }

  /** The draft as one update. Must not be changed by the caller. */
  whole(): Uint8Array {
    const known = this.#whole ?? this.#base;
    const from = known?.sequence ?? 0;
    const later = this.#tail.filter((row) => row.sequence > from);
    if (!this.#whole || later.length > 0) {
      this.#whole = { sequence: this.sequence, bytes: mergeRows(known, later) };
    }
    return this.#whole.bytes;
  }

  /** What a client with this state vector lacks. Throws where the vector does not decode. */
  since(stateVector: Uint8Array): Uint8Array {
    if (Y.decodeStateVector(stateVector).size === 0) return this.whole();
    const last = this.#answer;
    if (last?.sequence === this.sequence && equal(last.stateVector, stateVector)) return last.diff;
    const diff = Y.diffUpdate(this.whole(), stateVector);
    this.#answer = { sequence: this.sequence, stateVector: stateVector.slice(), diff };
    return diff;
  }

  /** Puts a compacted base in place of the old one and the rows up to its sequence number. */
  rebase(base: LogRow): void {
    this.#base = base;
    this.#tail = this.#tail.filter((row) => row.sequence > base.sequence);
    this.#tailBytes = this.#tail.reduce((sum, row) => sum + row.bytes.length, 0);
    this.forgetAnswers();
  }

  /** Frees what was kept only to answer faster. */
  forgetAnswers(): void {
    this.#whole = null;
    this.#answer = null;
  }
}

function mergeRows(known: LogRow | null, later: readonly LogRow[]): Uint8Array {
  const updates = known ? [known.bytes] : [];
  if (later.length > 0) {
    // Rows lie end to end, so merging them first is cheap; Yjs's merge is not, for many at once.
    updates.push(mergeWords(later.map(({ bytes }) => ({ bytes, ...decodeWhole(bytes) }))));
  }
  if (updates.length === 0) return EMPTY_UPDATE;
  return Y.mergeUpdates(updates);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
