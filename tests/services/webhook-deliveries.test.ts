import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import { isBusy } from "#server/database/index.ts";
import { feedWebhooks } from "#server/services/webhooks/feed.ts";
import { sweepWebhooks } from "#server/services/webhooks/sweep.ts";
import { talkOf } from "./talk.ts";
import { freshBrowser } from "./with-passkey.ts";
import { openWebhooks, type WithWebhooks } from "./webhook-story.ts";
import { DAY, MINUTE, refused, value } from "./workspace.ts";

const HOUR = 60 * MINUTE;

const typesOf = (bodies: readonly { readonly body: string }[]) =>
  bodies.map(({ body }) => (JSON.parse(body) as { readonly type: string }).type);

const statesOf = async ({ deliveries }: WithWebhooks, webhookId: string) =>
  (await deliveries(webhookId)).map(({ state }) => state);

describe("[I3] an event", () => {
  it("arrives once, signed, with titles and links, and without a word of a text or who did it", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, clock, slug, people } = story;
    const { webhookId, secret } = await add();
    const documentId = await begin("Weekly reports");
    await deliver();
    await deliver();
    const [event, ...more] = receiver.taken();
    expect(more).toEqual([]);
    if (!event) throw new Error("nothing arrived");
    const { headers, body, path } = event;
    expect(path).toBe("/desk");
    expect(headers["content-type"]).toBe("application/json");
    const id = String(headers["webhook-id"]);
    const at = clock();
    expect(headers["webhook-timestamp"]).toBe(String(Math.floor(at.getTime() / 1000)));
    expect(headers["webhook-signature"]).toBe(new Webhook(secret).sign(id, at, body));
    expect(JSON.parse(body)).toEqual({
      type: "document.created",
      timestamp: at.toISOString(),
      data: {
        matter: {
          id: expect.any(String) as string,
          slug,
          title: expect.any(String) as string,
          url: `https://desk.example.org/matters/${slug}`,
        },
        document: {
          id: documentId,
          kind: "request",
          title: "Weekly reports",
          url: `https://desk.example.org/documents/${documentId}`,
        },
        details: {},
      },
    });
    for (const { name, email, userId } of Object.values(people)) {
      for (const word of [name, email, userId]) expect(body).not.toContain(word);
    }
    expect(await statesOf(story, webhookId)).toEqual(["arrived"]);
    expect((await story.webhook(webhookId)).arrivedAt).toEqual(at);
  });

  it("of what was said beside a text never leaves, nor what an organization keeps to itself", async () => {
    const { add, begin, deliver, receiver, services, people, organizations, deliveries } =
      await openWebhooks();
    const { webhookId } = await add();
    const documentId = await begin();
    await deliver();
    receiver.taken();
    const talk = talkOf({ services, documentId });
    const { id } = await talk.begin(people.drafter, { text: "A privileged remark" });
    await talk.begin(people.drafter, { text: "Ours alone", organizationId: organizations.council });
    value(await talk.reply(people.staff, id, "Another one"));
    await deliver();
    expect(receiver.taken()).toEqual([]);
    expect(await deliveries(webhookId)).toHaveLength(1);
  });

  it("is told to parties alone, each from the moment its webhook was added, of the topics that it asked for", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, services, people, organizations } = story;
    const { ilrc, outside } = organizations;
    await begin("Before");
    const council = await add(["review"], { url: `${receiver.url}/council` });
    await add(["filing", "deadlines"], { url: `${receiver.url}/filings` });
    const party = await add(["review"], {
      url: `${receiver.url}/ilrc`,
      by: people.ilrcAdmin,
      organizationId: ilrc,
    });
    const admin = await story.person("outside-admin@example.org", [
      { organizationId: outside, roles: ["admin"] },
    ]);
    await add(undefined, { url: `${receiver.url}/outside`, by: admin, organizationId: outside });
    await begin("After");
    await deliver();
    const events = receiver.taken();
    expect(events.map(({ path }) => path).sort()).toEqual(["/desk/council", "/desk/ilrc"]);
    expect(events.every(({ body }) => body.includes("After"))).toBe(true);
    expect(await statesOf(story, council.webhookId)).toEqual(["arrived"]);
    expect(await statesOf(story, party.webhookId)).toEqual(["arrived"]);
    expect(
      value(await services.webhooks.show(people.admin, organizations.council)).webhooks,
    ).toHaveLength(2);
  });

  it("is not sent any more to an organization that left meanwhile", async () => {
    const story = await openWebhooks();
    const { add, begin, feed, work, receiver, services, people, organizations, database, slug } =
      story;
    const { ilrc } = organizations;
    const { webhookId } = await add(undefined, { by: people.ilrcAdmin, organizationId: ilrc });
    await begin();
    await feed();
    const matter = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    value(await services.matters.leave(people.ilrcAdmin, ilrc, matter.id));
    await work();
    await begin("After they left");
    await feed();
    await work();
    expect(receiver.taken()).toEqual([]);
    const rows = await story.deliveries(webhookId);
    expect(rows.map(({ state, problem }) => [state, problem])).toEqual([
      ["dropped", "The organization is no party of the matter any more."],
    ]);
  });

  it("costs nothing for each webhook that is not told of it", async () => {
    const story = await openWebhooks();
    const { add, begin, feed, resources, database } = story;
    const { client } = database;
    const told = await add(["review"]);
    const others = [await add(["filing"]), await add(["deadlines"]), await add(["matters"])];
    await feed();
    await begin();
    let transactions = 0;
    const counted = new Proxy(client, {
      get(target, key) {
        if (key === "$transaction") transactions += 1;
        const found: unknown = Reflect.get(target, key);
        return typeof found === "function" ? (found.bind(target) as unknown) : found;
      },
    });
    await feedWebhooks({ ...resources, database: { ...database, client: counted } });
    expect(transactions).toBe(1);
    const { readTo } = await story.webhook(told.webhookId);
    for (const { webhookId } of others)
      expect(await story.webhook(webhookId)).toMatchObject({ readTo });
    expect(await client.webhookDelivery.count()).toBe(1);
  });

  it("is told once by any number of processes that feed and deliver at the same time", async () => {
    const story = await openWebhooks();
    const { add, begin, receiver, start, database } = story;
    const { webhookId } = await add();
    const titles = Array.from({ length: 12 }, (_, index) => `Paper ${index}`);
    for (const title of titles) await begin(title);
    const feeding = async () => {
      // A database that is busy is asked again, as the next look does, however long others keep it so.
      for (;;) {
        try {
          return await feedWebhooks(story.resources);
        } catch (error) {
          if (!isBusy(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    };
    await Promise.all([feeding(), feeding(), feeding(), feeding()]);
    expect(await story.deliveries(webhookId)).toHaveLength(titles.length);
    receiver.answers((response) => void setTimeout(() => response.writeHead(204).end(), 30));
    const runners = [start(), start(), start()];
    await expect
      .poll(() => database.client.webhookDelivery.count({ where: { state: "arrived" } }), {
        timeout: 20_000,
      })
      .toBe(titles.length);
    await Promise.all(runners.map((runner) => runner.stop()));
    const ids = receiver.taken().map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(titles.length);
    expect(new Set(ids).size).toBe(titles.length);
  });
});

describe("[I3] a delivery that fails", () => {
  it("is tried again later under the same id, signed anew, until it arrives", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, pass, deliveries, webhook } = story;
    const { webhookId, secret } = await add();
    receiver.answers(500);
    await begin();
    await deliver();
    const [first] = receiver.taken();
    const [failed] = await deliveries(webhookId);
    expect(failed).toMatchObject({
      state: "waiting",
      attempts: 1,
      status: 500,
      problem: "It answered 500, and not that it took it (200 to 299).",
    });
    await deliver();
    expect(receiver.taken()).toEqual([]);
    pass(5 * MINUTE);
    receiver.answers(200);
    await deliver();
    const [second] = receiver.taken();
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
    expect(second?.headers["webhook-signature"]).toBe(
      new Webhook(secret).sign(
        String(second?.headers["webhook-id"]),
        story.clock(),
        second?.body ?? "",
      ),
    );
    expect(await deliveries(webhookId)).toMatchObject([
      { state: "arrived", attempts: 2, status: 200, problem: null, dueAt: null },
    ]);
    expect(await webhook(webhookId)).toMatchObject({
      failures: 0,
      failingSince: null,
      restsUntil: null,
    });
  });

  it("makes the webhook rest: what else waits is not tried meanwhile, however much that is", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, pass, deliveries } = story;
    const { webhookId } = await add();
    receiver.answers(503);
    await begin();
    await deliver();
    for (let count = 0; count < 8; count += 1) await begin(`Paper ${count}`);
    await deliver();
    expect(receiver.taken()).toHaveLength(1);
    expect((await deliveries(webhookId)).slice(1).every(({ attempts }) => attempts === 0)).toBe(
      true,
    );
    // A few are under way together, and count once.
    pass(3 * MINUTE);
    await deliver();
    expect(receiver.taken().length).toBeLessThanOrEqual(4);
    expect((await story.webhook(webhookId)).failures).toBe(2);
    pass(10 * MINUTE);
    receiver.answers(204);
    await deliver();
    pass(MINUTE);
    await deliver();
    pass(20 * MINUTE);
    await deliver();
    expect(await statesOf(story, webhookId)).toEqual(Array(9).fill("arrived"));
  });

  it("goes on for a week; then the webhook is switched off, and administrators are told by mail", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, receiver, pass, webhook, lines, taken, people, organizations } =
      story;
    const { webhookId } = await add();
    await deliver();
    taken();
    receiver.answers(500);
    await begin();
    for (let hours = 0; hours < 6.5 * 24; hours += 6) {
      await deliver();
      pass(6 * HOUR);
    }
    expect((await webhook(webhookId)).offAt).toBeNull();
    expect(receiver.taken().length).toBeGreaterThan(20);
    for (let hours = 0; hours < 24; hours += 6) {
      await deliver();
      pass(6 * HOUR);
    }
    expect(await webhook(webhookId)).toMatchObject({ offWhy: "failing" });
    expect(await lines("webhook.switched-off")).toMatchObject([
      { actorId: null, organizationId: organizations.council },
    ]);
    const [letter, ...more] = taken();
    expect(more).toEqual([]);
    expect(letter?.to?.[0]?.address).toBe(people.admin.email);
    expect(letter?.subject).toContain("a webhook was switched off");
    expect(letter?.text).toContain("since nothing that was sent there arrived for a week.");
    expect(letter?.text).not.toContain("Somebody");

    receiver.taken();
    await begin("While it is off");
    await deliver();
    pass(DAY);
    await deliver();
    expect(receiver.taken()).toEqual([]);
    expect(await statesOf(story, webhookId)).toEqual(["failed"]);
  });

  it("is switched off without a mail where none can be sent", async () => {
    const story = await openWebhooks({ appUrl: null });
    const { add, begin, deliver, receiver, pass, webhook, taken } = story;
    const { webhookId } = await add();
    receiver.answers(500);
    await begin();
    await deliver();
    pass(8 * DAY);
    await deliver();
    await deliver();
    expect((await webhook(webhookId)).offWhy).toBe("failing");
    expect(taken()).toEqual([]);
  });

  it("ends at once where its receiver says that it is gone", async () => {
    const { add, begin, deliver, receiver, webhook } = await openWebhooks();
    const { webhookId } = await add();
    receiver.answers(410);
    await begin();
    await deliver();
    await deliver();
    expect((await webhook(webhookId)).offWhy).toBe("gone");
  });

  it("keeps its answers to itself: a page shows no word of what a receiver says", async () => {
    const { add, begin, deliver, receiver, services, people, organizations } = await openWebhooks();
    const { webhookId } = await add();
    receiver.answers((response) => response.writeHead(500).end("confidential words of a server"));
    await begin();
    await deliver();
    const shown = value(
      await services.webhooks.showOne(people.admin, organizations.council, webhookId),
    );
    expect(shown.deliveries).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain("confidential");
  });

  it("doesn't count for its receiver where the server's key is lost, and says so", async () => {
    const story = await openWebhooks();
    const { add, begin, feed, receiver, deliveries, database } = story;
    const { webhookId } = await add();
    await database.client.webhook.update({
      where: { id: webhookId },
      data: { secret: "v1.lost.AAAA" },
    });
    await begin();
    await feed();
    await story.work();
    expect(receiver.taken()).toEqual([]);
    expect((await deliveries(webhookId))[0]?.problem).toContain("make a new one");
  });
});

