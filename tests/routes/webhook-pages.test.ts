import { describe, expect, it } from "vitest";
import { openWebhooks } from "#tests/services/webhook-story.ts";
import { value } from "#tests/services/workspace.ts";
import { alerts, siteOf } from "./site.ts";

async function openPages() {
  const story = await openWebhooks();
  const site = siteOf(story);
  const page = `/organizations/${story.organizations.council}/webhooks`;
  return { ...story, ...site, page, browser: await site.as("admin") };
}

const FORM = { name: "Case list", topics: "review" };

describe("[I3] the pages of webhooks", () => {
  it("add one without scripts, show its secret once, and how a test went", async () => {
    const { browser, page, receiver, work, webhook, database } = await openPages();
    const empty = await browser.get(page);
    expect(empty.words).toContain("No program is told of anything.");
    const added = await browser.post(page, { ...FORM, url: receiver.url });
    expect(added.status).toBe(200);
    const secret = added.document.querySelector<HTMLInputElement>(
      "input[aria-label='Secret of the webhook']",
    )?.value;
    expect(secret).toMatch(/^whsec_/u);
    expect(added.words).toContain("It is not shown again.");
    const { id } = await database.client.webhook.findFirstOrThrow();
    const own = `${page}/${id}`;
    expect(added.document.querySelector(`a[href='${own}']`)).not.toBeNull();
    const shown = await browser.get(own);
    expect(shown.words).not.toContain(secret ?? "");
    expect(shown.words).toContain("On. Nothing arrived yet.");

    expect((await browser.post(own, { intent: "test" })).words).toContain("A test is on its way.");
    expect((await browser.get(own)).words).toContain("Waits.");
    await work();
    const arrived = await browser.get(own);
    expect(arrived.words).toContain("Arrived. It answered 204.");
    expect(arrived.document.querySelector("details pre")?.textContent).toContain(
      `"type": "webhook.test"`,
    );
    expect((await webhook(id)).arrivedAt).not.toBeNull();
  });

  it("say since when nothing arrives, why one is off, and switch it on again", async () => {
    const { browser, page, receiver, add, begin, deliver, pass } = await openPages();
    const { webhookId } = await add();
    const own = `${page}/${webhookId}`;
    receiver.answers(500);
    await begin();
    await deliver();
    expect((await browser.get(own)).words).toContain("Nothing has arrived since");
    expect((await browser.get(page)).words).toContain("Nothing has arrived since");
    pass(8 * 24 * 60 * 60_000);
    await deliver();
    await deliver();
    // The session is too old to show that it is they.
    const words = (await browser.get(own)).words;
    expect(words).toContain("Switched off since nothing that was sent arrived for a week");
    expect(words).not.toContain("Send a test");
    const refused = await browser.post(own, { intent: "on" });
    expect(refused.status).toBe(403);
    expect(alerts(refused)).toContain("It is a while ago that you showed that it is you.");
    expect((await browser.post(own, { intent: "test" })).status).toBe(409);
  });

  it("lead back to the list once one is removed, and show nothing to others", async () => {
    const { browser, as, page, add, webhook, services, people, organizations } = await openPages();
    const { webhookId } = await add();
    const own = `${page}/${webhookId}`;
    for (const who of ["drafter", "observer"]) {
      expect((await (await as(who)).get(own)).status).toBe(403);
      expect((await (await as(who)).post(own, { intent: "remove" })).status).toBe(403);
    }
    expect((await (await as("stranger")).get(own)).status).toBe(404);
    expect((await webhook(webhookId)).offAt).toBeNull();
    const removed = await browser.post(own, { intent: "remove" });
    expect([removed.status, removed.headers.get("Location")]).toEqual([302, page]);
    expect((await browser.get(own)).status).toBe(404);
    expect(
      value(await services.webhooks.show(people.admin, organizations.council)).webhooks,
    ).toEqual([]);
  });

  it("offer no sixth one", async () => {
    const { browser, page, add } = await openPages();
    for (let count = 0; count < 5; count += 1) await add();
    const full = await browser.get(page);
    expect(full.words).toContain("An organization has no more than these.");
    expect(full.document.querySelector("input[name=url]")).toBeNull();
  });
});
