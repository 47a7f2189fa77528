import type { Database } from "./index.ts";
import type { Scheduler } from "#server/scheduler.ts";

/** Milliseconds between readings of the database's clock. */
const EVERY_MS = 60_000;
/** A reading that took longer, in milliseconds, says too little. */
const MOST_MS = 500;

interface WorkspaceClock {
  /** The time of the workspace. */
  readonly now: () => Date;
  stop(): void;
}

/**
 * One clock for all processes of a workspace (R24): the database's, read once a minute and carried
 * on by this machine's monotonic one, which no setting of the time moves. On SQLite there is one
 * process, and its machine's clock is the workspace's.
 */
export async function workspaceClock(
  { provider, client }: Pick<Database, "provider" | "client">,
  scheduler: Scheduler,
): Promise<WorkspaceClock> {
  if (provider === "sqlite") return { now: () => new Date(), stop: () => undefined };
  /** The database's time minus the monotonic one, in milliseconds. */
  let offset: number | null = null;
  const read = async () => {
    const asked = scheduler.now();
    const rows = await client.$queryRawUnsafe<{ ms: number }[]>(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "ms"`,
    );
    const answered = scheduler.now();
    // As late as it can be: no process's clock is behind what another has stored.
    if (rows[0] && (offset === null || answered - asked <= MOST_MS)) {
      offset = Number(rows[0].ms) - asked;
    }
  };
  await read();
  const stop = scheduler.every(EVERY_MS, () => {
    // Until the next reading the clock goes on by itself.
    void read().catch(() => undefined);
  });
  return { now: () => new Date(Math.round(scheduler.now() + (offset ?? 0))), stop };
}
