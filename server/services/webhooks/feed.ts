import type { AuditLine } from "#app/domain/audit-event.ts";
import type { RecordReader } from "#app/domain/audit-record/readers.ts";
import { mayReadLine } from "#app/domain/audit-record/readers.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { tellsPrograms } from "#app/domain/permissions.ts";
import {
  isWebhookEventType,
  topicOf,
  topicsOf,
  typesOf,
  WEBHOOK_TOPIC_NAMES,
  type WebhookEventType,
} from "#app/domain/webhooks/events.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { writeJob } from "#server/jobs/index.ts";
import { headOf } from "#server/services/audit/append.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { bodyOf } from "./body.ts";
import { deliveryJob, switchOffJob } from "./job.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/** Lines of the record that are looked at at once; more follow. */
const LINES = 200;

export type FeedResources = Pick<Resources, "database" | "clock" | "ids" | "jobs" | "appUrl">;

interface FedWebhook {
  readonly id: string;
  readonly organizationId: string;
  readonly topics: string;
  readonly readTo: number;
}

/** A line that webhooks may be told of, with its matter as it is now. */
interface FedLine {
  readonly sequence: number;
  readonly type: WebhookEventType;
  readonly matterId: string;
  readonly isReadBy: (organizationId: string) => boolean;
  readonly body: string;
}

/**
 * Writes a delivery for each line of the record that webhooks are to be told of, as far as the record goes
 * now. Any number of processes may do so at once: each webhook has its own place in the record, which is
 * moved in the transaction of its deliveries, and only by who knows where it stood.
 */
export async function feedWebhooks(resources: FeedResources): Promise<void> {
  const { client } = resources.database;
  for (;;) {
    const { sequence: head } = await headOf(client);
    const webhooks = await client.webhook.findMany({
      where: { offAt: null, readTo: { lt: head } },
      select: { id: true, organizationId: true, topics: true, readTo: true },
      orderBy: { id: "asc" },
    });
    if (webhooks.length === 0) return;
    const from = Math.min(...webhooks.map(({ readTo }) => readTo));
    const { lines, upTo } = await linesAfter(resources, from, head);
    const silent: FedWebhook[] = [];
    for (const webhook of webhooks.filter(({ readTo }) => readTo < upTo)) {
      const told = toldTo(webhook, lines);
      if (told.length === 0) silent.push(webhook);
      else await tell(resources, webhook, told, upTo);
    }
    await passBy(client, silent, upTo);
    if (upTo === head) return;
  }
}

function toldTo(
  { organizationId, topics: stored, readTo }: FedWebhook,
  lines: readonly FedLine[],
): readonly FedLine[] {
  const topics = new Set(topicsOf(stored));
  return lines.filter(
    ({ sequence, type, isReadBy }) =>
      sequence > readTo && topics.has(topicOf(type)) && isReadBy(organizationId),
  );
}

/** Moves on those that are told of nothing, all that stand at one place at once: most do, after each command. */
async function passBy(
  client: PrismaClient,
  webhooks: readonly FedWebhook[],
  upTo: number,
): Promise<void> {
  for (const place of new Set(webhooks.map(({ readTo }) => readTo))) {
    const there = webhooks.filter(({ readTo }) => readTo === place);
    await client.webhook.updateMany({
      where: { id: { in: there.map(({ id }) => id) }, readTo: place, offAt: null },
      data: { readTo: upTo },
    });
  }
}

async function tell(
  { database: { client }, clock, ids, jobs }: FeedResources,
  { id: webhookId, readTo }: FedWebhook,
  told: readonly FedLine[],
  upTo: number,
): Promise<void> {
  const at = clock();
  const isWritten = await client.$transaction(
    async (tx) => {
      const { count } = await tx.webhook.updateMany({
        where: { id: webhookId, readTo, offAt: null },
        data: { readTo: upTo },
      });
      // Another process has told of these lines, or somebody switched it off.
      if (count === 0) return false;
      const waiting = await tx.webhookDelivery.count({ where: { webhookId, state: "waiting" } });
      if (waiting + told.length > WEBHOOK_LIMITS.waiting) {
        await writeJob(tx, at, switchOffJob(webhookId, "behind", `behind:${upTo}`));
      }
      const rows = told
        .slice(0, Math.max(WEBHOOK_LIMITS.waiting - waiting, 0))
        .map(({ sequence, type, matterId, body }) => ({
          id: ids(),
          webhookId,
          sequence,
          type,
          matterId,
          body,
          state: "waiting",
          createdAt: at,
          dueAt: at,
        }));
      await tx.webhookDelivery.createMany({ data: rows });
      for (const { id } of rows) {
        await writeJob(tx, at, deliveryJob({ id, turn: 0, isByHand: false }, at));
      }
      return true;
    },
    { maxWait: 10_000, timeout: 20_000 },
  );
  if (isWritten) jobs.wake();
}

