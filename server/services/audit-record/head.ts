import type { PrismaClient } from "#server/database/index.ts";
import type { ClosedHeadView } from "./views.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/**
 * The head of the record as it stood when the last day (UTC) ended: the same for everybody. The head of now
 * would tell whoever looks often when somebody else wrote something, and its number how much. Null before
 * the first day has ended.
 */
export async function closedHead(client: PrismaClient, now: Date): Promise<ClosedHeadView | null> {
  const midnight = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const line = await client.auditEvent.findFirst({
    // Lines of an archive say old times, and were written today.
    where: { at: { lt: midnight }, ...NOT_BROUGHT },
    orderBy: { sequence: "desc" },
    select: { hash: true },
  });
  const day = new Date(midnight.getTime() - 1).toISOString().slice(0, 10);
  return line && { hash: line.hash, day };
}
