import * as z from "zod";
import type { AuditEventType } from "#app/domain/audit-event.ts";
import { isIsoDate } from "#app/domain/dates.ts";

/** A group of events that a webhook is told of; names stand in rows, and are never renamed. */
interface WebhookTopicLabel {
  readonly label: string;
  readonly hint: string;
}

/** Topics, as somebody chooses from them. */
export const WEBHOOK_TOPICS = {
  review: {
    label: "Documents and their review",
    hint: "A document is begun, submitted, signed off, approved, sent back.",
  },
  filing: {
    label: "Filings",
    hint: "A document is filed, superseded, withdrawn, or its filing corrected.",
  },
  record: {
    label: "Agency record and dockets",
    hint: "An answer of an agency or an entry of a docket is recorded or corrected.",
  },
  deadlines: {
    label: "Dates that were missed",
    hint: "One is settled, or taken up again.",
  },
  matters: {
    label: "Matters and their parties",
    hint: "Parties come and go, the lead changes, a matter is archived, its public page published.",
  },
} as const satisfies Readonly<Record<string, WebhookTopicLabel>>;
export type WebhookTopic = keyof typeof WEBHOOK_TOPICS;
export const WEBHOOK_TOPIC_NAMES = Object.keys(WEBHOOK_TOPICS) as readonly WebhookTopic[];

function isTopic(name: string): name is WebhookTopic {
  return Object.hasOwn(WEBHOOK_TOPICS, name);
}

/** Topics as a row holds them: names with a space between. */
export function topicsOf(stored: string): readonly WebhookTopic[] {
  return stored.split(" ").filter(isTopic);
}

/** Kinds of details that leave: none of them can hold a word that somebody wrote. */
const LEAVES = {
  id: z.string().regex(/^[\w-]{1,64}$/u),
  day: z.iso.date().refine(isIsoDate),
  count: z.int().min(0).max(1_000_000),
  flag: z.boolean(),
  /** One of a list of the program's, such as how a paper was filed. */
  choice: z.string().regex(/^[a-z][A-Za-z-]{0,39}$/u),
} as const;
type LeavingKind = keyof typeof LEAVES;
type LeavingShape = (typeof LEAVES)[LeavingKind];

interface WebhookEvent {
  readonly topic: WebhookTopic;
  /** Details of the line that leave with the event, by name. */
  readonly details: Readonly<Record<string, LeavingKind>>;
}

const VERSION = { versionId: "id", number: "count" } as const;
const RETURNED = { versionId: "id", returnId: "id" } as const;
const FILED = { filedOn: "day", method: "choice" } as const;
const ANSWER = {
  what: "choice",
  eventId: "id",
  kind: "choice",
  dated: "day",
  sent: "day",
  received: "day",
  productionId: "id",
  outcome: "choice",
  isRetracted: "flag",
} as const;
const ENTRY = { docketId: "id", count: "count", dated: "day" } as const;

/**
 * Lines of the record that webhooks tell of (I3): each is one that all people of the matter's parties
 * read, which a test holds. Reasons, names, titles in a line and all other words stay behind the sign-in.
 */
export const WEBHOOK_EVENTS = {
  "document.created": { topic: "review", details: {} },
  "document.submitted": { topic: "review", details: VERSION },
  "document.signed-off": { topic: "review", details: { versionId: "id", signOffId: "id" } },
  "document.approved": { topic: "review", details: { versionId: "id" } },
  "document.changes-requested": { topic: "review", details: RETURNED },
  "document.recalled": { topic: "review", details: RETURNED },
  "document.reopened": { topic: "review", details: RETURNED },
  "document.review-voided": { topic: "review", details: { organizationId: "id" } },
  "document.filed": { topic: "filing", details: { ...FILED, versionId: "id" } },
  "document.brought-in": { topic: "filing", details: { ...FILED, versionId: "id" } },
  "document.filing-corrected": { topic: "filing", details: {} },
  "document.superseded": { topic: "filing", details: {} },
  "document.withdrawn": { topic: "filing", details: {} },
  "agency-record.recorded": { topic: "record", details: ANSWER },
  "agency-record.corrected": { topic: "record", details: ANSWER },
  "docket.created": { topic: "record", details: { docketId: "id" } },
  "docket.edited": { topic: "record", details: { docketId: "id" } },
  "docket.deleted": { topic: "record", details: { docketId: "id" } },
  "docket.event-recorded": { topic: "record", details: ENTRY },
  "docket.event-corrected": { topic: "record", details: ENTRY },
  "docket.event-retracted": { topic: "record", details: ENTRY },
  "deadline.settled": { topic: "deadlines", details: { due: "day", decision: "choice" } },
  "deadline.taken-up": { topic: "deadlines", details: { due: "day" } },
  "matter.created": { topic: "matters", details: {} },
  "matter.party-added": { topic: "matters", details: {} },
  "matter.party-accepted": { topic: "matters", details: {} },
  "matter.party-removed": { topic: "matters", details: {} },
  "matter.party-left": { topic: "matters", details: {} },
  "matter.lead-handed-over": { topic: "matters", details: { from: "id", to: "id" } },
  "matter.archived": { topic: "matters", details: {} },
  "matter.unarchived": { topic: "matters", details: {} },
  "matter.published": { topic: "matters", details: {} },
  "matter.unpublished": { topic: "matters", details: {} },
} as const satisfies Partial<Readonly<Record<AuditEventType, WebhookEvent>>>;
export type WebhookEventType = keyof typeof WEBHOOK_EVENTS;

/** The type of a delivery that only shows whether deliveries arrive. */
export const WEBHOOK_TEST = "webhook.test";

export function isWebhookEventType(type: string): type is WebhookEventType {
  return Object.hasOwn(WEBHOOK_EVENTS, type);
}

export function topicOf(type: WebhookEventType): WebhookTopic {
  return WEBHOOK_EVENTS[type].topic;
}

/** Types of these topics, for a query of the record. */
export function typesOf(topics: Iterable<WebhookTopic>): readonly WebhookEventType[] {
  const chosen = new Set(topics);
  return Object.keys(WEBHOOK_EVENTS)
    .filter(isWebhookEventType)
    .filter((type) => chosen.has(topicOf(type)));
}

function leavingOf(type: WebhookEventType): readonly (readonly [string, LeavingShape])[] {
  const kinds: WebhookEvent["details"] = WEBHOOK_EVENTS[type].details;
  return Object.entries(kinds).map(([name, kind]) => [name, LEAVES[kind]]);
}

/** The details of an event: each may be missing, as lines of older releases may lack it. */
export function detailsShape(type: WebhookEventType) {
  return z.object(
    Object.fromEntries(leavingOf(type).map(([name, leaving]) => [name, leaving.optional()])),
  );
}

/** Details of a line that leave with it, as far as they are of their kinds. */
export function leavingDetails(
  type: WebhookEventType,
  details: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    leavingOf(type).flatMap(([name, leaving]) => {
      const read = leaving.safeParse(details[name]);
      return read.success ? [[name, read.data]] : [];
    }),
  );
}
