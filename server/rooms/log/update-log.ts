import type { DocumentStatus } from "#app/domain/document.ts";

/** One committed batch of a draft. */
export interface LogRow {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** The status of a draft in the database. */
export interface DraftStatus {
  readonly sequence: number;
  readonly generation: number;
  readonly status: DocumentStatus;
}

/** A draft as stored: the base and every row after it, without gaps. */
export interface StoredDraft extends DraftStatus {
  readonly base: LogRow | null;
  readonly tail: readonly LogRow[];
  /** The owners of Yjs client ids (R7), up to OWNERS_LOADED; others are queried when needed. */
  readonly owners: ReadonlyMap<number, string>;
}

/** The most client ids whose owners are loaded with a draft; 400,000 would take seconds. */
export const OWNERS_LOADED = 20_000;

/** The rows after a sequence number; `rows` is null where compaction removed some of them. */
export interface LogChanges extends DraftStatus {
  readonly rows: readonly LogRow[] | null;
}

interface BindingRow {
  readonly clientId: number;
  readonly userId: string;
}

export interface BatchAuthorship {
  readonly userId: string;
  /** Encoded by app/protocol/authorship.ts. */
  readonly ranges: Uint8Array;
}

/** The committer's request for one draft (R9). */
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
 * The outcome of a draft's batch in a committed transaction:
 *
 * - `committed` at `sequence` (unchanged where the batch had only bindings);
 * - `closed`: the draft is no longer open, was reopened since, or was deleted (`now` null); nothing
 * of the update was written;
 * - `foreign`: some client ids are bound to someone else; nothing of the update was written.
 */
export type BatchOutcome =
  | { readonly kind: "committed"; readonly sequence: number }
  | { readonly kind: "closed"; readonly now: DraftStatus | null }
  | { readonly kind: "foreign"; readonly owners: ReadonlyMap<number, string> };

/**
 * Where committed updates are stored. tests/rooms/support/update-log.contract.ts has the contract
 * of every implementation.
 */
export interface UpdateLog {
  /** The whole draft from one statement (R19); null where there is none. */
  load(documentId: string): Promise<StoredDraft | null>;
  /** The rows after `sequence`; null where there is no such draft. */
  since(documentId: string, sequence: number): Promise<LogChanges | null>;
  /** The status of each of these drafts that is there, in one statement for hundreds of them. */
  heads(documentIds: readonly string[]): Promise<Map<string, DraftStatus>>;
  /** The owners of these client ids; unbound ones are left out. */
  owners(documentId: string, clientIds: readonly number[]): Promise<Map<number, string>>;
  /**
   * Commits all batches in one transaction (R9); outcomes are in the same order. After an error the
   * result is unknown: it may have committed (R12).
   */
  commit(batches: readonly DraftBatch[], at: Date): Promise<readonly BatchOutcome[]>;
  /**
   * Replaces the base at `from` (null: none) by a compacted one and deletes the rows up to its
   * sequence number, keeping their authorship, in one transaction. False where the base was
   * replaced meanwhile (R19), or the draft's generation differs from the one in which it was read:
   * a restore removed some of it (R35).
   */
  swapBase(
    documentId: string,
    from: number | null,
    base: LogRow,
    at: Date,
    generation?: number,
  ): Promise<boolean>;
}
