import { WEBHOOK_TOPIC_NAMES, type WebhookTopic } from "#app/domain/webhooks/events.ts";
import { feedWebhooks } from "#server/services/webhooks/feed.ts";
import { openWebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { onLoopback } from "./provider-story.ts";
import { remindersOf } from "./reminders.ts";
import { freshBrowser } from "./with-passkey.ts";
import { openCoalition, value, type Knobs } from "./workspace.ts";

/** A coalition whose people add webhooks that a program on loopback receives. */
export async function openWebhooks(knobs: Knobs = {}) {
  const coalition = await openCoalition({
    outbound: onLoopback({ milliseconds: 1_500, bytes: 10_000 }),
    posted: "sent",
    ...knobs,
  });
  const desk = await remindersOf(coalition);
  await desk.work();
  desk.taken();
  const receiver = await openWebhookReceiver();
  const { services, people, organizations, resources, database, slug } = desk;
  const { client } = database;
  const named = new Map<string, number>();
  const add = async (
    topics: readonly WebhookTopic[] = WEBHOOK_TOPIC_NAMES,
    { url = receiver.url, by = people.admin, organizationId = organizations.council } = {},
  ) => {
    const browser = await freshBrowser(desk, by);
    // Names of one organization differ.
    const nth = (named.get(organizationId) ?? 0) + 1;
    named.set(organizationId, nth);
    const name = nth === 1 ? "Case list" : `Case list ${nth}`;
    const form = { name, url, topics: [...topics] };
    return value(await services.webhooks.add(by, organizationId, form, browser));
  };
  const feed = () => feedWebhooks(resources);
  return {
    ...desk,
    receiver,
    add,
    feed,
    /** Tells of all that happened, and tries what is due. */
    async deliver() {
      await feed();
      await desk.work();
    },
    /** Something happens of which a webhook is told. */
    begin: async (title = "Weekly reports") =>
      value(
        await services.documents.create(people.drafter, slug, {
          kind: "request",
          title,
          layoutProfile: "letter",
        }),
      ).documentId,
    webhook: (id: string) => client.webhook.findUniqueOrThrow({ where: { id } }),
    deliveries: (webhookId: string) =>
      client.webhookDelivery.findMany({
        where: { webhookId },
        orderBy: [{ createdAt: "asc" }, { sequence: "asc" }],
      }),
    lines: (type: string) =>
      client.auditEvent.findMany({ where: { type }, orderBy: { sequence: "asc" } }),
  };
}

export type WithWebhooks = Awaited<ReturnType<typeof openWebhooks>>;
