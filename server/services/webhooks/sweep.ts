import { DAY_MS } from "#app/domain/durations.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import type { Database } from "#server/database/index.ts";
import { DELIVER } from "./job.ts";

/** Rows that are deleted at once. */
const AT_ONCE = 500;

/**
 * Takes away deliveries that are over and old, or more than are kept, secrets that sign no more, and jobs
 * that are done: there is one for each try, and their keys never come again.
 */
export async function sweepWebhooks(
  { client }: Pick<Database, "client">,
  now: Date,
): Promise<void> {
  const oldest = new Date(now.getTime() - WEBHOOK_LIMITS.keptDays * DAY_MS);
  await client.webhookDelivery.deleteMany({
    where: { state: { not: "waiting" }, createdAt: { lt: oldest } },
  });
  await client.webhook.updateMany({
    where: { formerUntil: { lte: now } },
    data: { formerSecret: null, formerUntil: null },
  });
  await client.job.deleteMany({
    where: { kind: DELIVER, doneAt: { lt: new Date(now.getTime() - DAY_MS) } },
  });
  const webhooks = await client.webhook.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  for (const { id: webhookId } of webhooks) {
    const over = { webhookId, state: { not: "waiting" } };
    for (;;) {
      const more = await client.webhookDelivery.findMany({
        where: over,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        skip: WEBHOOK_LIMITS.kept,
        take: AT_ONCE,
        select: { id: true },
      });
      if (more.length === 0) break;
      const ids = more.map(({ id }) => id);
      await client.webhookDelivery.deleteMany({ where: { id: { in: ids } } });
    }
  }
}
