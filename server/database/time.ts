import type { PrismaClient } from "./client.ts";
import type { DatabaseProvider } from "./migration.ts";

/**
 * The time of the database in statements: leases are compared by one clock, whatever that of a
 * process says. Tests pass a clock of their own.
 */
export interface DatabaseTime {
  /** An SQL expression of the instant that many milliseconds from now. */
  at(milliseconds: number): string;
}

export function databaseTime(provider: DatabaseProvider, clock?: () => Date): DatabaseTime {
  const given = (milliseconds: number, now: () => Date) =>
    `'${new Date(now().getTime() + milliseconds).toISOString().replace("Z", "")}'`;
  if (provider === "sqlite") {
    return {
      at: (milliseconds) =>
        clock
          ? `${given(milliseconds, clock).slice(0, -1)}+00:00'`
          : // As Prisma writes instants, so that they compare as texts.
            `strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '${(milliseconds / 1000).toFixed(3)} seconds')`,
    };
  }
  return {
    at: (milliseconds) =>
      clock
        ? `${given(milliseconds, clock)}::timestamp`
        : // Not now(), which is when the transaction began.
          `((clock_timestamp() + interval '${Math.round(milliseconds)} milliseconds') AT TIME ZONE 'UTC')::timestamp(3)`,
  };
}

/** The database's clock. */
export async function timeOfDatabase({
  client,
  provider,
}: {
  readonly client: PrismaClient;
  readonly provider: DatabaseProvider;
}): Promise<Date> {
  const expression =
    provider === "sqlite"
      ? `CAST(round(unixepoch('subsec') * 1000) AS INTEGER)`
      : `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
  const rows = await client.$queryRawUnsafe<{ at: bigint | number }[]>(
    `SELECT ${expression} AS at`,
  );
  return new Date(Number(rows[0]?.at));
}
