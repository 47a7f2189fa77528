import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import { freshBrowser, signedIn } from "./with-passkey.ts";
import { openWebhooks } from "./webhook-story.ts";
import { refused, value } from "./workspace.ts";

const HOUR = 60 * 60_000;

describe("[I3] a webhook of an organization", () => {
  it("is added by its administrators alone, and seen by nobody else", async () => {
    const story = await openWebhooks();
    const { services, people, organizations, database } = story;
    const { council, ilrc } = organizations;
    const form = {
      name: "Case list",
      url: "https://hooks.example.org/x",
      topics: ["filing" as const],
    };
    for (const actor of [people.drafter, people.staff, people.observer]) {
      const browser = await freshBrowser(story, actor);
      refused(await services.webhooks.add(actor, council, form, browser), "forbidden");
      refused(await services.webhooks.show(actor, council), "forbidden");
    }
    for (const actor of [people.ilrcAdmin, people.stranger]) {
      const browser = await freshBrowser(story, actor);
      refused(await services.webhooks.add(actor, council, form, browser), "not-found");
      refused(await services.webhooks.show(actor, council), "not-found");
    }
    expect(await database.client.webhook.count()).toBe(0);

    const { webhookId } = await story.add();
    const { webhooks } = value(await services.webhooks.show(people.admin, council));
    expect(webhooks.map(({ id, createdBy }) => [id, createdBy])).toEqual([
      [webhookId, people.admin.name],
    ]);
    // Neither under another organization, nor by its people.
    refused(await services.webhooks.showOne(people.ilrcAdmin, ilrc, webhookId), "not-found");
    refused(await services.webhooks.showOne(people.ilrcAdmin, council, webhookId), "not-found");
    refused(await services.webhooks.showOne(people.drafter, council, webhookId), "forbidden");
    refused(await services.webhooks.remove(people.ilrcAdmin, ilrc, webhookId), "not-found");
    refused(await services.webhooks.test(people.drafter, council, webhookId), "forbidden");
  });

  it("is added by no sign-in that doesn't reach that organization (P8)", async () => {
    const story = await openWebhooks();
    const { services, people, organizations } = story;
    const { council, ilrc } = organizations;
    // A member of both, who came in through the other one.
    const both = await story.person("both@example.org", [
      { organizationId: council, roles: ["admin"] },
      { organizationId: ilrc, roles: ["admin"] },
    ]);
    const { actor, browser } = await signedIn(story, both.userId, { own: false, via: ilrc });
    const form = { name: "n", url: "https://hooks.example.org", topics: ["filing" as const] };
    refused(await services.webhooks.add(actor, council, form, browser), "not-found");
    value(await services.webhooks.add(actor, ilrc, form, browser));
    expect(people.admin.userId).not.toBe(both.userId);
  });

  it("shows its secret once, keeps it encrypted, and leaves neither it nor its address in a line or log", async () => {
    const { add, webhook, lines, services, people, organizations, logged } = await openWebhooks();
    const url = "https://hooks.example.org/desk?key=confidential";
    const { webhookId, secret } = await add(["filing"], { url });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/u);
    const row = await webhook(webhookId);
    const key = secret.slice("whsec_".length);
    expect(JSON.stringify(row)).not.toContain(key);
    const shown = value(
      await services.webhooks.showOne(people.admin, organizations.council, webhookId),
    );
    expect(JSON.stringify(shown)).not.toContain(key);
    const [line] = await lines("webhook.added");
    expect(JSON.parse(line?.details ?? "")).toEqual({
      webhookId,
      name: "Case list",
      host: "hooks.example.org",
      topics: ["filing"],
    });
    expect(logged()).not.toContain(key);
    expect(logged()).not.toContain("confidential");
  });

  it("has a name of its own there, and another organization may use the same", async () => {
    const story = await openWebhooks();
    const { services, people, organizations, database } = story;
    await story.add();
    const form = { url: "https://hooks.example.org", topics: ["filing" as const] };
    for (const name of ["Case list", "CASE LIST"]) {
      const browser = await freshBrowser(story, people.admin);
      const again = await services.webhooks.add(
        people.admin,
        organizations.council,
        { ...form, name },
        browser,
      );
      expect(refused(again, "bad-input").fields).toEqual({
        name: "The organization has a webhook of this name. Choose another one.",
      });
    }
    await story.add(["filing"], { by: people.ilrcAdmin, organizationId: organizations.ilrc });
    expect(await database.client.webhook.count()).toBe(2);
  });

  it("refuses more of them than an organization may have", async () => {
    const { add, services, people, organizations, auth } = await openWebhooks();
    for (let count = 0; count < WEBHOOK_LIMITS.perOrganization; count += 1) await add();
    const browser = await freshBrowser({ auth }, people.admin);
    const form = { name: "n", url: "https://hooks.example.org", topics: ["filing" as const] };
    const refusal = refused(
      await services.webhooks.add(people.admin, organizations.council, form, browser),
      "conflict",
    );
    expect(refusal.sentence).toContain("at most 5 webhooks");
  });

  it("is told of to all administrators of the organization by mail, with a host and no secret", async () => {
    const { add, work, taken, services, people, organizations, auth } = await openWebhooks();
    const { webhookId, secret } = await add();
    const browser = await freshBrowser({ auth }, people.admin);
    const made = value(
      await services.webhooks.makeSecret(people.admin, organizations.council, webhookId, browser),
    );
    const { council } = organizations;
    value(await services.webhooks.switchOff(people.admin, council, webhookId));
    value(await services.webhooks.switchOn(people.admin, council, webhookId, browser));
    await work();
    const letters = taken();
    expect(letters.map(({ subject }) => subject).sort()).toEqual([
      expect.stringContaining("Webhooks of"),
      expect.stringContaining("Webhooks of"),
      expect.stringContaining("Webhooks of"),
    ]);
    const texts = letters.map(({ text = "" }) => text).join("\n");
    expect(texts).toContain("added the webhook “Case list”: from now on 127.0.0.1:");
    expect(texts).toContain("made a new secret for the webhook “Case list”");
    expect(texts).toContain("switched on the webhook “Case list”: from now on 127.0.0.1:");
    expect(texts).toContain(`/organizations/${organizations.council}/webhooks`);
    expect(texts).not.toContain(secret);
    expect(texts).not.toContain(made.secret);
  });

  it("signs with a new secret and, for a day, with the former one, too", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, services, people, organizations, pass, auth } = story;
    const { webhookId, secret: former } = await add();
    const browser = await freshBrowser({ auth }, people.admin);
    const { secret: latest } = value(
      await services.webhooks.makeSecret(people.admin, organizations.council, webhookId, browser),
    );
    expect(latest).not.toBe(former);
    const verifies = (secret: string) => {
      const [event] = receiver.taken();
      if (!event) throw new Error("nothing arrived");
      const { headers, body } = event;
      const signatures = String(headers["webhook-signature"]);
      return signatures.split(" ").filter((one) => {
        // The clock of the test is not that of now.
        const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
        return new Webhook(secret).sign(String(headers["webhook-id"]), at, body) === one;
      }).length;
    };
    await begin("One");
    await deliver();
    expect(verifies(former)).toBe(1);
    await begin("Two");
    await deliver();
    expect(verifies(latest)).toBe(1);
    pass(25 * HOUR);
    await begin("Three");
    await deliver();
    expect(verifies(former)).toBe(0);
    await begin("Four");
    await deliver();
    expect(verifies(latest)).toBe(1);
  });

  it("leaves lines that the record's check takes, read by the organization's administrators alone", async () => {
    const { add, services, people, organizations, auth, database } = await openWebhooks();
    const { council } = organizations;
    const { webhookId } = await add();
    const browser = await freshBrowser({ auth }, people.admin);
    value(await services.webhooks.switchOff(people.admin, council, webhookId));
    value(await services.webhooks.switchOn(people.admin, council, webhookId, browser));
    value(await services.webhooks.remove(people.admin, council, webhookId));
    const read = async (actor: typeof people.admin) =>
      value(await services.auditRecord.show(actor, null, recordQuery.parse({})))
        .lines.map(({ parts }) => plainSentence(parts))
        .join("\n");
    const sentences = await read(people.admin);
    for (const did of ["added", "switched off", "switched on", "removed"]) {
      expect(sentences).toContain(`${people.admin.name} ${did} the `);
    }
    for (const actor of [people.drafter, people.ilrcAdmin, people.stranger]) {
      expect(await read(actor)).not.toContain("webhook");
    }
    expect(await verifyAll(database)).toMatchObject({
      chain: { intact: true },
      rowDifferences: [],
    });
  });

  it("can't be added where the server has no key to encrypt with", async () => {
    const story = await openWebhooks();
    const { people, organizations, resources, database } = story;
    const { addWebhook } = await import("#server/services/webhooks/add.ts");
    const browser = await freshBrowser(story, people.admin);
    const { createEncryption } = await import("#server/encryption/index.ts");
    const encryption = createEncryption({ keys: null, dataDir: "/nonexistent", mayMakeKey: false });
    const form = { name: "n", url: "https://hooks.example.org", topics: ["filing" as const] };
    const refusal = refused(
      await addWebhook(
        { ...resources, encryption },
        people.admin,
        organizations.council,
        form,
        browser,
      ),
      "unavailable",
    );
    expect(refusal.sentence).toContain("no key to encrypt with");
    expect(await database.client.webhook.count()).toBe(0);
  });
});
