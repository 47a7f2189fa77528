import type { Columns, DocumentRows } from "#app/domain/document-rows.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";

/** A document's rows without large columns: the texts of its versions and its PDFs. */
export async function storedLife(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<DocumentRows<Columns>> {
  const where = { documentId };
  const document = await client.document.findUnique({
    where: { id: documentId },
    select: {
      matterId: true,
      kind: true,
      createdById: true,
      createdAt: true,
      status: true,
      statusAt: true,
      pinnedVersionId: true,
      requirements: { select: { organizationId: true } },
    },
  });
  const versions = await client.version.findMany({ where, omit: { content: true } });
  const signOffs = await client.signOff.findMany({ where });
  const proofs = await client.signOffProof.findMany({ where: { signOff: where } });
  const returns = await client.returnToDraft.findMany({ where });
  const filingCopies = await client.filingCopy.findMany({ where });
  const filing = await client.filing.findUnique({ where });
  const signatures = await client.filingSignature.findMany({ where });
  const corrections = await client.filingCorrection.findMany({ where });
  const { requirements = [], ...columns } = document ?? {};
  return {
    document: document && columnsOf(columns),
    required: requirements.map(({ organizationId }) => organizationId),
    versions: versions.map(columnsOf),
    signOffs: signOffs.map(columnsOf),
    proofs: proofs.map(columnsOf),
    returns: returns.map(columnsOf),
    filingCopies: filingCopies.map(columnsOf),
    // A line holds the hash of what was found in a PDF that was brought in, and not what was found.
    filing: filing && {
      ...columnsOf(filing),
      scanHash: filing.scan === null ? null : sha256(filing.scan),
    },
    signatures: signatures.map(columnsOf),
    corrections: corrections.map(columnsOf),
  };
}

function columnsOf(row: object): Columns {
  const columns = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? instant(value) : value,
  ]);
  return Object.fromEntries(columns) as Columns;
}

/**
 * An invalid time was tampered with, and must count as different instead of aborting the
 * comparison.
 */
function instant(at: Date): string {
  return Number.isNaN(at.getTime()) ? "no time" : at.toISOString();
}
