import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "#server/rate-limiting/index.ts";
import type { Database } from "#server/database/index.ts";

interface CounterLimits {
  readonly points: number;
  /** From the first one of a key on. */
  readonly seconds: number;
}

/** Makes a counter; those of the same name share their counts, wherever they are shared. */
export type Counters = (name: string, limits: CounterLimits) => RateLimiterAbstract;

/** Counts in this process's memory. */
export const countersInMemory: Counters = (keyPrefix, { points, seconds: duration }) =>
  new RateLimiterMemory({ keyPrefix, points, duration });

const TABLE = "SharedCount";

/**
 * Counts of all processes together on PostgreSQL; in memory on SQLite, which has one process. While
 * the database does not answer, each process counts by itself. What is over its limit is remembered
 * here until its window ends, so that an attack costs no statement each.
 */
export function countersOn(database: Pick<Database, "client" | "provider">): Counters {
  if (database.provider === "sqlite") return countersInMemory;
  return (name, limits) =>
    new RateLimiterPostgres({
      storeClient: clientOn(database),
      storeType: "client",
      tableName: TABLE,
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: limits.points,
      duration: limits.seconds,
      inMemoryBlockOnConsumed: limits.points + 1,
      insuranceLimiter: countersInMemory(name, limits),
    });
}

/** Counts one more, and returns how many that makes; Infinity where the limit was passed before. */
export async function consumed(counter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    return (await counter.consume(key)).consumedPoints;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Infinity;
    throw refusal;
  }
}

/**
 * Takes so many points of a key. Returns 0, or the milliseconds until more may be taken where that is too
 * many.
 */
export async function taken(
  counter: RateLimiterAbstract,
  key: string,
  points: number,
): Promise<number> {
  try {
    await counter.consume(key, points);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

/** Deletes counts whose window is over. Returns their number. */
export async function removeEndedCounts({ client }: Pick<Database, "client">): Promise<number> {
  const { count } = await client.sharedCount.deleteMany({ where: { expire: { lt: Date.now() } } });
  return count;
}

/** The statements of the library, through the one pool of this process. */
function clientOn({ client }: Pick<Database, "client">) {
  return {
    async query({ text, values }: { text: string; values: (string | number | null)[] }) {
      const found = await client.$queryRawUnsafe<{ points?: number; expire?: bigint | null }[]>(
        text,
        ...values,
      );
      const rows = found.map((row) => ({ ...row, expire: Number(row.expire ?? 0) }));
      return { rows, rowCount: rows.length };
    },
  };
}
