import type { Deadline } from "#app/domain/deadlines/deadline.ts";
import type { RequestWithClock } from "#app/domain/deadlines/of-request.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { clocksOf } from "#server/services/agency-record/clocks.ts";

/**
 * The filed requests of those matters with their clocks. A record that the clock refuses as impossible
 * has no dates, and is left out here; the page of its record says why.
 */
export async function requestsWithClocks(
  client: PrismaClient,
  matters: ReadonlyMap<string, Deadline["matter"]>,
  today: string,
): Promise<RequestWithClock[]> {
  const documents = await client.document.findMany({
    where: { matterId: { in: [...matters.keys()] }, kind: "request", status: "filed" },
    select: { id: true, title: true, matterId: true },
    orderBy: { id: "asc" },
  });
  const clocks = await clocksOf(
    client,
    documents.map(({ id }) => id),
    today,
  );
  return documents.flatMap(({ id: documentId, title, matterId }): RequestWithClock[] => {
    const matter = matters.get(matterId);
    const found = clocks.get(documentId);
    if (!matter || !found?.clock) return [];
    const { record, clock, isInvented } = found;
    return [{ documentId, title, matter, record, clock, isInvented }];
  });
}
