import type { Transaction } from "#server/database/index.ts";
import type { AuditValue } from "#app/domain/audit-event.ts";

/** A task for later, written in the transaction of its cause (R28). */
export interface NewJob {
  /** Selects the handler. */
  readonly kind: string;
  /** Jobs with the same key are the same job, which is done once. */
  readonly key: string;
  /** Ids and dates; no text of a draft, no address and no secret. */
  readonly payload: { readonly [name: string]: AuditValue };
  /** The earliest time; null: at once. */
  readonly runAt?: Date | null;
}

/** A job that a process has leased. */
export interface TakenJob {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  /** The parsed payload; the handler validates it. */
  readonly payload: unknown;
  /**
   * The number of this attempt, from 1: an earlier attempt can't end a job that a later one has
   * taken over.
   */
  readonly attempt: number;
}

/**
 * Runs one kind of job. It is called again with the same job after it threw, exceeded its limit, or
 * its process died, so that running twice must be harmless. The returned writes are stored with the
 * end of the job in one transaction: both or neither.
 */
export type JobHandler = (
  job: TakenJob,
  signal: AbortSignal,
) => Promise<void | ((tx: Transaction, at: Date) => Promise<void>)>;

/** Thrown by a handler: a sentence for the administrator, without private data. */
export class JobFailed extends Error {}

/** Thrown by a handler if further attempts are pointless. */
export class JobGivenUp extends JobFailed {}

/** The number of attempts before a job is given up and shown to the administrator. */
export const MOST_ATTEMPTS = 12;
/** Between the first two attempts; each further delay is twice as long, up to the longest. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 60 * 60_000;

/**
 * The delay after a failed attempt in milliseconds: 1, 2, 4 … minutes, at most four hours, about 18
 * hours in all; plus a random fifth, so that jobs that failed together are not retried together.
 * @param random from 0 to 1.
 */
export function waitAfter(attempt: number, random: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 + random / 5));
}
