import type { Transaction } from "../../database";
import { mergeDrafts } from "../documents/merge";
import { changeDocket } from "./write";

/**
 * What was filled in at filing is the lawsuit's from then on, where nothing is recorded there yet:
 * nobody types it again. Answers the drafts that say something else now.
 */
export async function learnFromFiling(
  tx: Transaction,
  at: Date,
  documentId: string,
  filing: { readonly filedOn: string; readonly caseNumber: string | null; readonly by: string },
): Promise<string[]> {
  const { docket } = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { docket: true },
  });
  if (docket === null) return [];
  const facts = {
    filedOn: docket.filedOn ?? filing.filedOn,
    caseNumber: docket.caseNumber ?? filing.caseNumber,
  };
  const changed = await changeDocket(tx, at, docket.id, { facts, actorId: filing.by });
  if (!changed) return [];
  return mergeDrafts(tx, { docketId: docket.id }, { actorId: filing.by, at });
}
