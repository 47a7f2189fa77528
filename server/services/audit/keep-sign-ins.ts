import { messageOf } from "#server/message-of.ts";
import type { Logger } from "pino";
import type { Auth } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import { recordSignIns } from "./record-sign-ins.ts";

/** How often counts of refused tries are stored, and pending lines are recorded. */
const INTERVAL_MS = 60 * 1000;
/** Milliseconds after a sign-in: several in a row are recorded together. */
const DELAY_MS = 1_000;

/** Records sign-ins soon after they happened, and refused tries once their hour is over. */
export function keepSignIns({
  database,
  auth,
  clock,
  log,
}: {
  readonly database: Database;
  readonly auth: Pick<Auth, "storeRefusedSignIns">;
  readonly clock: () => Date;
  readonly log: Logger;
}) {
  let soon: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  const attempt = (work: () => Promise<unknown>) =>
    // One after the other; after a failure, everything remains in its table or in memory for the
    // next time.
    (working = working.then(work).then(
      () => undefined,
      (error: unknown) => log.error({ why: messageOf(error) }, "sign-ins were not recorded yet"),
    ));
  const sweep = () =>
    attempt(async () => {
      await auth.storeRefusedSignIns();
      await recordSignIns(database, clock());
    });
  const timer = setInterval(() => void sweep(), INTERVAL_MS);
  timer.unref();
  void sweep();
  return {
    /** Call after a sign-in. */
    nudge(): void {
      soon ??= setTimeout(() => {
        soon = null;
        void sweep();
      }, DELAY_MS).unref();
    },
    /** Stores the counts; what is pending is recorded after the next start. */
    async stop(): Promise<void> {
      clearInterval(timer);
      if (soon) clearTimeout(soon);
      await attempt(() => auth.storeRefusedSignIns());
    },
  };
}
