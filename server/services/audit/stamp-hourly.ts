import type { Logger } from "pino";
import { messageOf } from "#server/database/problem.ts";
import type { Timestamping } from "#server/timestamping/index.ts";
import type { Database } from "#server/database/index.ts";
import { stampHead } from "./timestamps.ts";

/** At most 24 requests a day to somebody else's server. */
const HOUR_MS = 60 * 60 * 1000;
/** The first one comes early, for servers that are restarted every day. */
const FIRST_MS = 60 * 1000;

/**
 * Time-stamps the head in every hour in which the record grew; returns a function that stops it.
 */
export function stampHourly({
  database,
  timestamping,
  log,
}: {
  readonly database: Database;
  readonly timestamping: Timestamping | undefined;
  readonly log: Logger;
}): () => void {
  if (!timestamping) return () => undefined;
  const stamp = () =>
    void stampHead(database, timestamping).catch((error: unknown) =>
      // Nothing waits for it: the next hour's stamp covers these lines, too.
      log.error({ why: messageOf(error) }, "the record's head was not time-stamped"),
    );
  const timers = [setTimeout(stamp, FIRST_MS), setInterval(stamp, HOUR_MS)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