describe("[I3] what somebody sends by hand", () => {
  it("is a test that shows how it went, and of which nothing follows", async () => {
    const story = await openWebhooks();
    const { add, deliver, receiver, services, people, organizations, webhook } = story;
    const { webhookId } = await add(["filing"]);
    receiver.answers(404);
    value(await services.webhooks.test(people.admin, organizations.council, webhookId));
    await deliver();
    expect(typesOf(receiver.taken())).toEqual(["webhook.test"]);
    expect(await statesOf(story, webhookId)).toEqual(["failed"]);
    expect(await webhook(webhookId)).toMatchObject({ failures: 0, failingSince: null });
    receiver.answers(200);
    value(await services.webhooks.test(people.admin, organizations.council, webhookId));
    await deliver();
    expect((await statesOf(story, webhookId)).sort()).toEqual(["arrived", "failed"]);
  });

  it("is any delivery again, under the same id, at once even while the webhook rests", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, work, receiver, services, people, organizations, deliveries } =
      story;
    const { webhookId } = await add();
    receiver.answers(500);
    await begin();
    await deliver();
    const [first] = receiver.taken();
    const [row] = await deliveries(webhookId);
    const again = () =>
      services.webhooks.sendAgain(people.admin, organizations.council, webhookId, {
        deliveryId: row?.id ?? "",
      });
    receiver.answers(200);
    value(await again());
    await work();
    value(await again());
    await work();
    const ids = receiver.taken().map(({ headers }) => headers["webhook-id"]);
    expect(ids).toEqual([first?.headers["webhook-id"], first?.headers["webhook-id"]]);
    expect(await statesOf(story, webhookId)).toEqual(["arrived"]);
    // The try that waited before does nothing any more.
    story.pass(HOUR);
    await work();
    expect(receiver.taken()).toEqual([]);
    // It stays what it is, however another sending goes.
    receiver.answers(500);
    value(await again());
    await work();
    story.pass(HOUR);
    await work();
    expect(receiver.taken()).toHaveLength(1);
    value(await again());
    value(await services.webhooks.switchOff(people.admin, organizations.council, webhookId));
    expect(await deliveries(webhookId)).toMatchObject([
      {
        state: "arrived",
        status: 200,
        problem: expect.stringContaining("It had arrived.") as string,
      },
    ]);
  });

  it("is neither another webhook's, nor more than some within an hour, nor anything of one that is off", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, services, people, organizations, deliveries, auth } = story;
    const { council } = organizations;
    const one = await add();
    const other = await add(["filing"]);
    await begin();
    await deliver();
    const [row] = await deliveries(one.webhookId);
    const form = { deliveryId: row?.id ?? "" };
    const { webhooks } = services;
    refused(await webhooks.sendAgain(people.admin, council, other.webhookId, form), "not-found");
    for (let count = 0; count < WEBHOOK_LIMITS.byHandAnHour; count += 1) {
      value(await webhooks.test(people.admin, council, one.webhookId));
    }
    refused(await webhooks.test(people.admin, council, one.webhookId), "too-many-tries");
    refused(await webhooks.sendAgain(people.admin, council, one.webhookId, form), "too-many-tries");
    // However often the same one is asked for: each time counts.
    story.pass(HOUR + MINUTE);
    for (let count = 0; count < WEBHOOK_LIMITS.byHandAnHour; count += 1) {
      value(await webhooks.sendAgain(people.admin, council, one.webhookId, form));
    }
    refused(await webhooks.sendAgain(people.admin, council, one.webhookId, form), "too-many-tries");
    story.pass(HOUR + MINUTE);
    value(await webhooks.test(people.admin, council, one.webhookId));
    value(await webhooks.switchOff(people.admin, council, one.webhookId));
    refused(await webhooks.test(people.admin, council, one.webhookId), "conflict");
    refused(await webhooks.sendAgain(people.admin, council, one.webhookId, form), "conflict");
    const browser = await freshBrowser({ auth }, people.admin);
    value(await webhooks.switchOn(people.admin, council, one.webhookId, browser));
    expect(await webhooks.sendAgain(people.admin, council, one.webhookId, form)).toMatchObject({
      ok: true,
    });
  });
});

