import type { AuditEventType } from "#app/domain/audit-event.ts";
import { actorOfLine, quoted, told, type NamedLine, type RecordEntry } from "./entry.ts";

/** Webhooks of an organization; their lines have a name and a host, and neither address nor secret. */

/** "Ana added the webhook “Case list” of ILRC, to “hooks.example.org”", as far as the line has it. */
const ofWebhook = (did: (line: NamedLine) => string): RecordEntry => ({
  kind: "people",
  readers: ["administrators"],
  says: (line) => {
    const name = quoted(line.details["name"]);
    const host = quoted(line.details["host"]);
    const page = line.organizationPage("webhook", "/webhooks");
    return told`${did(line)} the ${page}${name === null ? "" : ` ${name}`} of ${line.organization}${host === null ? "" : `, to ${host}`}.`;
  },
});

const WHY_OFF: Readonly<Record<string, string>> = {
  failing: "Switched off, since nothing arrived for a week:",
  gone: "Switched off, since its receiver answered that it is gone:",
  behind: "Switched off, since too much waited to be taken:",
};

export const WEBHOOK_ENTRIES = {
  "webhook.added": ofWebhook((line) => `${actorOfLine(line)} added`),
  "webhook.secret-made": ofWebhook((line) => `${actorOfLine(line)} made a new secret for`),
  "webhook.switched-off": ofWebhook((line) => {
    const { why } = line.details;
    const by = typeof why === "string" ? WHY_OFF[why] : undefined;
    return by ?? `${actorOfLine(line)} switched off`;
  }),
  "webhook.switched-on": ofWebhook((line) => `${actorOfLine(line)} switched on`),
  "webhook.removed": ofWebhook((line) => `${actorOfLine(line)} removed`),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
