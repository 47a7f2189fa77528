import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  effectiveEvents,
  type AgencyEvent,
} from "#app/domain/agency-record/event.ts";
import { clockRecordOf, type SuitDays } from "#app/domain/agency-record/clock-record.ts";
import { trackingNumbersOf } from "#app/domain/agency-record/tracking.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { clock, isRefused } from "#app/domain/foia-clock.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { RequestOnRecord } from "#app/document/details/sourced-values.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Without closures and Inauguration Day, which are switches (L3). */
export const CALENDAR: ClockCalendar = { closures: [], inaugurationDay: false };

/** How many requests a paper speaks of at most: the latest. */
const REQUESTS = 20;

/**
 * The requests of a matter that were filed and stand (neither superseded nor withdrawn), the oldest
 * first, with what is on record of each.
 */
export async function requestsOfMatter(
  client: PrismaClient | Transaction,
  matterId: string,
  at: Date,
): Promise<RequestOnRecord[]> {
  const filings = await client.filing.findMany({
    where: { document: { matterId, kind: "request", status: "filed" } },
    orderBy: [{ filedOn: "desc" }, { at: "desc" }],
    take: REQUESTS,
    select: { documentId: true, filedOn: true, document: { select: { facts: true } } },
  });
  const filed = filings.toReversed().map(({ documentId, filedOn, document }) => ({
    documentId,
    filedOn,
    trackingNumbers: readDetails(document.facts).trackingNumbers,
  }));
  return requestsOnRecord(client, filed, at.toISOString().slice(0, 10));
}

/** A filed request, as far as its clock needs it. */
interface FiledRow {
  readonly documentId: string;
  readonly filedOn: string;
  /** The numbers that its own text names. */
  readonly trackingNumbers: readonly string[];
}

/**
 * What is on record of these filed requests: events, numbers, clock.
 * @param today ISO date on which the clocks are read.
 */
async function requestsOnRecord(
  client: PrismaClient | Transaction,
  filed: readonly FiledRow[],
  today: string,
): Promise<RequestOnRecord[]> {
  const ids = filed.map(({ documentId }) => documentId);
  const [rows, suits] = await Promise.all([
    client.agencyEvent.findMany({
      where: { documentId: { in: ids } },
      orderBy: [{ recordedAs: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    }),
    client.docketFiling.findMany({
      where: { documentId: { in: ids } },
      select: { documentId: true, docket: { select: { filedOn: true } } },
    }),
  ]);
  return filed.map(({ documentId, filedOn, trackingNumbers }) => {
    const all = rows.filter((row) => row.documentId === documentId).map(eventOfRow);
    const events = effectiveEvents(all).map(({ event }) => event);
    const enforcedBy = suits
      .filter((suit) => suit.documentId === documentId)
      .map(({ docket }): SuitDays => ({ ...docket, served: [], answerOrdered: null }));
    const read = clock(clockRecordOf({ filedOn }, events, enforcedBy), CALENDAR, today);
    const recorded = trackingNumbersOf(all).map(({ number }) => number);
    return {
      documentId,
      filedOn,
      trackingNumbers: recorded.length > 0 ? recorded : trackingNumbers,
      events,
      clock: isRefused(read) ? null : read,
    };
  });
}

type EventRow = Awaited<ReturnType<PrismaClient["agencyEvent"]["findMany"]>>[number];

/** A row as the domain reads it; throws for one that no release of this program has written. */
function eventOfRow(row: EventRow): AgencyEvent {
  const kind = AGENCY_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`an event of the agency record is of no known kind: ${row.id}`);
  const details = AGENCY_EVENT_DETAILS[kind].parse(JSON.parse(row.details));
  const { id, dated, sent, received, note, correctsId, isRetracted, recordedById, recordedAt } =
    row;
  const common = { id, dated, sent, received, note, correctsId, isRetracted };
  // The table ties each kind to its details, which the compiler can't follow through a union.
  return { ...common, recordedById, recordedAt, kind, details } as AgencyEvent;
}
