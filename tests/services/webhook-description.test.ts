import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, describe, it } from "vitest";
import { AUDIT_EVENT_TYPES } from "#app/domain/audit-event.ts";
import {
  isWebhookEventType,
  WEBHOOK_EVENTS,
  WEBHOOK_TEST,
  type WebhookEventType,
} from "#app/domain/webhooks/events.ts";
import { openApi } from "#server/api/openapi.ts";
import { bodyOf } from "#server/services/webhooks/body.ts";
import { openWebhooks } from "./webhook-story.ts";
import { value } from "./workspace.ts";

const { webhooks } = openApi("https://desk.example.org");
const TYPES = Object.keys(WEBHOOK_EVENTS).filter(isWebhookEventType);
const ajv = new Ajv2020({ validateFormats: false });

/** Why a body is not what the description of its type says; null where it is. */
function problemOf(type: string, body: string): string | null {
  const schema = webhooks[type]?.post.requestBody.content["application/json"]?.schema;
  if (!schema) return `${type} is not described`;
  return ajv.validate(schema, JSON.parse(body)) ? null : `${type}: ${ajv.errorsText()}`;
}

const DETAILS = { id: "a-1", day: "2021-10-07", count: 3, flag: true, choice: "portal" } as const;

function sampleOf(type: WebhookEventType, appUrl: string | null): string {
  const kinds: Readonly<Record<string, keyof typeof DETAILS>> = WEBHOOK_EVENTS[type].details;
  const details = Object.entries(kinds).map(([name, kind]) => [name, DETAILS[kind]]);
  return bodyOf(
    {
      type,
      at: new Date("2021-10-07T12:00:00Z"),
      matterId: "m",
      documentId: "d",
      organizationId: "o",
      details: Object.fromEntries(details),
    },
    {
      appUrl,
      matters: new Map([["m", { slug: "reports", title: "Reports" }]]),
      documents: new Map([["d", { kind: "request", title: "Weekly reports" }]]),
      organizations: new Map([["o", { name: "Council" }]]),
    },
  );
}

describe("[I3] the description of the API", () => {
  it("has each event that can be sent, and no other", () => {
    expect(Object.keys(webhooks).sort()).toEqual([...TYPES, WEBHOOK_TEST].sort());
    expect(AUDIT_EVENT_TYPES.filter(isWebhookEventType).sort()).toEqual([...TYPES].sort());
  });

  it("says what each of them holds as it is sent, with and without links", () => {
    for (const type of TYPES) {
      for (const appUrl of ["https://desk.example.org", null]) {
        expect(problemOf(type, sampleOf(type, appUrl))).toBeNull();
      }
      const { data } = JSON.parse(sampleOf(type, null)) as { data: { details: object } };
      // None of the details was left out: each stands in the description.
      expect(Object.keys(data.details), type).toEqual(Object.keys(WEBHOOK_EVENTS[type].details));
    }
  });

  it("takes no event for another one, and no detail for one of another kind", () => {
    const filed = sampleOf("document.filed", null);
    expect(problemOf("document.created", filed)).toContain("/type");
    expect(problemOf("document.filed", filed.replace('"portal"', "7"))).toContain(
      "/details/method",
    );
    expect(problemOf("document.filed", filed.replace('"matter"', '"case"'))).toContain("matter");
  });

  it("fits what a receiver is sent, and a test", async () => {
    const story = await openWebhooks();
    const { services, people, organizations } = story;
    const { webhookId } = await story.add();
    await story.begin();
    value(await services.webhooks.test(people.admin, organizations.council, webhookId));
    await story.deliver();
    const bodies = story.receiver.taken().map(({ body }) => body);
    const types = bodies.map((body) => (JSON.parse(body) as { type: string }).type);
    expect(types.sort()).toEqual(["document.created", WEBHOOK_TEST]);
    for (const body of bodies) {
      const { type } = JSON.parse(body) as { type: string };
      expect(problemOf(type, body)).toBeNull();
    }
  });
});
