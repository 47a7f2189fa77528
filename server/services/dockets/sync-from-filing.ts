import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { changeDocket } from "./write.ts";

/** Refuses, at the form's field, a case number that differs from the docket's. */
export async function refuseOtherNumber(
  client: PrismaClient | Transaction,
  documentId: string,
  caseNumber: string | null,
): Promise<Outcome<void>> {
  const known = await docketNumber(client, documentId);
  if (known === null || caseNumber === null || known === caseNumber) return done();
  return refuse("bad-input", undefined, {
    caseNumber: `The docket says No. ${known}; correct one of them.`,
  });
}

/** The case number of the document's docket; null if none is recorded. */
export async function docketNumber(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<string | null> {
  const { docket } = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { docket: { select: { caseNumber: true } } },
  });
  return docket?.caseNumber ?? null;
}

/** Corrects the docket's date of filing too, if it was the same as the mistyped one. */
export async function syncDocketFromCorrection(
  tx: Transaction,
  at: Date,
  documentId: string,
  day: { readonly before: string; readonly after: string; readonly by: string },
): Promise<void> {
  const { docket, kind } = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { kind: true, docket: { select: { id: true, filedOn: true } } },
  });
  if (docket === null || docket.filedOn !== day.before || !opensSuit(kind)) return;
  await changeDocket(tx, at, docket.id, { facts: { filedOn: day.after }, actorId: day.by });
}

/**
 * Copies the values of a filing to the docket where nothing is recorded yet, so that nobody types
 * them again.
 */
export async function syncDocketFromFiling(
  tx: Transaction,
  at: Date,
  documentId: string,
  filing: { readonly filedOn: string; readonly caseNumber: string | null; readonly by: string },
): Promise<void> {
  const { docket, kind } = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { docket: true, kind: true },
  });
  if (docket === null) return;
  const facts = {
    filedOn: docket.filedOn ?? (opensSuit(kind) ? filing.filedOn : null),
    caseNumber: docket.caseNumber ?? filing.caseNumber,
  };
  const changed = await changeDocket(tx, at, docket.id, { facts, actorId: filing.by });
  if (!changed) return;
  await mergeDrafts(tx, { docketId: docket.id }, { actorId: filing.by, at, follows: "docket" });
}

/** Whether the day of its filing is that of the lawsuit. */
function opensSuit(kind: string): boolean {
  return KINDS[kind as DocumentKind].suit === "opens";
}
