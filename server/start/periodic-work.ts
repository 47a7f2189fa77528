import type { Auth } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import type { Blobs } from "#server/blobs/index.ts";
import type { Exhibits } from "#server/exhibits/index.ts";
import type { Log } from "#server/log.ts";
import { stampHourly } from "#server/services/audit/stamp-hourly.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import type { Timestamping } from "#server/timestamping/index.ts";

const EXPIRED_SESSIONS_MS = 60 * 60 * 1000;
const UNUSED_FILES_MS = 24 * 60 * 60 * 1000;
/** The first run comes early, for servers that are restarted every day. */
const FIRST_UNUSED_FILES_MS = 10 * 60 * 1000;

/**
 * Interval of checks whether a day's reminders are due; they are one job, however often it is
 * checked.
 */
const REMINDERS_MS = 10 * 60 * 1000;

/** Starts the hourly and daily tasks; returns a function that stops them. */
export function startPeriodicWork(parts: {
  readonly auth: Auth;
  readonly database: Database;
  readonly blobs: Blobs;
  readonly exhibits: Exhibits;
  readonly timestamping: Timestamping | undefined;
  /** Writes the day's reminders, once their hour has come. */
  readonly sweepReminders: () => Promise<void>;
  readonly clock: () => Date;
  readonly log: Log;
}): () => void {
  const { auth, log } = parts;
  const deleteExpired = () =>
    void auth
      .deleteExpiredSessions()
      .catch((error: unknown) => log.error({ err: error }, "expired sessions stay"));
  const sweepUnused = () =>
    void sweepBlobs(parts).catch((error: unknown) =>
      log.error({ err: error }, "files that nothing refers to stay"),
    );
  const sweepMoments = () =>
    void sweepBaselines(parts.database, parts.clock()).catch((error: unknown) =>
      log.error({ err: error }, "moments of drafts that nobody needs stay"),
    );
  const remind = () =>
    void parts
      .sweepReminders()
      .catch((error: unknown) => log.error({ err: error }, "the day's reminders wait"));
  remind();
  const timers = [
    setInterval(remind, REMINDERS_MS),
    setInterval(deleteExpired, EXPIRED_SESSIONS_MS),
    setTimeout(sweepUnused, FIRST_UNUSED_FILES_MS),
    setInterval(sweepUnused, UNUSED_FILES_MS),
    setTimeout(sweepMoments, FIRST_UNUSED_FILES_MS),
    setInterval(sweepMoments, UNUSED_FILES_MS),
  ];
  for (const timer of timers) timer.unref();
  const stopStamping = stampHourly(parts);
  return () => {
    for (const timer of timers) clearInterval(timer);
    stopStamping();
  };
}
