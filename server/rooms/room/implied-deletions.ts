import type { Outcome } from "#app/domain/refusal.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { Draft } from "./draft.ts";

/** Merges updates through a document, in a worker: see DraftWorkers. */
export type Compact = (
  parts: readonly Uint8Array[],
  documentId: string,
) => Promise<Outcome<{ readonly deleted: IdRanges }>>;

/**
 * Finds the deletions that a document of the committed updates performs by itself: a returning
 * client repeats them in its step 2, though nobody sent them. Once for each sequence number.
 */
export class ImpliedDeletions {
  readonly #draft: Draft;
  readonly #compact: (parts: readonly Uint8Array[]) => ReturnType<Compact>;
  #last: { readonly sequence: number; readonly found: Promise<void> } | null = null;

  constructor(draft: Draft, compact: (parts: readonly Uint8Array[]) => ReturnType<Compact>) {
    this.#draft = draft;
    this.#compact = compact;
  }

  /** Without an answer of the worker, it finds none until the next sequence number. */
  async find(): Promise<void> {
    const { sequence } = this.#draft;
    if (this.#last?.sequence !== sequence) {
      this.#last = { sequence, found: this.#take() };
    }
    await this.#last.found;
  }

  async #take(): Promise<void> {
    const compacted = await this.#compact(this.#draft.parts());
    if (compacted.ok) this.#draft.addDeletions(compacted.value.deleted);
  }
}
