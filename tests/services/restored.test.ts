import { describe, expect, it } from "vitest";
import { markRestored } from "#server/services/system/restored.ts";
import { openReview } from "./papers.ts";
import { openWebhooks } from "./webhook-story.ts";
import { freshBrowser } from "./with-passkey.ts";
import { MINUTE, value } from "./workspace.ts";

const backupAt = (at: Date) => ({
  takenAt: at.toISOString(),
  record: { sequence: 1, hash: "0".repeat(64) },
});
const AGREES = { chain: { intact: true }, rowDifferences: [], sessionDifferences: [] };

/** A backup doesn't know what was revoked, ended or removed since. */
describe("a restore", () => {
  it("ends guests' links and what browsers had begun, in its line of the record", async () => {
    const desk = await openReview({ posted: "sent" });
    const { services, people, organizations, documentId, database, clock } = desk;
    const { client } = database;
    const browser = await freshBrowser(desk, people.admin);
    const form = {
      name: "Jane Doe",
      email: "jane@firm.example.com",
      until: "2021-10-20",
      organizationId: organizations.council,
      level: "read" as const,
    };
    value(await services.guests.invite(people.admin, documentId, form, browser));
    // As whoever reads by the link has one.
    const hour = { createdAt: clock(), expiresAt: new Date(clock().getTime() + 60 * MINUTE) };
    await client.ceremony.create({ data: { id: "c", kind: "guest", details: "{}", ...hour } });
    await markRestored(desk, backupAt(clock()));
    expect(await client.guestLink.findMany()).toMatchObject([
      { endedAt: clock(), endedById: null },
    ]);
    expect(await client.ceremony.count()).toBe(0);
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("ends links and addresses that were open when the backup was taken: they may have been used since", async () => {
    const desk = await openReview({ posted: "sent" });
    const { services, people, organizations, database, clock } = desk;
    const { client } = database;
    const { council } = organizations;
    const browser = await freshBrowser(desk, people.admin);
    const { drafter, admin } = people;
    value(await services.accountLinks.letIn(admin, council, drafter.userId, browser));
    value(await services.calendar.createAddress(admin, browser));
    const invited = { name: "New", email: "new@elsewhere.example", roles: ["admin" as const] };
    value(await services.organizations.invite(admin, council, invited));
    const hour = { createdAt: clock(), expiresAt: new Date(clock().getTime() + 60 * MINUTE) };
    await client.addressChange.create({
      data: {
        id: "c",
        userId: drafter.userId,
        before: drafter.email,
        after: "other@elsewhere.example",
        beforeHash: "b",
        afterHash: "a",
        ...hour,
      },
    });
    await markRestored(desk, backupAt(clock()));
    const ended = { revokedAt: clock() };
    expect(await client.accountLink.findMany()).toMatchObject([ended]);
    expect(await client.calendarFeed.findMany()).toMatchObject([ended]);
    expect(await client.invitation.findMany()).toMatchObject([ended]);
    expect(await client.addressChange.findMany()).toMatchObject([{ endedAt: clock() }]);
  });

  it("switches webhooks off: nothing that waited is sent, and what had arrived stays so", async () => {
    const story = await openWebhooks();
    const { add, begin, feed, deliver, receiver, services, people, organizations, clock } = story;
    const { council } = organizations;
    const { webhookId } = await add();
    await begin("Had arrived");
    await deliver();
    const [arrived] = await story.deliveries(webhookId);
    const again = { deliveryId: arrived?.id ?? "" };
    value(await services.webhooks.sendAgain(people.admin, council, webhookId, again));
    await begin("Waited");
    await feed();
    receiver.taken();
    await markRestored(story, backupAt(clock()));
    await deliver();
    expect(receiver.taken()).toEqual([]);
    expect(await story.webhook(webhookId)).toMatchObject({ offAt: clock(), offWhy: "restored" });
    expect(await story.deliveries(webhookId)).toMatchObject([
      { state: "arrived", problem: expect.stringContaining("It had arrived.") as string },
      { state: "failed", problem: expect.stringContaining("after the restore") as string },
    ]);
    // Whoever wants it still switches it on.
    const browser = await freshBrowser(story, people.admin);
    value(await services.webhooks.switchOn(people.admin, council, webhookId, browser));
    await begin("Afterwards");
    await deliver();
    expect(receiver.taken()).toHaveLength(1);
  });
});
