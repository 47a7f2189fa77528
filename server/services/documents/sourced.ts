import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Finding } from "#app/domain/readiness.ts";
import { readParties } from "#app/document/details/docket.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import {
  sourcedFieldsIn,
  sourcedLabel,
  staleFields,
  type SourcedValue,
} from "#app/document/details/sourced-fields.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import type { ReleaseOnRecord, SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import { releasesOf, suitDaysOf } from "#app/domain/docket-event/due.ts";
import { courtCalendarOf, suitWithDeadlines } from "#server/services/dockets/deadlines.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { documentTo } from "./load.ts";
import { requestsOfMatter } from "./request-records.ts";

/**
 * The current values of a document's sourced fields, by name: from the record and the clock of its
 * matter's filed requests, and from its own lawsuit (L35).
 */
async function valuesNow(
  client: PrismaClient | Transaction,
  document: { readonly matterId: string; readonly docketId: string | null },
  at: Date,
): Promise<Map<string, string>> {
  const requests = await requestsOfMatter(client, document.matterId, at);
  const suit = document.docketId === null ? null : await suitOf(client, document.docketId, at);
  return sourcedValues(requests, suit, await calendarOf(client));
}

/** The lawsuit as its docket and the agency record tell it; null for one that is gone. */
export async function suitOf(
  client: PrismaClient | Transaction,
  docketId: string,
  at: Date,
): Promise<SuitOnRecord | null> {
  const docket = await client.docket.findUnique({
    where: { id: docketId },
    include: { enforces: { select: { documentId: true } } },
  });
  if (!docket) return null;
  const today = dateOfFilings(at);
  const suit = await suitWithDeadlines(client, docket, await courtCalendarOf(client), today);
  const { events } = suit.record;
  const { plaintiffs, defendants } = readParties(docket.parties);
  const { served } = suitDaysOf(docket.filedOn, events);
  const onAttorney = served.find(({ on }) => on === "usAttorney")?.received;
  return {
    filedOn: docket.filedOn,
    servedOn: onAttorney ?? docket.servedOn,
    answerDueOn: suit.deadlines.find(({ key }) => key === "answer")?.due ?? docket.answerDueOn,
    plaintiffs: plaintiffs.map(({ name }) => name),
    defendants: defendants.map(({ name }) => name),
    addresses: new Map(defendants.map(({ name, address }) => [name, address])),
    events,
    releases: await releasesOnRecord(
      client,
      docket.enforces.map((filing) => filing.documentId),
    ),
    missed: releasesOf(suit.record, today).filter(({ state }) => state === "missed"),
    today,
  };
}

/** The releases of those requests, the earliest first. */
async function releasesOnRecord(
  client: PrismaClient | Transaction,
  documentIds: string[],
): Promise<ReleaseOnRecord[]> {
  const rows = await client.production.findMany({
    where: { documentId: { in: documentIds }, retractedAt: null },
    select: {
      id: true,
      number: true,
      dated: true,
      pagesFull: true,
      pagesPart: true,
      pagesWithheld: true,
    },
    orderBy: [{ dated: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, number, dated, pagesFull, pagesPart, pagesWithheld }) => ({
    id,
    number,
    dated,
    released: pagesFull === null || pagesPart === null ? null : pagesFull + pagesPart,
    withheld: pagesWithheld,
  }));
}

/** The current values of those fields; unrecorded ones are left out. */
export function valuesFor(
  names: Iterable<string>,
  now: ReadonlyMap<string, string>,
): SourcedValue[] {
  return [...new Set(names)].flatMap((name) => {
    const value = now.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
}

/** The outdated fields of a draft, each with its place. */
export async function staleFindings(
  client: PrismaClient | Transaction,
  documentId: string,
  { prose, facts }: Pick<StoredContent, "prose" | "facts">,
  at: Date,
): Promise<Finding[]> {
  if (sourcedFieldsIn(prose).length === 0) return [];
  const row = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { matterId: true, docketId: true },
  });
  const now = await valuesNow(client, row, at);
  return staleFields(prose, facts, now).map(({ name, block, printed, now: is }): Finding => {
    const label = sourcedLabel(name);
    const says = printed === null ? "is not filled in" : `is printed as ${printed}`;
    const recorded = is === null ? "nothing is recorded for it now" : `it is ${is} now`;
    return {
      check: "stale-value",
      words: `the ${label} ${says}, and ${recorded}`,
      place: block === null ? { kind: "nowhere" } : { kind: "block", id: block },
    };
  });
}

/**
 * Updates the values that an open draft takes from the agency record, the clock and the docket
 * (L35). Values of fields that are no longer in the text are dropped; the text itself is not
 * touched.
 */
export const updateSourced = command({
  on: documentTo("document.edit"),
  async prepare({ resources, found: { row } }) {
    const read: Outcome<{ readonly prose: StoredContent["prose"] }> = await resources.drafts.prose(
      row.id,
    );
    return read.ok ? done(sourcedFieldsIn(read.value.prose).map(({ name }) => name)) : read;
  },
  async run({ tx, at, found: { row }, prepared: names, record }) {
    const before = readDetails(row.facts);
    const sourced = valuesFor(names, await valuesNow(tx, row, at));
    if (JSON.stringify(sourced) === JSON.stringify(before.sourced)) return done();
    await tx.document.update({
      where: { id: row.id },
      data: { facts: writeDetails({ ...before, sourced }), factsRevision: { increment: 1 } },
    });
    await record({
      type: "document.facts-edited",
      details: {
        before: { sourced: before.sourced.map((one) => ({ ...one })) },
        after: { sourced: sourced.map((one) => ({ ...one })) },
      },
    });
    return done();
  },
});
