import * as z from "zod";
import { isWebAddress } from "#app/domain/links.ts";
import { WEBHOOK_TOPIC_NAMES } from "#app/domain/webhooks/events.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import { id, line } from "./fields.ts";

/** Organization: have another program told of what happens in its matters. */
export const addWebhookForm = z.object({
  name: line("Enter a name by which you know it again.", WEBHOOK_LIMITS.name),
  url: line("Enter the address that the events are sent to.", WEBHOOK_LIMITS.url).refine(
    (address) => isWebAddress(address) && !address.includes("#"),
    "Enter the whole address, such as https://hooks.example.org/desk, without a name or password in it.",
  ),
  topics: z
    .array(z.enum(WEBHOOK_TOPIC_NAMES, { error: "Choose from what is shown." }), {
      error: "Choose at least one.",
    })
    .min(1, "Choose at least one.")
    .transform((chosen) => WEBHOOK_TOPIC_NAMES.filter((topic) => chosen.includes(topic))),
});

/** One delivery, to be sent again. */
export const webhookDeliveryForm = z.object({ deliveryId: id("Load the page again.") });
