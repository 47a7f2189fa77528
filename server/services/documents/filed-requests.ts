import { outcomeDetails, OUTCOMES, type ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { FilingMethod } from "#app/domain/filing.ts";
import { isCertifiedText } from "#app/document/readiness/certification.ts";
import { numberedItems } from "#app/document/numbering/requested-items.ts";
import type { FiledRequest } from "#app/document/templates/template-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { readContent } from "#server/services/versions/content.ts";
import { requestsOfMatter } from "./request-records.ts";

/**
 * The filed requests of a matter that are neither superseded nor withdrawn, the oldest first, as
 * later documents refer to them: their signed items with their outcomes, and the recorded facts. A
 * portal's confirmation is no tracking number (L10).
 */
export async function filedRequests(
  client: PrismaClient | Transaction,
  matterId: string,
  at: Date,
): Promise<FiledRequest[]> {
  const onRecord = await requestsOfMatter(client, matterId, at);
  const ids = onRecord.map(({ documentId }) => documentId);
  const [filings, outcomes] = await Promise.all([
    client.filing.findMany({
      where: { documentId: { in: ids } },
      select: {
        documentId: true,
        method: true,
        addressee: true,
        version: { select: { content: true } },
      },
    }),
    client.itemOutcome.findMany({ where: { documentId: { in: ids }, retractedAt: null } }),
  ]);
  return onRecord.flatMap((request): FiledRequest[] => {
    const filing = filings.find(({ documentId }) => documentId === request.documentId);
    if (!filing) return [];
    const { prose, facts } = readContent(filing.version.content);
    const said = outcomes
      .filter(({ documentId }) => documentId === request.documentId)
      .flatMap((row) => outcomeOfRow(row) ?? [])
      .toSorted(byDay);
    return [
      {
        ...request,
        organizations: facts.organizations.map(({ id, name }) => ({ id, name })),
        addressee: filing.addressee,
        sent: SENT[filing.method as FilingMethod],
        items: numberedItems(prose).map(({ id, label, level, words }) => ({
          label,
          level,
          words,
          outcomes: said.filter(({ itemId }) => itemId === id),
        })),
        asked: {
          expedition: facts.letter?.expeditedProcessing ?? false,
          feeWaiver: facts.letter?.feeWaiver ?? false,
        },
        isCertified: isCertifiedText(prose),
        exhibitId: null,
      },
    ];
  });
}

function byDay({ dated: one }: ItemOutcome, { dated: other }: ItemOutcome): number {
  return (one ?? "") < (other ?? "") ? -1 : (one ?? "") > (other ?? "") ? 1 : 0;
}

type OutcomeRow = Awaited<ReturnType<PrismaClient["itemOutcome"]["findMany"]>>[number];

function outcomeOfRow({ id, itemId, dated, eventId, ...row }: OutcomeRow): ItemOutcome | null {
  const outcome = OUTCOMES.find((known) => known === row.outcome);
  if (!outcome) return null;
  const details = outcomeDetails.parse(JSON.parse(row.details));
  return { id, itemId, outcome, details, dated, eventId };
}

const SENT: Readonly<Record<FilingMethod, string>> = {
  portal: "through its online portal",
  "e-mail": "by e-mail",
  mail: "by mail",
  courier: "by courier",
  fax: "by fax",
  hand: "by hand",
  "e-filing": "electronically",
};
