import { setTimeout as delay } from "node:timers/promises";
import { isBusy, type Database, type Transaction } from "#server/database/index.ts";
import { MOST_ATTEMPTS, type TakenJob } from "./job.ts";

/**
 * Leases up to `most` due jobs until `until`, oldest first. One statement: PostgreSQL skips rows
 * that another process is taking, on SQLite writers wait for each other. Taking counts as an
 * attempt, so that a job that ends its process each time is eventually given up. Unknown kinds are
 * left to a release that knows them. A job that was due when it was written is due, even if the clock
 * of its writer is ahead of `now`.
 */
export async function takeJobs(
  { client, provider }: Pick<Database, "client" | "provider">,
  now: Date,
  until: Date,
  most: number,
  kinds: readonly string[],
): Promise<TakenJob[]> {
  if (kinds.length === 0) return [];
  const skip = provider === "postgresql" ? "FOR UPDATE SKIP LOCKED" : "";
  const taken = await client.$queryRawUnsafe<{ id: string; attempts: number | bigint }[]>(
    `UPDATE "Job" SET "leasedTo" = $1, "attempts" = "attempts" + 1 WHERE "id" IN (
      SELECT "id" FROM "Job"
        WHERE "doneAt" IS NULL AND "failedAt" IS NULL
          AND ("runAt" <= $2 OR "runAt" = "createdAt")
          AND ("leasedTo" IS NULL OR "leasedTo" <= $3) AND "attempts" < $4
          AND "kind" IN (${kinds.map((_, index) => `$${index + 5}`).join(", ")})
        ORDER BY "runAt", "id" LIMIT $${kinds.length + 5} ${skip})
      RETURNING "id", "attempts"`,
    until,
    now,
    now,
    MOST_ATTEMPTS,
    ...kinds,
    most,
  );
  if (taken.length === 0) return [];
  const attempts = new Map(taken.map((row) => [row.id, Number(row.attempts)]));
  const rows = await client.job.findMany({
    where: { id: { in: [...attempts.keys()] } },
    orderBy: [{ runAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, key, kind, payload }) => ({
    id,
    key,
    kind,
    payload: JSON.parse(payload) as unknown,
    attempt: attempts.get(id) ?? 1,
  }));
}

/** Gives up jobs whose last attempt ended with its process. Returns their number. */
export async function giveUpExpiredJobs(
  { client }: Pick<Database, "client">,
  now: Date,
): Promise<number> {
  const { count } = await client.job.updateMany({
    where: {
      doneAt: null,
      failedAt: null,
      attempts: { gte: MOST_ATTEMPTS },
      leasedTo: { lte: now },
    },
    data: { failedAt: now, lastError: "The server ended, or took too long, at each attempt." },
  });
  return count;
}

/** Deletes jobs that were done so long ago that their keys can't recur. Returns their number. */
export async function removeOldJobs(
  { client }: Pick<Database, "client">,
  before: Date,
): Promise<number> {
  const { count } = await client.job.deleteMany({ where: { doneAt: { lt: before } } });
  return count;
}

/** The result of an attempt. */
export type AttemptEnd =
  | { readonly done: true; readonly write: ((tx: Transaction, at: Date) => Promise<void>) | null }
  /** Null: the job is given up. */
  | { readonly done: false; readonly againInMs: number | null; readonly why: string };

/** Another attempt has taken over the job: the writes of this one are rolled back. */
class LeaseLost extends Error {}

/** The number of tries to store the end of an attempt while the database is busy. */
const MAX_TRIES = 6;

/**
 * Like `endAttemptOnce`, retried with back-off while the database is busy, since otherwise the
 * whole job would be repeated.
 */
export async function endAttempt(
  database: Pick<Database, "client">,
  job: TakenJob,
  end: AttemptEnd,
  now: Date,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await endAttemptOnce(database, job, end, now);
    } catch (error) {
      if (attempt >= MAX_TRIES || !isBusy(error)) throw error;
      await delay(50 * 2 ** attempt);
    }
  }
}

/**
 * Stores the result of an attempt, in one transaction with the job's own writes. Returns false, and
 * writes nothing, if its lease had ended and a later attempt has the job.
 */
async function endAttemptOnce(
  { client }: Pick<Database, "client">,
  { id, attempt }: TakenJob,
  end: AttemptEnd,
  now: Date,
): Promise<boolean> {
  const mine = { id, attempts: attempt, doneAt: null, failedAt: null };
  const data = end.done
    ? { doneAt: now, leasedTo: null, lastError: null }
    : {
        leasedTo: null,
        lastError: end.why,
        ...(end.againInMs === null
          ? { failedAt: now }
          : { runAt: new Date(now.getTime() + end.againInMs) }),
      };
  if (!end.done || !end.write)
    return (await client.job.updateMany({ where: mine, data })).count > 0;
  const { write } = end;
  try {
    await client.$transaction(
      async (tx) => {
        const { count } = await tx.job.updateMany({ where: mine, data });
        if (count === 0) throw new LeaseLost();
        await write(tx, now);
      },
      { maxWait: 10_000, timeout: 20_000 },
    );
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) return false;
    throw error;
  }
}
