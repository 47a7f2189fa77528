import type { Instant } from "#server/services/instant.ts";

/** A job that was given up, for the workspace's administrator; without names, addresses or words. */
export interface FailedJobView {
  readonly id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly writtenAt: Instant;
  readonly failedAt: Instant;
  /** Why the last attempt failed. */
  readonly why: string | null;
}

export interface FailedJobsView {
  /** The latest first, at most a hundred. */
  readonly jobs: readonly FailedJobView[];
  /** How many there are in all. */
  readonly count: number;
  /** How many are due and not done, and how many of these failed before. */
  readonly waiting: number;
  readonly triedAgain: number;
}
