import type { DocumentStatus } from "#app/domain/document.ts";

/** One committed batch of a draft. */
export interface LogRow {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** Where a draft stands. */
export interface DraftStatus {
  readonly sequence: number;
  readonly generation: number;
  readonly status: DocumentStatus;
}

/** A draft as it is kept: the base and every row after it, without a hole. */
export interface StoredDraft extends DraftStatus {
  readonly base: LogRow | null;
  readonly tail: readonly LogRow[];
  /** Whose each Yjs client id is (R7), of so many; whose the others are is asked where it matters. */
  readonly owners: ReadonlyMap<number, string>;
}

/** Client ids whose owners are read with a draft; 400,000 would take seconds. */
export const OWNERS_LOADED = 20_000;

/** What was committed after a sequence number; `rows` is null where compaction took some of it. */
export interface LogNews extends DraftStatus {
  readonly rows: readonly LogRow[] | null;
}

export interface BindingRow {
  readonly clientId: number;
  readonly userId: string;
}

export interface BatchAuthorship {
  readonly userId: string;
  /** Encoded by app/protocol/authorship.ts. */
  readonly ranges: Uint8Array;
}

/** What the committer asks for one draft (R9). */
export interface DraftBatch {
  readonly documentId: string;
  /** The update is for this generation of the draft only (R17). */
  readonly generation: number;
  /** The merged update; null where there are only bindings. */
  readonly update: Uint8Array | null;
  readonly authorship: readonly BatchAuthorship[];
  readonly bindings: readonly BindingRow[];
}

/**
 * What became of a draft's batch in a transaction that committed:
 *
 * - `committed` at `sequence` (the draft's old one where the batch held only bindings);
 * - `closed`: the draft is no longer open, or was reopened since, or is gone (`now` null); nothing
 *   of the update was written;
 * - `foreign`: some client ids are bound to someone else; nothing of the update was written.
 */
export type BatchOutcome =
  | { readonly kind: "committed"; readonly sequence: number }
  | { readonly kind: "closed"; readonly now: DraftStatus | null }
  | { readonly kind: "foreign"; readonly owners: ReadonlyMap<number, string> };

/**
 * Where committed updates are kept. tests/rooms/support/update-log.contract.ts says what each implementation
 * must do.
 */
export interface UpdateLog {
  /** The whole draft from one statement (R19); null where there is none. */
  load(documentId: string): Promise<StoredDraft | null>;
  /** What came after `sequence`; null where there is no such draft. */
  since(documentId: string, sequence: number): Promise<LogNews | null>;
  /** Whose these client ids are; those of nobody are left out. */
  owners(documentId: string, clientIds: readonly number[]): Promise<Map<number, string>>;
  /**
   * Commits all batches in one transaction (R9): outcomes in their order. Where it throws, nothing
   * is known: it may have committed (R12).
   */
  commit(batches: readonly DraftBatch[], at: Date): Promise<readonly BatchOutcome[]>;
  /**
   * Puts a compacted base in place of the one at `from` (null: none) and deletes the rows up to its
   * sequence number, keeping whose they were, in one transaction; false where the base was another
   * by then (R19), or the draft of another generation than the one that it was read in: a restore took
   * some of it out (R35).
   */
  swapBase(
    documentId: string,
    from: number | null,
    base: LogRow,
    at: Date,
    generation?: number,
  ): Promise<boolean>;
}
