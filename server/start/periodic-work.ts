import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/domain/durations.ts";
import { removeEndedCounts } from "#server/auth/index.ts";
import type { Auth } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import type { Blobs } from "#server/blobs/index.ts";
import type { Exhibits } from "#server/exhibits/index.ts";
import type { JobRunner } from "#server/jobs/index.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import { stampHead } from "#server/services/audit/timestamps.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { sweepReplyAddresses } from "#server/services/reply-by-mail/address.ts";
import { sweepWordArrivals } from "#server/services/word/bringing/arrival.ts";
import type { Timestamping } from "#server/timestamping/index.ts";

/** After a start, people come first. */
const FIRST_MS = 10 * MINUTE_MS;
/** A server that is restarted every few minutes has its record stamped, too. */
const FIRST_STAMP_MS = MINUTE_MS;

/**
 * Interval of checks whether a day's reminders are due; they are one job, however often it is
 * checked.
 */
const REMINDERS_MS = 10 * MINUTE_MS;

/** Somebody who asked for an archive waits for it, and each look is one small statement. */
const ARCHIVES_MS = 10_000;

/** Registers the hourly and daily tasks, each done by one process for all (R27). */
export function startPeriodicWork(parts: {
  readonly leases: Pick<Leases, "runOnce" | "look">;
  readonly auth: Auth;
  readonly database: Database;
  readonly blobs: Blobs;
  readonly exhibits: Exhibits;
  readonly jobs: Pick<JobRunner, "cleanUp">;
  readonly timestamping: Timestamping | undefined;
  /** Writes the day's reminders, once their hour has come. */
  readonly sweepReminders: () => Promise<void>;
  /** Makes the archives that wait (A1), and deletes those whose days are over. */
  readonly archives: {
    make(signal: AbortSignal): Promise<void>;
    sweep(): Promise<void>;
  };
  /** Looks through archives that were brought and brings them in (A3), and deletes those that are over. */
  readonly broughtArchives: {
    bring(signal: AbortSignal): Promise<void>;
    sweep(): Promise<void>;
  };
  readonly clock: () => Date;
  readonly log: Log;
}): void {
  const { leases, auth, database, jobs, timestamping, clock } = parts;
  const sweepOldAnswers = async () =>
    (await import("#server/services/api-tokens/answers.ts")).sweepAnswers(database, clock());
  // The names stand in rows, and are never renamed.
  leases.runOnce("reminders", REMINDERS_MS, parts.sweepReminders);
  leases.runOnce("jobs.clean-up", HOUR_MS, () => jobs.cleanUp());
  leases.runOnce("sessions.expired", HOUR_MS, () => auth.deleteExpiredSessions(), FIRST_MS);
  leases.runOnce("ceremonies.ended", HOUR_MS, () => auth.ceremonies.deleteEnded(), FIRST_MS);
  leases.runOnce("counts.ended", HOUR_MS, () => removeEndedCounts(database), FIRST_MS);
  leases.runOnce("word.expired", HOUR_MS, () => sweepWordArrivals(database, clock()), FIRST_MS);
  leases.runOnce("replies.expired", DAY_MS, () => sweepReplyAddresses(database, clock()), FIRST_MS);
  leases.runOnce("answers.old", HOUR_MS, sweepOldAnswers, FIRST_MS);
  leases.runOnce("blobs.unused", DAY_MS, () => sweepBlobs(parts), FIRST_MS);
  leases.runOnce("archives.make", ARCHIVES_MS, ({ signal }) => parts.archives.make(signal));
  leases.runOnce("archives.expired", HOUR_MS, () => parts.archives.sweep(), FIRST_MS);
  const { broughtArchives } = parts;
  leases.runOnce("archives.bring", ARCHIVES_MS, ({ signal }) => broughtArchives.bring(signal));
  leases.runOnce("archives.brought", HOUR_MS, () => broughtArchives.sweep(), FIRST_MS);
  leases.runOnce("baselines.unused", DAY_MS, () => sweepBaselines(database, clock()), FIRST_MS);
  if (timestamping) {
    // At most 24 requests a day to somebody else's server, and few more while it fails.
    leases.runOnce(
      "record.stamp",
      HOUR_MS,
      () => stampHead(database, timestamping),
      FIRST_STAMP_MS,
    );
  }
  void leases.look();
}
