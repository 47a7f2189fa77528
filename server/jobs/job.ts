import type { Transaction } from "#server/database/index.ts";
import type { AuditValue } from "#app/domain/audit-event.ts";

/** A thing to do later, as it is written in the transaction of what causes it (R28). */
export interface NewJob {
  /** Names the handler. */
  readonly kind: string;
  /** Whatever has the same key is the same job, and is done once. */
  readonly key: string;
  /** Ids and days; no words of a draft, no address and no secret. */
  readonly payload: { readonly [name: string]: AuditValue };
  /** Not before then; null: as soon as it is written. */
  readonly runAt?: Date | null;
}

/** A job that a process has taken. */
export interface TakenJob {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  /** As it was written, parsed; what is in it the handler checks. */
  readonly payload: unknown;
  /** The number of this attempt, 1 for the first: what a later attempt has taken over is not ended by an earlier one. */
  readonly attempt: number;
}

/**
 * Does one kind of job. It is called again with the same job where it throws, where its process dies and
 * where it takes longer than its limit: what it does must be harmless when it is done twice.
 * What it answers is written with the job's end, in one transaction: either both are there or neither.
 */
export type JobHandler = (
  job: TakenJob,
  signal: AbortSignal,
) => Promise<void | ((tx: Transaction, at: Date) => Promise<void>)>;

/** Thrown by a handler: a sentence for the administrator, with nothing private in it. */
export class JobFailed extends Error {}

/** Thrown by a handler where no later attempt can do better. */
export class JobGivenUp extends JobFailed {}

/** How often a job is tried before it is given up and shown to the administrator. */
export const MOST_ATTEMPTS = 12;
/** Between the first two attempts; each further wait is twice as long, up to the longest. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 60 * 60_000;

/**
 * How long a job waits after that attempt failed, in milliseconds: 1, 2, 4 … minutes, at most four hours,
 * some 18 hours in all; longer by up to a fifth, so that what failed together is not tried together.
 * @param luck from 0 to 1.
 */
export function waitAfter(attempt: number, luck: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 + luck / 5));
}
