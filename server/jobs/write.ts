import { randomUUID } from "node:crypto";
import { canonicalDetails } from "#app/domain/audit-event.ts";
import type { Transaction } from "#server/database/index.ts";
import type { NewJob } from "./job.ts";

/**
 * Writes a job in the transaction of its cause; does nothing if its key was ever used, even by a
 * finished job. Returns whether it was written. `at` is the time of the transaction.
 */
export async function writeJob(
  tx: Pick<Transaction, "$executeRawUnsafe">,
  at: Date,
  job: NewJob,
): Promise<boolean> {
  return insert(tx, at, job, "NOTHING");
}

/**
 * The same for what has to be done again each time: a job with that key, whatever became of it, is this
 * one from now on. An attempt under way at the earlier one writes nothing.
 */
export async function writeJobAgain(
  tx: Pick<Transaction, "$executeRawUnsafe">,
  at: Date,
  job: NewJob,
): Promise<void> {
  await insert(
    tx,
    at,
    job,
    `UPDATE SET "id" = excluded."id", "payload" = excluded."payload", "runAt" = excluded."runAt",
      "createdAt" = excluded."createdAt", "attempts" = 0, "leasedTo" = NULL, "doneAt" = NULL,
      "failedAt" = NULL, "lastError" = NULL`,
  );
}

async function insert(
  tx: Pick<Transaction, "$executeRawUnsafe">,
  at: Date,
  job: NewJob,
  onConflict: string,
): Promise<boolean> {
  const written = await tx.$executeRawUnsafe(
    `INSERT INTO "Job" ("id", "key", "kind", "payload", "runAt", "attempts", "createdAt")
      VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT ("key") DO ${onConflict}`,
    randomUUID(),
    job.key,
    job.kind,
    canonicalDetails(job.payload),
    job.runAt ?? at,
    at,
  );
  return written > 0;
}
