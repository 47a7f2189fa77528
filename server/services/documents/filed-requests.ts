import type { FilingMethod } from "#app/domain/filing.ts";
import { requestedItems } from "#app/document/templates/filed-request.ts";
import type { FiledRequest } from "#app/document/templates/template-facts.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { readContent } from "#server/services/versions/content.ts";

/** How many requests a new paper speaks of at most: the latest. */
const REQUESTS = 20;

/**
 * The requests of a matter that were filed and stand (neither superseded nor withdrawn), the oldest
 * first, with their numbers and items as they were signed. A confirmation number counts as the
 * agency's number where the text names none.
 */
export async function filedRequests(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<FiledRequest[]> {
  const filings = await client.filing.findMany({
    where: { document: { matterId, kind: "request", status: "filed" } },
    orderBy: [{ filedOn: "desc" }, { at: "desc" }],
    take: REQUESTS,
    select: {
      filedOn: true,
      method: true,
      addressee: true,
      confirmation: true,
      version: { select: { content: true } },
    },
  });
  return filings.toReversed().map(({ filedOn, method, addressee, confirmation, version }) => {
    const { prose, facts } = readContent(version.content);
    const named = facts.trackingNumbers;
    return {
      filedOn,
      addressee,
      sent: SENT[method as FilingMethod],
      trackingNumbers: named.length > 0 || confirmation === null ? named : [confirmation],
      items: requestedItems(prose),
    };
  });
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
