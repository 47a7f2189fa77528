import type { Actor } from "#app/domain/actor.ts";
import type { CreateDocumentForm } from "#app/domain/forms/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption, type DocketDetails } from "#app/document/details/docket.ts";
import type { Transaction } from "#server/database/index.ts";
import { firstDetails } from "#server/services/documents/first-details.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";
import { detailsOfDocket } from "./load.ts";
import { UNKNOWN } from "./unknown.ts";
import { changeDocket, writeDocket } from "./write.ts";

/**
 * The lawsuit of a new document: the chosen one, or, for a document with a caption, a new one with
 * the matter's parties. It enforces the document's requests, too; what goes with a complaint, or
 * pleads nothing, leaves it as it is. Null for a document without a
 * caption. Refuses a docket of another matter.
 */
export async function docketOfNew(
  tx: Transaction,
  { at, ids }: Pick<UnitOfWork, "at" | "ids">,
  matterId: string,
  { userId: actorId }: Actor,
  {
    form: { kind, layoutProfile, docketId, companion },
    requestIds,
  }: {
    readonly form: CreateDocumentForm;
    /** The filed requests that the document is about: its lawsuit enforces them. */
    readonly requestIds: readonly string[];
  },
): Promise<Outcome<{ readonly id: string; readonly facts: DocketDetails } | null>> {
  const { caption } = await firstDetails(tx, matterId, { kind, layoutProfile });
  if (caption === null) return done(null);
  if (docketId !== undefined) {
    const row = await tx.docket.findUnique({
      where: { id: docketId },
      include: { enforces: { select: { documentId: true } } },
    });
    if (row?.matterId !== matterId) {
      return refuse("bad-input", undefined, { docketId: "Choose from the dockets shown." });
    }
    if (KINDS[kind].pleads && companion === undefined) {
      const enforced = row.enforces.map(({ documentId }) => documentId);
      const enforces = [...new Set([...enforced, ...requestIds])];
      await changeDocket(tx, at, row.id, { facts: {}, enforces, actorId });
    }
    return done({ id: row.id, facts: detailsOfDocket(row) });
  }
  const id = ids();
  const facts = { ...docketOfCaption(caption), ...UNKNOWN };
  const enforces = requestIds;
  const written = await writeDocket(tx, at, { id, matterId, facts, enforces, actorId });
  return written.ok ? done({ id, facts }) : written;
}
