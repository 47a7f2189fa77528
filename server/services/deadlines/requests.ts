import { setImmediate } from "node:timers/promises";
import * as z from "zod";
import { expeditionOwedBy } from "#app/domain/agency-record/expedition.ts";
import type { Deadline } from "#app/domain/deadlines/deadline.ts";
import type { RequestWithClock } from "#app/domain/deadlines/of-request.ts";
import type { UncountedRequest } from "#app/domain/deadlines/uncounted.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient } from "#server/database/index.ts";
import {
  clockFrom,
  CLOCKS_AT_ONCE,
  problemOf,
  suitsOf,
} from "#server/services/agency-record/clocks.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
import type { Instant } from "#server/services/instant.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";

/** Of a request's details, without the rest, which Home does not need for hundreds of requests. */
const askedFor = z.object({ letter: z.object({ expeditedProcessing: z.boolean() }).nullish() });

function asksExpedition(facts: string): boolean {
  const { data } = askedFor.safeParse(JSON.parse(facts));
  return data?.letter?.expeditedProcessing ?? false;
}

/** A filed request with its clock, and when it was filed. */
interface DatedRequest extends RequestWithClock {
  readonly matterId: string;
  /** ISO day. */
  readonly filedOn: string;
  readonly confirmedAt: Instant;
}

type Uncounted = Omit<UncountedRequest, "mayMend"> & { readonly matterId: string };

/**
 * The filed requests of these matters with their clocks, and apart those whose events are impossible,
 * which have none; the number of database queries does not grow with them.
 */
export async function requestsWithClocks(
  client: PrismaClient,
  matters: ReadonlyMap<string, Deadline["matter"]>,
  today: string,
): Promise<{ readonly dated: DatedRequest[]; readonly uncounted: Uncounted[] }> {
  const filings = await readInPieces(matters.keys(), (some) =>
    client.filing.findMany({
      where: { document: { matterId: { in: some }, kind: "request", status: "filed" } },
      select: {
        documentId: true,
        filedOn: true,
        at: true,
        document: { select: { title: true, matterId: true, facts: true } },
      },
      orderBy: { documentId: "asc" },
    }),
  );
  filings.sort((one, other) => (one.documentId < other.documentId ? -1 : 1));
  const ids = filings.map(({ documentId }) => documentId);
  const calendar = await calendarOf(client);
  const events = await agencyEventsOf(client, ids);
  const suits = await suitsOf(client, ids);
  const dated: DatedRequest[] = [];
  const uncounted: Uncounted[] = [];
  for (const [index, { documentId, filedOn, at, document }] of filings.entries()) {
    if (index % CLOCKS_AT_ONCE === CLOCKS_AT_ONCE - 1) await setImmediate();
    const matter = matters.get(document.matterId);
    if (!matter) continue;
    const read = clockFrom(documentId, filedOn, {
      events: events.get(documentId) ?? [],
      suits: suits.get(documentId) ?? [],
      calendar,
      today,
    });
    const { title, matterId, facts } = document;
    const { clock, record, currentEvents, isInvented } = read;
    if (!clock) {
      const problem = problemOf(read) ?? "";
      uncounted.push({ documentId, title, matter, matterId, problem, isInvented });
      continue;
    }
    const asks = asksExpedition(facts);
    const filed = { matterId, filedOn, confirmedAt: at.toISOString() };
    const awaited = { expeditionOwedBy: expeditionOwedBy(asks, currentEvents, clock) };
    const isClosed = currentEvents.some(({ kind }) => kind === "closed");
    const counted = { record, clock, events: currentEvents, isInvented, isClosed, ...awaited };
    dated.push({ documentId, title, matter, ...counted, ...filed });
  }
  return { dated, uncounted };
}
