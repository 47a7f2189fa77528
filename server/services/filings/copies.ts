import * as z from "zod";
import type { CopyVoidCause, ExhibitDelivery } from "#app/domain/filing-copy.ts";
import type { FilingMethod } from "#app/domain/filing.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import { readSignatures } from "./signatures.ts";
import type { FilingCopyView } from "./views.ts";

/** The filing copies of a document, including void ones, latest first. */
export async function filingCopiesOf(
  client: PrismaClient,
  documentId: string,
  partyIds: ReadonlySet<string>,
): Promise<FilingCopyView[]> {
  const rows = await client.filingCopy.findMany({
    where: { documentId },
    orderBy: [{ recordedAs: "desc" }, { id: "desc" }],
  });
  if (rows.length === 0) return [];
  const people = await personTags(
    client,
    rows.flatMap(({ madeById, voidedById }) => [madeById, ...(voidedById ? [voidedById] : [])]),
    partyIds,
  );
  const versions = await client.version.findMany({
    where: { documentId },
    select: { id: true, number: true },
  });
  const letStand = await overridesOf(client, documentId);
  return rows.map((row) => ({
    id: row.id,
    letStand: letStand.get(row.id) ?? null,
    attestedBy:
      readSignatures(row.signatures).find(({ signerId }) => signerId === row.attestedById)?.name ??
      null,
    printedOn: row.printedOn,
    zone: row.zone ?? "",
    // Only the services write these columns, from the domain's closed sets.
    method: row.method as FilingMethod,
    exhibits: row.exhibits as ExhibitDelivery,
    versionNumber: versions.find(({ id }) => id === row.versionId)?.number ?? 0,
    pdfHash: row.pdfHash,
    pdfName: row.pdfName,
    certifier: row.certifier,
    signatures: readSignatures(row.signatures).map(({ name, organization, consent }) => ({
      name,
      organization,
      consent,
    })),
    by: people.get(row.madeById) ?? null,
    at: row.madeAt.toISOString(),
    takenAt: row.takenAt?.toISOString() ?? null,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    voided: row.voidedAt && {
      because: row.voidedBecause as CopyVoidCause,
      reason: row.voidedReason,
      by: (row.voidedById && people.get(row.voidedById)) || null,
      at: row.voidedAt.toISOString(),
    },
  }));
}

const copyLine = z.object({
  copyId: z.string(),
  letStand: z
    .object({
      findings: z.array(z.object({ check: z.string(), place: z.string().nullable() })),
      reason: z.string(),
    })
    .optional(),
});

/** The findings let stand when copies were made, and why, by copy id; from their audit lines. */
async function overridesOf(
  client: PrismaClient,
  documentId: string,
): Promise<ReadonlyMap<string, NonNullable<FilingCopyView["letStand"]>>> {
  const lines = await client.auditEvent.findMany({
    where: {
      documentId,
      type: "document.filing-copy-made",
      details: { contains: '"letStand"' },
    },
    select: { details: true },
    orderBy: { sequence: "asc" },
  });
  return new Map(
    lines.flatMap(({ details }): [string, NonNullable<FilingCopyView["letStand"]>][] => {
      const { success, data } = copyLine.safeParse(JSON.parse(details));
      return success && data.letStand ? [[data.copyId, data.letStand]] : [];
    }),
  );
}
