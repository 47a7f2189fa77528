import type { Transaction } from "#server/database/index.ts";

/** Ends what waits for a webhook that is switched off; somebody may have it sent again later. */
export async function endWaiting(tx: Transaction, webhookId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { webhookId, state: "waiting" },
    data: { state: "failed", problem: WAS_OFF, dueAt: null },
  });
}

const WAS_OFF = "The webhook was switched off before it arrived.";
