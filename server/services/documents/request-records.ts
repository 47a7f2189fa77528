import { effectiveEvents } from "#app/domain/agency-record/event.ts";
import type { RequestOnRecord } from "#app/document/details/sourced-values.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { clocksOf } from "#server/services/agency-record/clocks.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";

/** The most requests that a document mentions: the latest. */
const REQUESTS = 20;

/**
 * The filed requests of a matter that are neither superseded nor withdrawn, the oldest first, with
 * their recorded facts.
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
  const filed = filings.toReversed();
  const clocks = await clocksOf(
    client,
    filed.map(({ documentId }) => documentId),
    dateOfFilings(at),
  );
  return filed.map(({ documentId, filedOn, document }) => {
    const known = clocks.get(documentId);
    const recorded = (known?.trackingNumbers ?? []).map(({ number }) => number);
    return {
      documentId,
      filedOn,
      // Until a letter gives a number, the ones in its own details.
      trackingNumbers: recorded.length > 0 ? recorded : readDetails(document.facts).trackingNumbers,
      history: effectiveEvents(known?.events ?? []),
      clock: known?.clock ?? null,
    };
  });
}
