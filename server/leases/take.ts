import type { Database } from "#server/database/index.ts";
import type { DatabaseTime } from "#server/database/time.ts";

/** A turn at a task: nobody else has it until it ends, or its lease does. */
export interface Turn {
  readonly name: string;
  readonly holder: string;
  readonly number: number;
  /** Failures since the last success. */
  readonly failures: number;
}

type Parts = Pick<Database, "client">;

/**
 * Takes the turn at a task that is due and that nobody has, in one statement; null if it is not.
 * @param leaseMs how long the turn is kept without a renewal.
 */
export async function takeTurn(
  { client }: Parts,
  time: DatabaseTime,
  { name, holder, leaseMs }: { name: string; holder: string; leaseMs: number },
): Promise<Turn | null> {
  const now = time.at(0);
  const until = time.at(leaseMs);
  const rows = await client.$queryRawUnsafe<{ turn: number | bigint; failures: number | bigint }[]>(
    `INSERT INTO "Lease" ("name", "holder", "turn", "leasedTo", "dueAt", "failures")
      VALUES ($1, $2, 1, ${until}, ${now}, 0)
      ON CONFLICT ("name") DO UPDATE
        SET "holder" = $2, "turn" = "Lease"."turn" + 1, "leasedTo" = ${until}
        WHERE "Lease"."dueAt" <= ${now}
          AND ("Lease"."leasedTo" IS NULL OR "Lease"."leasedTo" <= ${now})
      RETURNING "turn", "failures"`,
    name,
    holder,
  );
  const [row] = rows;
  return row ? { name, holder, number: Number(row.turn), failures: Number(row.failures) } : null;
}

/** Which of all tasks are not due, or are done by somebody. */
export async function busyTasks({ client }: Parts, time: DatabaseTime): Promise<Set<string>> {
  const now = time.at(0);
  const rows = await client.$queryRawUnsafe<{ name: string }[]>(
    `SELECT "name" FROM "Lease" WHERE "dueAt" > ${now} OR "leasedTo" > ${now}`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Keeps a turn for longer; false if it is somebody else's by now, or has ended. */
export async function renewTurn(
  { client }: Parts,
  time: DatabaseTime,
  turn: Turn,
  leaseMs: number,
): Promise<boolean> {
  const renewed = await client.$executeRawUnsafe(
    `UPDATE "Lease" SET "leasedTo" = ${time.at(leaseMs)}
      WHERE "name" = $1 AND "holder" = $2 AND "turn" = $3`,
    turn.name,
    turn.holder,
    turn.number,
  );
  return renewed > 0;
}

/**
 * Ends a turn; the task is due again in `dueInMs`. False, and without effect, if it is somebody
 * else's by now.
 */
export async function endTurn(
  { client }: Parts,
  time: DatabaseTime,
  turn: Turn,
  { dueInMs, failures }: { dueInMs: number; failures: number },
): Promise<boolean> {
  const ended = await client.$executeRawUnsafe(
    `UPDATE "Lease" SET "holder" = NULL, "leasedTo" = NULL, "dueAt" = ${time.at(dueInMs)}, "failures" = $1
      WHERE "name" = $2 AND "holder" = $3 AND "turn" = $4`,
    // SQLite counts parameters in the order in which they appear.
    failures,
    turn.name,
    turn.holder,
    turn.number,
  );
  return ended > 0;
}
