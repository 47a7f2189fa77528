import type { DocumentStatus } from "#app/domain/document.ts";
import type { DocumentState, ReturnToDraft } from "#app/domain/document-state.ts";
import type {
  Filing,
  FilingCorrection,
  FilingDetails,
  FilingMethod,
  FilingOrigin,
} from "#app/domain/filing.ts";
import type { FilingCopy } from "#app/domain/filing-copy.ts";
import type { PinnedVersion, SignOff, VoidCause } from "#app/domain/sign-off.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

/** The Prisma selection for a document's state. */
const FOR_LIFE = {
  requirements: {
    include: { organization: { select: { shortName: true } } },
    orderBy: [{ organization: { name: "asc" } }, { organizationId: "asc" }],
  },
  // By audit line: two may have the same time, and a clock may be set back.
  signOffs: { orderBy: [{ recordedAs: "asc" }, { id: "asc" }] },
  returns: { orderBy: [{ recordedAs: "desc" }, { id: "desc" }], take: 1 },
  versions: { select: { id: true, hash: true } },
  // Without the bytes, which are megabytes and affect no decision.
  filingCopies: {
    where: { confirmedAt: null, voidedAt: null },
    orderBy: [{ recordedAs: "desc" }, { id: "desc" }],
    take: 1,
  },
  filing: {
    include: { corrections: { orderBy: [{ recordedAs: "asc" }, { id: "asc" }] } },
  },
} satisfies Prisma.DocumentInclude;

type StateRow = Prisma.DocumentGetPayload<{ include: typeof FOR_LIFE }>;

/** A document's state for lifecycle.ts; null if there is none. */
export async function loadState(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<DocumentState | null> {
  const row = await client.document.findUnique({ where: { id: documentId }, include: FOR_LIFE });
  return row ? stateOf(row) : null;
}

function stateOf(row: StateRow): DocumentState {
  const every = {
    documentId: row.id,
    matterId: row.matterId,
    required: row.requirements.map(({ organizationId, organization: { shortName } }) => ({
      organizationId,
      name: shortName,
    })),
    signOffs: row.signOffs.map(signOffOf),
    generation: row.generation,
  };
  // Only services write the columns, from the domain's closed sets.
  const status = row.status as DocumentStatus;
  switch (status) {
    case "draft":
      return { ...every, status, returned: returnedOf(row) };
    case "in_review":
      return { ...every, status, version: pinnedOf(row, row.pinnedVersionId) };
    case "approved":
      return {
        ...every,
        status,
        version: pinnedOf(row, row.pinnedVersionId),
        copy: copyOf(row),
      };
    case "filed":
      return { ...every, status, ...filingOf(row) };
    case "superseded":
      return { ...every, status, ...filingOf(row), successorId: row.filing?.successorId ?? "" };
    case "withdrawn":
      return { ...every, status, ...filingOf(row), reason: row.filing?.withdrawalReason ?? "" };
  }
}

function pinnedOf({ id, versions }: StateRow, versionId: string | null): PinnedVersion {
  const version = versions.find((known) => known.id === versionId);
  if (!version) throw new Error(`document ${id} names a version that is not there`);
  return { versionId: version.id, hash: version.hash };
}

export function signOffOf(row: StateRow["signOffs"][number]): SignOff {
  const { versionId, hash, organizationId, userId, at, reason, voidedAt, voidedBecause } = row;
  return {
    versionId,
    hash,
    organizationId,
    userId,
    at,
    decision: row.decision as SignOff["decision"],
    reason,
    voided: voidedAt && { at: voidedAt, because: voidedBecause as VoidCause },
  };
}

function returnedOf(row: StateRow): ReturnToDraft | null {
  const [last] = row.returns;
  if (!last) return null;
  const { because, versionId, reason, byId, at } = last;
  return {
    because: because as VoidCause,
    version: pinnedOf(row, versionId),
    reason,
    by: byId,
    at,
  };
}

function copyOf({ filingCopies: [row] }: StateRow): FilingCopy | null {
  if (!row) return null;
  const { id, versionId, versionHash, pdfHash, printedOn, certifier, madeById, madeAt } = row;
  return {
    id,
    version: { versionId, hash: versionHash },
    pdfHash,
    printedOn,
    zone: row.zone ?? "",
    method: row.method as FilingMethod,
    certifier,
    madeBy: madeById,
    madeAt,
    takenAt: row.takenAt,
  };
}

function filingOf({ id, filing }: StateRow): { filing: Filing; corrections: FilingCorrection[] } {
  if (!filing) throw new Error(`document ${id} was filed, and its filing is not there`);
  const { versionId, versionHash, filedOn, zone, addressee, confirmation } = filing;
  const { pdfHash, certifier, filedById, at } = filing;
  return {
    filing: {
      origin: filing.origin as FilingOrigin,
      filedOn,
      zone,
      method: filing.method as FilingMethod,
      addressee,
      confirmation,
      version: { versionId, hash: versionHash },
      pdfHash,
      certifier,
      by: filedById,
      at,
    },
    corrections: filing.corrections.map((correction) => ({
      by: correction.byId,
      at: correction.at,
      before: JSON.parse(correction.before) as Partial<FilingDetails>,
      after: JSON.parse(correction.after) as Partial<FilingDetails>,
    })),
  };
}
