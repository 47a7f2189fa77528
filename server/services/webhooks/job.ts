import type { NewJob } from "#server/jobs/index.ts";

/** Kinds of jobs stand in rows, and are never renamed. */
export const DELIVER = "webhooks.deliver";
export const SWITCH_OFF = "webhooks.switch-off";

interface DeliveryTurn {
  readonly id: string;
  /** That of the delivery: the job of an earlier one does nothing. */
  readonly turn: number;
  /** Whether somebody asked for it just now: then it does not wait until the receiver answers again. */
  readonly isByHand: boolean;
}

/** One try, at that time. */
export function deliveryJob({ id, turn, isByHand }: DeliveryTurn, runAt: Date): NewJob {
  return {
    kind: DELIVER,
    key: `${DELIVER}:${id}:${turn}`,
    payload: { deliveryId: id, turn, isByHand },
    runAt,
  };
}

/** Why the server switches a webhook off by itself. */
type OffReason = "failing" | "gone" | "behind";

/** Once for each time that it is so: `when` tells them apart. */
export function switchOffJob(webhookId: string, why: OffReason, when: string): NewJob {
  return {
    kind: SWITCH_OFF,
    key: `${SWITCH_OFF}:${webhookId}:${when}`,
    payload: { webhookId, why },
  };
}
