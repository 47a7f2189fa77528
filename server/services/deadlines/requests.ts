import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  effectiveEvents,
  type AgencyEvent,
} from "#app/domain/agency-record/event.ts";
import { clockRecordOf, type SuitDays } from "#app/domain/agency-record/clock-record.ts";
import type { Deadline } from "#app/domain/deadlines/deadline.ts";
import type { RequestWithClock } from "#app/domain/deadlines/of-request.ts";
import { clock, isRefused, type ClockCalendar } from "#app/domain/foia-clock.ts";
import type { PrismaClient } from "#server/database/index.ts";

/** A lawsuit's days, as the clocks of the requests that it enforces read them. */
export interface SuitOfClock {
  readonly docketId: string;
  readonly days: SuitDays;
}

/**
 * The filed requests of those matters with their clocks: three questions to the database, however many
 * there are. A record that the clock refuses as impossible has no dates, and is left out.
 */
export async function requestsWithClocks(
  client: PrismaClient,
  matters: ReadonlyMap<string, Deadline["matter"]>,
  suits: readonly SuitOfClock[],
  calendar: ClockCalendar,
  today: string,
): Promise<RequestWithClock[]> {
  const filings = await client.filing.findMany({
    where: {
      document: { matterId: { in: [...matters.keys()] }, kind: "request", status: "filed" },
    },
    select: {
      documentId: true,
      filedOn: true,
      document: { select: { title: true, matterId: true } },
      enforcedBy: { select: { docketId: true } },
    },
    orderBy: { documentId: "asc" },
  });
  const rows = await client.agencyEvent.findMany({
    where: { documentId: { in: filings.map(({ documentId }) => documentId) } },
    orderBy: [{ recordedAs: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
  });
  const events = new Map<string, typeof rows>();
  for (const row of rows) {
    const ofDocument = events.get(row.documentId);
    if (ofDocument) ofDocument.push(row);
    else events.set(row.documentId, [row]);
  }
  const daysOf = new Map(suits.map(({ docketId, days }) => [docketId, days]));
  return filings.flatMap(({ documentId, filedOn, document, enforcedBy }): RequestWithClock[] => {
    const matter = matters.get(document.matterId);
    const own = events.get(documentId) ?? [];
    if (!matter) return [];
    const record = clockRecordOf(
      { filedOn },
      effectiveEvents(own.flatMap((row) => agencyEventOf(row) ?? [])).map(({ event }) => event),
      enforcedBy.flatMap(({ docketId }) => daysOf.get(docketId) ?? []),
    );
    const answer = clock(record, calendar, today);
    if (isRefused(answer)) return [];
    const isInvented = own.some((row) => row.isInvented);
    return [{ documentId, title: document.title, matter, record, clock: answer, isInvented }];
  });
}

/** A row as the domain reads it; null for a kind that only a later release knows. */
function agencyEventOf(row: {
  readonly id: string;
  readonly kind: string;
  readonly dated: string | null;
  readonly sent: string | null;
  readonly received: string | null;
  readonly details: string;
  readonly note: string | null;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  readonly isInvented: boolean;
  readonly recordedById: string;
  readonly recordedAt: Date;
}): AgencyEvent | null {
  const kind = AGENCY_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) return null;
  const details: unknown = JSON.parse(row.details);
  // The table ties each kind to its details, which the compiler can't follow through a union.
  return { ...row, kind, details: AGENCY_EVENT_DETAILS[kind].parse(details) } as AgencyEvent;
}
