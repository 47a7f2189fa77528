import { Webhook } from "standardwebhooks";
import * as z from "zod";
import { DAY_MS } from "#app/domain/durations.ts";
import { WEBHOOK_LIMITS, waitAfterFailures } from "#app/domain/webhooks/limits.ts";
import type { Transaction } from "#server/database/index.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import { failureCode } from "#server/outbound/failure.ts";
import { OutboundProblem } from "#server/outbound/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { hadArrived } from "./end-waiting.ts";
import { isToldOf } from "./feed.ts";
import { deliveryJob, switchOffJob } from "./job.ts";
import { signingSecrets } from "./secret.ts";

const payloadShape = z.object({
  deliveryId: z.string(),
  turn: z.number(),
  isByHand: z.boolean(),
});

const FAILING_MS = WEBHOOK_LIMITS.failingDays * DAY_MS;
/** Letters of a problem that are kept. */
const MOST_SAID = 300;

type AttemptWrite = (tx: Transaction, at: Date) => Promise<void>;

/** The result of one try. */
interface Tried {
  /** HTTP's, where there was an answer. */
  readonly status: number | null;
  /** A sentence; null where it arrived. */
  readonly problem: string | null;
}

/**
 * One try at one delivery. How it went, and the job of the next try, are written in the transaction that
 * ends this job: an attempt whose lease ran out writes neither, so that no two of them go on.
 */
export async function deliverWebhook(
  resources: Resources,
  job: TakenJob,
  signal: AbortSignal,
): Promise<void | AttemptWrite> {
  const { deliveryId: id, turn, isByHand } = payloadShape.parse(job.payload);
  const { database, clock } = resources;
  const row = await database.client.webhookDelivery.findUnique({
    where: { id },
    include: { webhook: true },
  });
  if (!row || row.turn !== turn || row.state !== "waiting") return;
  const { webhook, matterId } = row;
  if (webhook.offAt !== null) return;
  // The rights of now: who left a matter is told no more of it.
  if (matterId !== null && !(await isToldOf(database.client, webhook.organizationId, matterId))) {
    return async (tx) => {
      await tx.webhookDelivery.updateMany({
        where: { id, turn, state: "waiting" },
        data: { state: "dropped", problem: NO_PARTY, dueAt: null },
      });
    };
  }
  const { restsUntil } = webhook;
  const random = Math.random();
  if (!isByHand && restsUntil !== null && restsUntil > clock()) {
    // All that waits would otherwise come at once.
    const runAt = new Date(restsUntil.getTime() + random * 30_000);
    return async (tx, at) => goOn(tx, at, { id, turn, runAt });
  }
  const tried = await send(resources, row, signal);
  // That it arrived once stays so, and nobody waits for it a second time.
  const isKept = tried.problem !== null && hadArrived(row);
  return async (tx, at) => {
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id, turn, state: "waiting" },
      data: {
        attempts: { increment: 1 },
        triedAt: at,
        ...(isKept ? { problem: `${NOT_AGAIN} ${tried.problem}` } : tried),
        ...(tried.problem === null || isKept ? { state: "arrived", dueAt: null } : {}),
      },
    });
    // Somebody has had it sent anew meanwhile: what came of that one counts.
    if (count === 0) return;
    if (tried.problem === null) {
      await tx.webhook.updateMany({
        where: { id: webhook.id },
        data: { failures: 0, failingSince: null, restsUntil: null, arrivedAt: at },
      });
      return;
    }
    // A test says how it went, and nothing follows from it.
    const isTest = row.sequence === null;
    const rest = isTest
      ? null
      : await failedAgain(tx, at, { webhookId: webhook.id, tried, random });
    if (isKept) return;
    if (isTest || at.getTime() - row.createdAt.getTime() >= FAILING_MS) {
      await tx.webhookDelivery.updateMany({
        where: { id, turn },
        data: { state: "failed", dueAt: null },
      });
      return;
    }
    const wait = waitAfterFailures(row.attempts + 1, random);
    const runAt = new Date(Math.max(at.getTime() + wait, rest?.getTime() ?? 0));
    await goOn(tx, at, { id, turn, runAt });
  };
}

/** The next turn of a delivery. */
async function goOn(
  tx: Transaction,
  at: Date,
  { id, turn, runAt }: { readonly id: string; readonly turn: number; readonly runAt: Date },
): Promise<void> {
  const { count } = await tx.webhookDelivery.updateMany({
    where: { id, turn, state: "waiting" },
    data: { turn: turn + 1, dueAt: runAt },
  });
  if (count > 0)
    await writeJob(tx, at, deliveryJob({ id, turn: turn + 1, isByHand: false }, runAt));
}

/**
 * Counts a failure of the webhook, once for those that were under way together, and has it rest; returns until
 * when. After a week of nothing else, or where its receiver is gone, it is switched off.
 */
async function failedAgain(
  tx: Transaction,
  at: Date,
  {
    webhookId: id,
    tried: { status },
    random,
  }: { readonly webhookId: string; readonly tried: Tried; readonly random: number },
): Promise<Date | null> {
  const webhook = await tx.webhook.findUnique({ where: { id } });
  if (!webhook || webhook.offAt !== null) return null;
  const failingSince = webhook.failingSince ?? at;
  if (status === 410) {
    await writeJob(tx, at, switchOffJob(id, "gone", `gone:${at.getTime()}`));
  } else if (at.getTime() - failingSince.getTime() >= FAILING_MS) {
    await writeJob(tx, at, switchOffJob(id, "failing", `failing:${failingSince.getTime()}`));
  }
  if (webhook.restsUntil !== null && webhook.restsUntil > at) return webhook.restsUntil;
  const failures = webhook.failures + 1;
  const restsUntil = new Date(at.getTime() + waitAfterFailures(failures, random));
  await tx.webhook.update({ where: { id }, data: { failures, failingSince, restsUntil } });
  return restsUntil;
}

interface SentDelivery {
  readonly id: string;
  readonly body: string;
  readonly webhook: Parameters<typeof signingSecrets>[0] & {
    readonly id: string;
    readonly url: string;
  };
}

/** Signed for this very try: a receiver takes no old time. */
async function send(
  { encryption, outbound, clock, log }: Resources,
  { id, body, webhook }: SentDelivery,
  signal: AbortSignal,
): Promise<Tried> {
  const at = clock();
  const secrets = signingSecrets(webhook, encryption, at);
  if (secrets === null) return { status: null, problem: NO_SECRET };
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  try {
    const { status } = await outbound.fetch(webhook.url, {
      method: "POST",
      body,
      signal,
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "CoalitionDesk-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": signatures.join(" "),
      },
    });
    return { status, problem: problemOf(status) };
  } catch (error) {
    if (!(error instanceof OutboundProblem)) throw error;
    // That is no fault of its receiver's.
    if (signal.aborted) throw new JobFailed("The server stopped while a webhook was sent.");
    const code = failureCode(error.cause);
    log.info({ webhook: webhook.id, delivery: id, code }, "a webhook was not delivered");
    return { status: null, problem: `It could not be sent: ${error.message.slice(0, MOST_SAID)}.` };
  }
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return `It answered ${status}, which leads elsewhere. Events are sent to no address but the one that was entered.`;
  }
  return status === 410
    ? "It answered 410: nothing is taken there any more."
    : `It answered ${status}, and not that it took it (200 to 299).`;
}

const NOT_AGAIN = "It had arrived. Sent again, it did not arrive.";
const NO_PARTY = "The organization is no party of the matter any more.";
const NO_SECRET =
  "Its secret can’t be read with the key that this server has: make a new one, or have whoever runs this server put the key back.";
