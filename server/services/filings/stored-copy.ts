import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  agreeWithRecord,
  refuseDifference,
  type Purpose,
} from "#server/services/audit/agreement.ts";
import type { Resources } from "#server/services/resources.ts";
import { isIntactPdf } from "./filed-pdf.ts";

/**
 * A filing copy, after comparing its bytes with their row and with the hash in the audit record.
 * Refuses a void one, whose pages must not be filed.
 */
export async function storedCopy(
  resources: Resources,
  documentId: string,
  copyId: string,
  purpose: Purpose,
): Promise<Outcome<{ pdfName: string; pdfHash: string }>> {
  const copy = await resources.database.client.filingCopy.findUnique({
    where: { id: copyId },
    select: { documentId: true, pdfName: true, pdfHash: true, voidedAt: true },
  });
  if (copy?.documentId !== documentId) return refuse("not-found");
  if (copy.voidedAt) return refuse("wrong-status", VOID);
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
  if (!agreed.ok) return agreed;
  const { pdfName, pdfHash } = copy;
  if (!(await isIntactPdf(resources.database, pdfHash))) {
    const told = agreed.value.recorded.filingCopies.find(({ columns }) => columns["id"] === copyId);
    const why = "the PDF of a filing copy is not the one of its hash";
    const differences = [{ line: told?.line ?? null, why }];
    return refuseDifference(resources.log, { documentId, purpose, differences });
  }
  return done({ pdfName, pdfHash });
}

const VOID =
  "This filing copy is void: it was discarded, or the document was reopened since. Nothing was handed out or recorded; make a new filing copy of what is approved now.";
