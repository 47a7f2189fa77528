import type { Instant } from "#server/services/instant.ts";

/**
 * A job that was given up, for the workspace's administrator; without names, addresses or texts.
 */
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
  /** Latest first, at most a hundred. */
  readonly jobs: readonly FailedJobView[];
  /** The total number. */
  readonly count: number;
  /** The number of due jobs, and how many of these have failed before. */
  readonly waiting: number;
  readonly retrying: number;
}
