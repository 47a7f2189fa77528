import type { ChainVerdict, KeptHead } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { damagedRows } from "#server/database/draft-checksum.ts";
import type { Database } from "#server/database/index.ts";
import type { Timestamping } from "#server/timestamping/index.ts";
import { compareTimestamps } from "./timestamps.ts";
import { compareAgencyRecords, type AgencyRecordMismatch } from "./compare-agency-records.ts";
import { compareDockets, type DocketMismatch } from "./compare-dockets.ts";
import { comparePublicPages, type PublicPageMismatch } from "./compare-public-pages.ts";
import { compareAuthorship } from "./compare-authorship.ts";
import { compareFiles } from "./compare-files.ts";
import { compareRows, compareSuggestions, type RowMismatch } from "./compare-rows.ts";
import { compareSessions, type SessionMismatch } from "./compare-sessions.ts";
import { everyId, storedIds } from "./every-id.ts";
import { compareContents, compareDocument } from "./compare.ts";
import { compareKeys } from "./passkey-lines.ts";
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
  /** The differences between people's rights, matters, papers and what was said, and the record. */
  readonly rowDifferences: readonly RowMismatch[];
  /** Sessions of which the record doesn't tell. */
  readonly sessionDifferences: readonly SessionMismatch[];
  /** The verdict on the bytes of files; null where they were left out. */
  readonly files: Awaited<ReturnType<typeof compareFiles>> | null;
  /** The verdict on time stamps; null where no authority is configured to check them by. */
  readonly timestamps: Awaited<ReturnType<typeof compareTimestamps>> | null;
}

/**
 * Verifies the chain, and compares with it what was agreed: documents with their versions, sign-offs, the
 * signatures of passkeys and filings; dockets; what agencies answered; public pages; people, their rights and sessions; matters,
 * what papers are called and hold, threads; to whom each piece of a draft belongs. With `blobs`, files
 * too. Works while people write: each part's rows and lines are read in one short transaction, or are
 * read again in one where they differ.
 */
export async function verifyAll(
  database: Database,
  {
    kept = [],
    timestamping,
    blobs,
  }: {
    readonly kept?: readonly KeptHead[];
    readonly timestamping?: Timestamping | undefined;
    readonly blobs?: Pick<Blobs, "stream"> | undefined;
  } = {},
): Promise<Verification> {
  const { client, write } = database;
  const chain = await verifyRecord(database, { kept });
  const differences: (RecordMismatch & { documentId: string })[] = [];
  let documents = 0;
  for await (const documentId of documentIds(database)) {
    documents += 1;
    const comparison = await write((tx) => compareDocument(tx, documentId));
    const contents = await compareContents(database, documentId, comparison.recorded);
    const authorship = await compareAuthorship(database, documentId);
    const damaged = (await damagedRows(client, documentId)).map((sequence) => ({
      line: null,
      why: `row ${sequence} of its draft is damaged: its bytes have another checksum`,
    }));
    for (const difference of [...comparison.differences, ...contents, ...authorship, ...damaged]) {
      differences.push({ ...difference, documentId });
    }
  }
  differences.push(...(await compareKeys(database)));
  const docketDifferences = await compareDockets(database);
  const agencyDifferences = await compareAgencyRecords(database);
  const pageDifferences = await comparePublicPages(database);
  const rowDifferences = [
    ...(await compareRows(database)),
    ...(await compareSuggestions(database)),
  ];
  const sessionDifferences = await compareSessions(database);
  const files = blobs ? await compareFiles(database, blobs) : null;
  const timestamps = timestamping ? await compareTimestamps(client, timestamping) : null;
  return {
    chain,
    differences,
    documents,
    docketDifferences,
    agencyDifferences,
    pageDifferences,
    rowDifferences,
    sessionDifferences,
    files,
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
