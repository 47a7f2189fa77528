import { setImmediate } from "node:timers/promises";
import * as z from "zod";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import { kindsThat } from "#app/domain/document-kinds/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { calendarChanges } from "#server/services/settings/calendar.ts";
import type { Instant } from "#server/services/instant.ts";
import { answerOf, isSameAnswer, type ClockAnswer } from "./clock-answer.ts";
import { clockFrom, CLOCKS_AT_ONCE, suitsOf } from "./clocks.ts";
import { agencyEventsOf } from "./events.ts";
import type { ClockChange, RelyingPaper } from "./views.ts";
import { archiveOfMatter } from "#server/services/bringing/origin.ts";

// Of a line that came with an archive, somebody else wrote it.
const day = z.string().refine(isIsoDate).nullable();
const ofOne = z.object({
  earliest: day,
  latest: day,
  appealUntil: day,
  exhaustion: z.string(),
});
const answer = ofOne
  .extend({ components: z.array(ofOne.extend({ component: z.string() })).optional() })
  .nullable() satisfies z.ZodType<ClockAnswer | null>;
const changed = z.object({ clock: z.object({ before: answer, after: answer }) });

/**
 * The changes of a request's clock, from the audit record; latest first (L16): by what was recorded
 * of it, and by other closed days of the workspace.
 * @param since only those after that instant.
 */
export async function changesOf(
  client: PrismaClient,
  documentId: string,
  partyIds: ReadonlySet<string>,
  since = new Date(0),
): Promise<ClockChange[]> {
  const lines = await client.auditEvent.findMany({
    where: {
      documentId,
      type: { in: ["agency-record.recorded", "agency-record.corrected"] },
      at: { gt: since },
    },
    orderBy: { sequence: "desc" },
    select: { at: true, actorId: true, details: true },
  });
  const people = await personTags(
    client,
    lines.flatMap(({ actorId }) => actorId ?? []),
    partyIds,
  );
  const recorded = lines.flatMap(({ at, actorId, details }): ClockChange[] => {
    const read = changed.safeParse(JSON.parse(details));
    if (!read.success) return [];
    const { before, after } = read.data.clock;
    const by = people.get(actorId ?? "") ?? null;
    return [{ at: at.toISOString(), cause: "record", by, before, after }];
  });
  const recounted = await recountsOf(client, documentId, since);
  return [...recorded, ...recounted].sort((one, other) => other.at.localeCompare(one.at));
}

/**
 * The changes of a request's clock by other closed days: what was on record then, counted with the
 * days of before and of after.
 */
async function recountsOf(
  client: PrismaClient,
  documentId: string,
  since: Date,
): Promise<ClockChange[]> {
  const changes = (await calendarChanges(client)).filter(({ at }) => at > since);
  if (changes.length === 0) return [];
  const filing = await client.filing.findUnique({
    where: { documentId },
    select: { filedOn: true, at: true, document: { select: { matterId: true } } },
  });
  if (!filing) return [];
  const origin = await archiveOfMatter(client, filing.document.matterId);
  // Before it came here, nothing of the days here was counted for it.
  const hereSince = origin === null ? filing.at : new Date(origin.at);
  const all = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const suits = (await suitsOf(client, [documentId])).get(documentId) ?? [];
  const recounts: ClockChange[] = [];
  for (const [index, { at, before, after }] of changes.entries()) {
    if (filing.at > at || hereSince > at) continue;
    // Each counts two clocks.
    if ((2 * index) % CLOCKS_AT_ONCE === CLOCKS_AT_ONCE - 2) await setImmediate();
    const events = all.filter(({ recordedAt }) => recordedAt <= at);
    const on = { events, suits, today: dateOfFilings(at) };
    const counted = (calendar: ClockCalendar) =>
      answerOf(clockFrom(documentId, filing.filedOn, { ...on, calendar }));
    const [was, is] = [counted(before), counted(after)];
    if (isSameAnswer(was, is)) continue;
    recounts.push({
      at: at.toISOString(),
      cause: "closed days",
      by: null,
      before: was,
      after: is,
    });
  }
  return recounts;
}

/** The statuses of documents whose text is fixed, so that it may rely on an earlier answer. */
export const RELYING_STATUSES: readonly DocumentStatus[] = ["in_review", "approved", "filed"];

/**
 * The documents that were submitted or filed before the clock's result last changed, and may rely
 * on an earlier one that is not the present one again (L16): complaints that enforce the request or no recorded suit, and appeals of
 * its matter.
 */
export async function relyingPapers(
  client: PrismaClient | Transaction,
  { documentId, matterId }: { readonly documentId: string; readonly matterId: string },
  changes: readonly ClockChange[],
): Promise<RelyingPaper[]> {
  const [last] = changes;
  if (!last) return [];
  const rows = await client.document.findMany({
    where: {
      matterId,
      kind: { in: kindsThat(({ reliesOnClock }) => reliesOnClock) },
      status: { in: [...RELYING_STATUSES] },
      OR: [{ docketId: null }, { docket: { enforces: { some: { documentId } } } }],
    },
    select: {
      id: true,
      title: true,
      kind: true,
      status: true,
      pinnedVersionId: true,
      filing: { select: { versionId: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const fixed = await fixedAtOf(client, rows);
  return rows.flatMap(({ id, title, kind, status }) => {
    const fixedAt = fixed.get(id);
    if (fixedAt === undefined) return [];
    const relied = changes.findLast(({ at }) => at > fixedAt);
    if (!relied || isSameAnswer(relied.before, last.after)) return [];
    return [
      {
        id,
        title,
        // Only the services write these columns, from the domain's closed sets.
        kind: kind as DocumentKind,
        status: status as DocumentStatus,
        fixedAt,
        changedAt: last.at,
      },
    ];
  });
}

/**
 * When the texts of these documents were fixed, by document id: when the version was made that is
 * in review, approved or filed. Signing and filing it change no word of it.
 */
export async function fixedAtOf(
  client: PrismaClient | Transaction,
  rows: readonly {
    readonly id: string;
    readonly pinnedVersionId: string | null;
    readonly filing: { readonly versionId: string } | null;
  }[],
): Promise<ReadonlyMap<string, Instant>> {
  const versionOf = new Map(
    rows.map(({ id, pinnedVersionId, filing }) => [id, filing?.versionId ?? pinnedVersionId]),
  );
  const versions = await client.version.findMany({
    where: { id: { in: [...versionOf.values()].filter((id) => id !== null) } },
    select: { id: true, documentId: true, createdAt: true },
    orderBy: { id: "asc" },
  });
  return new Map(
    versions.flatMap(({ id, documentId, createdAt }) =>
      versionOf.get(documentId) === id ? [[documentId, createdAt.toISOString()]] : [],
    ),
  );
}