describe("[I3] the history of a webhook", () => {
  it("is bounded: what is over goes after a month, and what is more than is kept before", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, pass, database, clock, deliveries } = story;
    const { webhookId } = await add();
    await begin("Old");
    await deliver();
    pass(31 * DAY);
    await begin("New");
    await deliver();
    await sweepWebhooks(database, clock());
    expect((await deliveries(webhookId)).map(({ body }) => body.includes("New"))).toEqual([true]);

    const many = Array.from({ length: WEBHOOK_LIMITS.kept + 20 }, (_, index) => ({
      id: `many-${index}`,
      webhookId,
      type: "webhook.test",
      body: "{}",
      state: index === 0 ? "waiting" : "arrived",
      createdAt: new Date(clock().getTime() + index * 1_000),
    }));
    await database.client.webhookDelivery.createMany({ data: many });
    await sweepWebhooks(database, clock());
    const left = await deliveries(webhookId);
    expect(left).toHaveLength(WEBHOOK_LIMITS.kept + 1);
    // A waiting delivery stays.
    expect(left.map(({ id }) => id)).toContain("many-0");
    pass(2 * DAY);
    await sweepWebhooks(database, clock());
    expect(
      await database.client.job.count({
        where: { kind: "webhooks.deliver", doneAt: { not: null } },
      }),
    ).toBe(0);
  });

  it("has no end of what waits: with more than is kept the webhook is switched off, and says why", async () => {
    const story = await openWebhooks();
    const { add, begin, deliver, database, clock, webhook, taken } = story;
    const { webhookId } = await add();
    await deliver();
    taken();
    await database.client.webhookDelivery.createMany({
      data: Array.from({ length: WEBHOOK_LIMITS.waiting }, (_, index) => ({
        id: `waiting-${index}`,
        webhookId,
        type: "webhook.test",
        body: "{}",
        state: "waiting",
        createdAt: clock(),
      })),
    });
    await begin();
    await deliver();
    expect((await webhook(webhookId)).offWhy).toBe("behind");
    expect(taken()[0]?.text).toContain("since more waited to be taken there than is kept");
    expect(await database.client.webhookDelivery.count()).toBe(WEBHOOK_LIMITS.waiting);
  });
});
