import { HOUR_MS } from "#app/domain/durations.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { appendEvent } from "./append.ts";

/**
 * Milliseconds after the hour by which refused tries are counted, in which a process may store its counts: it
 * does so every minute.
 */
const GRACE_MS = 2 * 60 * 1000;
/** Rows per transaction: a few milliseconds each, during which nobody else's line is written. */
const ROWS_PER_TRANSACTION = 100;

/**
 * Records pending sign-ins with one line each, and the refused tries of an account and an hour in
 * one line, once the hour is over. Signing in itself does not wait for the lock on the chain's
 * head. Returns the number of lines.
 */
export async function recordSignIns(
  { client, write }: Pick<Database, "client" | "write">,
  now: Date,
): Promise<number> {
  const over = new Date(now.getTime() - HOUR_MS - GRACE_MS);
  const due = { OR: [{ refused: 0 }, { at: { lte: over } }] };
  let lines = 0;
  // Checked first: with nothing pending, the lock on the head is not taken.
  while (await client.unrecordedSignIn.findFirst({ where: due, select: { id: true } })) {
    lines += await write((tx) => appendSignIns(tx, due, now));
  }
  return lines;
}

/** Like `recordSignIns`, for one person's sign-ins, in an open transaction. */
export async function appendSignInsOf(tx: Transaction, userId: string): Promise<void> {
  await appendSignIns(tx, { userId, refused: 0 }, null);
}

async function appendSignIns(
  tx: Transaction,
  where: NonNullable<Parameters<Transaction["unrecordedSignIn"]["findMany"]>[0]>["where"],
  now: Date | null,
): Promise<number> {
  const rows = await tx.unrecordedSignIn.findMany({
    where,
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: ROWS_PER_TRANSACTION,
  });
  for (const { id, userId, at, refused, method, own, via, enrolling } of rows) {
    if (refused === 0) {
      const details = {
        session: id,
        method: method ?? "password",
        ...(own && via === null ? {} : { own, via }),
        ...(enrolling ? { enrolling } : {}),
      };
      await appendEvent(tx, at, { type: "session.signed-in", actorId: userId, details });
      continue;
    }
    await appendEvent(tx, now ?? at, {
      type: "session.sign-in-refused",
      actorId: null,
      details: { userId, hour: at.toISOString(), count: refused },
    });
  }
  await tx.unrecordedSignIn.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return rows.length;
}
