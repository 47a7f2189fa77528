import { OUTCOMES, outcomeDetails, type ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The recorded outcomes of a request's items, except retracted ones, in the order of recording. */
export async function outcomesOf(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<ItemOutcome[]> {
  const rows = await client.itemOutcome.findMany({
    where: { documentId, retractedAt: null },
    orderBy: [{ dated: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, itemId, outcome, details, dated, eventId }) => {
    const known = OUTCOMES.find((kind) => kind === outcome);
    if (!known) throw new Error(`an outcome is of no known kind: ${id}`);
    return {
      id,
      itemId,
      outcome: known,
      details: outcomeDetails.parse(JSON.parse(details)),
      dated,
      eventId,
    };
  });
}
