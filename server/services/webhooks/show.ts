import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { topicsOf } from "#app/domain/webhooks/events.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { webhookFor } from "./target.ts";
import type { WebhookDeliveryView, WebhookPageView, WebhooksView, WebhookView } from "./views.ts";

/** The webhooks of an organization, for those who may set them up. */
export async function showWebhooks(
  { database: { client }, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<WebhooksView>> {
  const allowed = may(actor, "organization.edit", { organizationId });
  if (!allowed.ok) return allowed;
  const [organization, rows] = await Promise.all([
    client.organization.findUnique({ where: { id: organizationId } }),
    client.webhook.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  ]);
  if (!organization) return refuse("not-found");
  return done({
    organization: organizationTag(organization),
    webhooks: await viewsOf(client, rows, clock()),
    mayAdd: rows.length < WEBHOOK_LIMITS.perOrganization,
  });
}

/** One of them with its latest deliveries. */
export async function showWebhook(
  { database: { client }, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
  organizationId: string,
  webhookId: string,
): Promise<Outcome<WebhookPageView>> {
  const found = await webhookFor(client, actor, [organizationId, webhookId]);
  if (!found.ok) return found;
  const [organization, deliveries, kept, waiting, [webhook]] = await Promise.all([
    client.organization.findUnique({ where: { id: organizationId } }),
    client.webhookDelivery.findMany({
      where: { webhookId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: WEBHOOK_LIMITS.shown,
    }),
    client.webhookDelivery.count({ where: { webhookId } }),
    client.webhookDelivery.count({ where: { webhookId, state: "waiting" } }),
    viewsOf(client, [found.value], clock()),
  ]);
  if (!organization || !webhook) return refuse("not-found");
  return done({
    organization: organizationTag(organization),
    webhook,
    deliveries: deliveries.map(deliveryView),
    kept,
    waiting,
  });
}

interface WebhookRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly topics: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly arrivedAt: Date | null;
  readonly failingSince: Date | null;
  readonly restsUntil: Date | null;
  readonly formerUntil: Date | null;
  readonly offAt: Date | null;
  readonly offWhy: string | null;
}

async function viewsOf(
  client: PrismaClient,
  rows: readonly WebhookRow[],
  now: Date,
): Promise<WebhookView[]> {
  const people = await client.user.findMany({
    where: { id: { in: rows.map(({ createdById }) => createdById) } },
    select: { id: true, name: true, unconfirmed: true },
  });
  const names = new Map(people.map((person) => [person.id, shownName(person)]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    url: row.url,
    topics: topicsOf(row.topics),
    createdAt: row.createdAt.toISOString(),
    createdBy: names.get(row.createdById) ?? null,
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    restsUntil: row.restsUntil?.toISOString() ?? null,
    formerUntil: row.formerUntil && row.formerUntil > now ? row.formerUntil.toISOString() : null,
    offAt: row.offAt?.toISOString() ?? null,
    offWhy: row.offWhy,
  }));
}

interface DeliveryRow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly triedAt: Date | null;
  readonly dueAt: Date | null;
  readonly attempts: number;
  readonly status: number | null;
  readonly problem: string | null;
  readonly body: string;
}

function deliveryView(row: DeliveryRow): WebhookDeliveryView {
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    triedAt: row.triedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    attempts: row.attempts,
    status: row.status,
    problem: row.problem,
    body: JSON.stringify(JSON.parse(row.body), null, 2),
  };
}
