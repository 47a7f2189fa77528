import type { ChainHead, ChainVerdict } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import { damagedRows } from "#server/database/draft-checksum.ts";
import type { Database } from "#server/database/index.ts";
import type { Timestamping } from "#server/timestamping/index.ts";
import { compareTimestamps } from "./timestamps.ts";
import { compareAgencyRecords, type AgencyRecordMismatch } from "./compare-agency-records.ts";
import { compareDockets, type DocketMismatch } from "./compare-dockets.ts";
import { comparePublicPages, type PublicPageMismatch } from "./compare-public-pages.ts";
import { everyId, storedIds } from "./every-id.ts";
import { compareContents, compareDocument } from "./compare.ts";
import { verifyRecord } from "./verify.ts";

/** Documents per query. */
const DOCUMENTS_PER_QUERY = 200;

/** The result of a full verification. */
export interface Verification {
  readonly chain: ChainVerdict;
  /** The differences between stored data and record, by document. */
  readonly differences: readonly (RecordMismatch & { readonly documentId: string })[];
  /** The number of compared documents. */
  readonly documents: number;
  /** The differences between docket entries and the record. */
  readonly docketDifferences: readonly DocketMismatch[];
  /** The differences between what agencies answered, with the files beside it, and the record. */
  readonly agencyDifferences: readonly AgencyRecordMismatch[];
  /** The differences between public pages and the record. */
  readonly pageDifferences: readonly PublicPageMismatch[];
  /** The verdict on time stamps; null where no authority is configured to check them by. */
  readonly timestamps: Awaited<ReturnType<typeof compareTimestamps>> | null;
}

/**
 * Verifies the chain, and compares every document with it: its status, its versions and their
 * texts, its sign-offs, returns and filing, the bytes of the filed PDF, every docket entry, what
 * agencies answered and the files beside it, and every publication of a public page. Works while people write: each document's rows and lines are read in
 * one short transaction.
 */
export async function verifyAll(
  database: Database,
  {
    kept = [],
    timestamping,
  }: {
    readonly kept?: readonly ChainHead[];
    readonly timestamping?: Timestamping | undefined;
  } = {},
): Promise<Verification> {
  const { client, write } = database;
  const chain = await verifyRecord(database, { kept });
  const differences: (RecordMismatch & { documentId: string })[] = [];
  let documents = 0;
  for await (const documentId of documentIds(database)) {
    documents += 1;
    const comparison = await write((tx) => compareDocument(tx, documentId));
    const contents = await compareContents(client, documentId, comparison.recorded);
    const damaged = (await damagedRows(client, documentId)).map((sequence) => ({
      line: null,
      why: `row ${sequence} of its draft is damaged: its bytes have another checksum`,
    }));
    for (const difference of [...comparison.differences, ...contents, ...damaged]) {
      differences.push({ documentId, ...difference });
    }
  }
  const docketDifferences = await compareDockets(database);
  const agencyDifferences = await compareAgencyRecords(database);
  const pageDifferences = await comparePublicPages(database);
  const timestamps = timestamping ? await compareTimestamps(client, timestamping) : null;
  return {
    chain,
    differences,
    documents,
    docketDifferences,
    agencyDifferences,
    pageDifferences,
    timestamps,
  };
}

/** Every stored document, then those that only the record names. */
function documentIds({ client }: Database): AsyncGenerator<string> {
  return everyId(
    {
      ...storedIds((query) => client.document.findMany(query)),
      async told(after, take) {
        const groups = await client.auditEvent.groupBy({
          by: ["documentId"],
          where: { documentId: { gt: after } },
          orderBy: { documentId: "asc" },
          take,
        });
        return groups.flatMap(({ documentId }) => documentId ?? []);
      },
    },
    DOCUMENTS_PER_QUERY,
  );
}
