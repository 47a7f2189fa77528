import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { permit, type Target } from "#server/services/command.ts";

type WebhookKey = [organizationId: string, webhookId: string];

async function load(client: PrismaClient | Transaction, [organizationId, id]: WebhookKey) {
  const row = await client.webhook.findFirst({ where: { id, organizationId } });
  return row ? done(row) : refuse("not-found");
}

type LoadedWebhook = Extract<Awaited<ReturnType<typeof load>>, { ok: true }>["value"];

/** A webhook of an organization, as the target of a command. Under another organization it is not found. */
export const webhookTo: Target<WebhookKey, LoadedWebhook> = {
  arity: 2,
  load: (client, ...key) => load(client, key),
  permission: ({ organizationId }) => permit("organization.edit", { organizationId }),
  about: ({ organizationId }) => ({ organizationId }),
};

/** The same for reads. */
export async function webhookFor(
  client: PrismaClient,
  actor: Actor,
  key: WebhookKey,
): Promise<Outcome<LoadedWebhook>> {
  const allowed = may(actor, "organization.edit", { organizationId: key[0] });
  return allowed.ok ? load(client, key) : allowed;
}

/** The host of a webhook's address, which lines and mails name: the rest of the address may be a secret. */
export function hostOf({ url }: { readonly url: string }): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
