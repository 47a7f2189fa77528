import type { Logger } from "pino";
import { messageOf } from "#server/database/problem.ts";
import type { Auth } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import { recordSignIns } from "./record-sign-ins.ts";

/** How often counts of refused tries are handed in, and what waits is recorded. */
const EVERY_MS = 60 * 1000;
/** After a sign-in: several in a row are recorded together. */
const SOON_MS = 1_000;

/** Has sign-ins recorded soon after they happened, and refused tries once their hour is over. */
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
    // One after the other; what fails waits in its table, or in memory, for the next time.
    (working = working.then(work).then(
      () => undefined,
      (error: unknown) => log.error({ why: messageOf(error) }, "sign-ins were not recorded yet"),
    ));
  const sweep = () =>
    attempt(async () => {
      await auth.storeRefusedSignIns();
      await recordSignIns(database, clock());
    });
  const timer = setInterval(() => void sweep(), EVERY_MS);
  timer.unref();
  void sweep();
  return {
    /** Somebody signed in. */
    nudge(): void {
      soon ??= setTimeout(() => {
        soon = null;
        void sweep();
      }, SOON_MS).unref();
    },
    /** Hands in what was counted; what waits is recorded after the next start. */
    async stop(): Promise<void> {
      clearInterval(timer);
      if (soon) clearTimeout(soon);
      await attempt(() => auth.storeRefusedSignIns());
    },
  };
}
