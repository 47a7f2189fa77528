import { HOUR_MS } from "#app/domain/durations.ts";
import { webhookDeliveryForm } from "#app/domain/forms/webhook.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import { WEBHOOK_TEST } from "#app/domain/webhooks/events.ts";
import type { Transaction } from "#server/database/index.ts";
import { writeJob } from "#server/jobs/index.ts";
import { unaudited } from "#server/services/command.ts";
import { deliveryJob } from "./job.ts";
import { testBody } from "./body.ts";
import { webhookTo } from "./target.ts";

/** Has one delivery sent again now, under the same id: its receiver knows it by that. */
export const sendWebhookAgain = unaudited({
  on: webhookTo,
  form: webhookDeliveryForm,
  async run({ tx, at, found, form: { deliveryId: id }, afterCommit }) {
    const webhookId = found.id;
    const row = await tx.webhookDelivery.findFirst({
      where: { id, webhookId },
      select: { turn: true },
    });
    if (!row) return refuse("not-found", GONE);
    const counted = await countByHand(tx, at, found);
    if (!counted.ok) return counted;
    const turn = row.turn + 1;
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id, turn: row.turn },
      data: { state: "waiting", turn, dueAt: at },
    });
    // Another process has just tried it.
    if (count === 0) return refuse("stale");
    await writeJob(tx, at, deliveryJob({ id, turn, isByHand: true }, at));
    afterCommit(({ jobs }) => jobs.wake());
    return done();
  },
});

/** Sends an event of its own that only shows whether deliveries arrive. */
export const testWebhook = unaudited({
  on: webhookTo,
  async run({ tx, at, ids, found, afterCommit }) {
    const { id: webhookId, organizationId } = found;
    const counted = await countByHand(tx, at, found);
    if (!counted.ok) return counted;
    const id = ids();
    await tx.webhookDelivery.create({
      data: {
        id,
        webhookId,
        type: WEBHOOK_TEST,
        body: testBody(at, organizationId),
        state: "waiting",
        createdAt: at,
        dueAt: at,
      },
    });
    await writeJob(tx, at, deliveryJob({ id, turn: 0, isByHand: true }, at));
    afterCommit(({ jobs }) => jobs.wake());
    return done();
  },
});

interface CountedWebhook {
  readonly id: string;
  readonly offAt: Date | null;
  readonly byHand: number;
  readonly byHandSince: Date | null;
}

/** Counts one that is sent by hand; refuses where the webhook is off, or there were enough within an hour. */
async function countByHand(
  tx: Transaction,
  at: Date,
  { id, offAt, byHand, byHandSince }: CountedWebhook,
): Promise<Outcome<void>> {
  if (offAt !== null) return refuse("conflict", IS_OFF);
  const isNewHour = byHandSince === null || at.getTime() - byHandSince.getTime() >= HOUR_MS;
  if (!isNewHour && byHand >= WEBHOOK_LIMITS.byHandAnHour) {
    return refuse("too-many-tries", TOO_OFTEN);
  }
  const { count } = await tx.webhook.updateMany({
    where: { id, offAt: null, byHand, byHandSince },
    data: isNewHour ? { byHand: 1, byHandSince: at } : { byHand: byHand + 1 },
  });
  // Somebody else asked in the same moment.
  return count === 0 ? refuse("stale") : done();
}

const IS_OFF = "This webhook is switched off. Nothing was sent; switch it on first.";
const GONE = "This delivery is not kept any more. Nothing was sent.";
const TOO_OFTEN = `At most ${WEBHOOK_LIMITS.byHandAnHour} are sent by hand within an hour. Nothing was sent; try it again later.`;