/**
 * Without what a bringing in ends that nobody here knew of: a publication that the public never read here,
 * and a review of another workspace.
 */
async function withoutEndsElsewhere(
  client: PrismaClient,
  lines: readonly AuditLine[],
): Promise<readonly AuditLine[]> {
  const kept: AuditLine[] = [];
  for (const line of lines) {
    const { type, matterId, sequence, details } = line;
    if (type === "document.review-voided" && details["because"] === "brought-in") continue;
    const isEnd = type === "matter.unpublished";
    if (isEnd && !(await wasPublishedHere(client, { matterId, sequence }))) continue;
    kept.push(line);
  }
  return kept;
}

async function wasPublishedHere(
  client: PrismaClient,
  { matterId, sequence }: Pick<AuditLine, "matterId" | "sequence">,
): Promise<boolean> {
  const found = await client.auditEvent.findFirst({
    where: { matterId, type: "matter.published", sequence: { lt: sequence }, ...NOT_BROUGHT },
    select: { sequence: true },
  });
  return found !== null;
}

/** The next lines of these types up to `head`, and how far they reach. */
async function linesAfter(
  { database: { client }, appUrl }: FeedResources,
  from: number,
  head: number,
): Promise<{ readonly lines: readonly FedLine[]; readonly upTo: number }> {
  const rows = await client.auditEvent.findMany({
    where: {
      sequence: { gt: from, lte: head },
      type: { in: [...typesOf(WEBHOOK_TOPIC_NAMES)] },
      matterId: { not: null },
      ...NOT_BROUGHT,
    },
    orderBy: { sequence: "asc" },
    take: LINES,
  });
  const found = await withoutEndsElsewhere(client, rows.map(lineOf));
  const ids = (name: "matterId" | "documentId" | "organizationId") => [
    ...new Set(found.flatMap((line) => line[name] ?? [])),
  ];
  const [matters, documents, organizations] = await Promise.all([
    client.matter.findMany({
      where: { id: { in: ids("matterId") } },
      select: { ...FOR_MATTER_SUBJECT, slug: true, title: true },
    }),
    client.document.findMany({
      where: { id: { in: ids("documentId") } },
      select: { id: true, kind: true, title: true },
    }),
    client.organization.findMany({
      where: { id: { in: ids("organizationId") } },
      select: { id: true, name: true },
    }),
  ]);
  const things = {
    appUrl,
    matters: new Map(matters.map(({ id, slug, title }) => [id, { slug, title }])),
    documents: new Map(documents.map(({ id, kind, title }) => [id, { kind, title }])),
    organizations: new Map(organizations.map(({ id, name }) => [id, { name }])),
  };
  const subjects = new Map(matters.map((row) => [row.id, subjectOfMatter(row)]));
  const lines = found.flatMap((line): FedLine[] => {
    const { sequence, type, matterId } = line;
    const matter = matterId === null ? undefined : subjects.get(matterId);
    if (!matter || matterId === null || !isWebhookEventType(type)) return [];
    return [
      {
        sequence,
        type,
        matterId,
        isReadBy: (organizationId) => mayReadLine(programOf(organizationId, matter), line),
        body: bodyOf({ ...line, type, matterId }, things),
      },
    ];
  });
  return { lines, upTo: rows.length < LINES ? head : (rows.at(-1)?.sequence ?? head) };
}

const NONE: ReadonlySet<string> = new Set();

/** An organization's program as a reader of the record: what all parties of its matters read, and nothing else. */
function programOf(organizationId: string, matter: MatterSubject): RecordReader {
  return {
    userId: "",
    isWorkspaceAdministrator: false,
    organizationIds: NONE,
    administeredIds: NONE,
    administeredPeople: NONE,
    matterIds: tellsPrograms(organizationId, matter) ? new Set([matter.matterId]) : NONE,
    watchedMatterIds: NONE,
  };
}

/** Whether the organization may still be told of that matter. */
export async function isToldOf(
  client: PrismaClient,
  organizationId: string,
  matterId: string,
): Promise<boolean> {
  const row = await client.matter.findUnique({
    where: { id: matterId },
    select: FOR_MATTER_SUBJECT,
  });
  return row !== null && tellsPrograms(organizationId, subjectOfMatter(row));
}
