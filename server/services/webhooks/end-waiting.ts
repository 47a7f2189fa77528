import type { Transaction } from "#server/database/index.ts";

const TAKEN = { gte: 200, lt: 300 } as const;

/** Whether a delivery had arrived before it was sent again: its status stays the one by which it was taken. */
export function hadArrived({ status }: { readonly status: number | null }): boolean {
  return status !== null && status >= TAKEN.gte && status < TAKEN.lt;
}

/** Ends what waits for webhooks that are switched off; somebody may have it sent again later. */
export async function endWaiting(
  tx: Transaction,
  {
    webhookId,
    problem = "The webhook was switched off before it arrived.",
  }: {
    /** Of all webhooks without it. */
    readonly webhookId?: string;
    readonly problem?: string;
  },
): Promise<void> {
  const waiting = { ...(webhookId === undefined ? {} : { webhookId }), state: "waiting" };
  await tx.webhookDelivery.updateMany({
    where: { ...waiting, status: TAKEN },
    data: { state: "arrived", problem: NOT_AGAIN, dueAt: null },
  });
  await tx.webhookDelivery.updateMany({
    where: waiting,
    data: { state: "failed", problem, dueAt: null },
  });
}

const NOT_AGAIN =
  "It had arrived. It was not sent again, since the webhook was switched off first.";
