import * as z from "zod";
import { done } from "#app/domain/refusal.ts";
import type { TakenJob } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { endWaiting } from "./end-waiting.ts";
import { hostOf } from "./target.ts";

const payloadShape = z.object({
  webhookId: z.string(),
  why: z.enum(["failing", "gone", "behind"]),
});

/** Switches a webhook off for the server itself; its organization's administrators are told by mail. */
export async function switchOffByServer(resources: Resources, job: TakenJob): Promise<void> {
  const { webhookId: id, why } = payloadShape.parse(job.payload);
  await auditedTransaction(resources, async ({ tx, at, append }) => {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook || webhook.offAt !== null) return done();
    // It may have begun to answer since.
    if (why === "failing" && webhook.failingSince === null) return done();
    await tx.webhook.update({ where: { id }, data: { offAt: at, offWhy: why } });
    await endWaiting(tx, { webhookId: id });
    await append({
      type: "webhook.switched-off",
      actorId: null,
      organizationId: webhook.organizationId,
      details: { webhookId: id, name: webhook.name, host: hostOf(webhook), why },
    });
    return done();
  });
}
