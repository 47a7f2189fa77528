import { addWebhookForm } from "#app/domain/forms/webhook.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { headOf } from "#server/services/audit/append.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import { newWebhookSecret, webhookSecretPlace } from "./secret.ts";
import { hostOf } from "./target.ts";

/**
 * Has a program of the organization told of what happens in its matters from now on (I3). Its secret is
 * shown once.
 */
export const addWebhook = command({
  on: organizationTo("organization.edit"),
  form: addWebhookForm,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  prepare({ resources: { ids, encryption } }) {
    const webhookId = ids();
    const secret = newWebhookSecret();
    const sealed = encryption.seal(secret, webhookSecretPlace(webhookId));
    return sealed.ok ? done({ webhookId, secret, sealed: sealed.value }) : sealed;
  },
  async run({ tx, at, actor, key: [organizationId], form, prepared, record }) {
    const { webhookId, secret, sealed } = prepared;
    const { name, url, topics } = form;
    const others = await tx.webhook.findMany({ where: { organizationId }, select: { name: true } });
    if (others.length >= WEBHOOK_LIMITS.perOrganization) return refuse("conflict", TOO_MANY);
    if (others.some((other) => isSameName(other.name, name))) {
      return refuse("bad-input", undefined, { name: SAME_NAME });
    }
    const { sequence: readTo } = await headOf(tx);
    await tx.webhook.create({
      data: {
        id: webhookId,
        organizationId,
        name,
        url,
        topics: topics.join(" "),
        secret: sealed,
        createdById: actor.userId,
        createdAt: at,
        readTo,
      },
    });
    await record({
      type: "webhook.added",
      details: { webhookId, name, host: hostOf(form), topics: [...topics] },
    });
    return done({ webhookId, secret });
  },
});

/** Whether people would take one for the other: the record and mails tell webhooks apart by name. */
function isSameName(one: string, other: string): boolean {
  return one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase();
}

const SAME_NAME = "The organization has a webhook of this name. Choose another one.";
const TOO_MANY = `An organization has at most ${WEBHOOK_LIMITS.perOrganization} webhooks. Nothing was added; remove one first.`;
