import * as z from "zod";
import { detailsShape, WEBHOOK_TEST, type WebhookEventType } from "./events.ts";

/** Missing where the server was not told its address. */
const url = z.url().optional().describe("Its page; missing where the server has no address.");

const matter = z.object({ id: z.string(), slug: z.string(), title: z.string(), url });
const document = z.object({ id: z.string(), kind: z.string(), title: z.string(), url });
const organization = z.object({ id: z.string(), name: z.string() });

const timestamp = z.iso.datetime().describe("When it happened, in UTC.");

/** The body of a delivery that tells of an event of that type: what is sent, and what the API describes. */
export function payloadShape<T extends WebhookEventType>(type: T) {
  return z.object({
    type: z.literal(type),
    timestamp,
    data: z.object({
      matter,
      document: document.optional(),
      organization: organization.optional(),
      details: detailsShape(type),
    }),
  });
}
export type WebhookPayload = z.output<ReturnType<typeof payloadShape>>;

/** The body of a test. */
export const testPayloadShape = z.object({
  type: z.literal(WEBHOOK_TEST),
  timestamp,
  data: z.object({ organization: organization.pick({ id: true }) }),
});
export type WebhookTestPayload = z.output<typeof testPayloadShape>;
