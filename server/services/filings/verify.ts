import type { DocumentKind } from "#app/domain/document.ts";
import { verifyForm } from "#app/domain/forms/filing.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { recordedLife } from "#app/domain/recorded-life.ts";
import { refuseDifference } from "#server/services/audit/agreement.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { readForm } from "#server/services/form.ts";
import type { VerifiedView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * Whether a file of that SHA-256 was filed from this workspace; for anybody. It tells no more than
 * whoever holds the file can read in it: what kind of paper it is, on which day it was filed, and in
 * whose lead. Not its title, its matter, its people, nor what became of it.
 */
export async function verifyHash(
  { database: { client }, log }: Resources,
  sent: unknown,
): Promise<Outcome<VerifiedView>> {
  const form = readForm(verifyForm, sent);
  if (!form.ok) return form;
  const { hash } = form.value;
  const filing = await client.filing.findFirst({
    where: { pdfHash: hash },
    orderBy: [{ at: "asc" }, { documentId: "asc" }],
    select: {
      documentId: true,
      filedOn: true,
      document: {
        select: { kind: true, matter: { select: { lead: { select: { name: true } } } } },
      },
    },
  });
  if (filing) {
    const { documentId } = filing;
    const lines = await client.auditEvent.findMany({
      where: { documentId, type: "document.filed" },
      orderBy: { sequence: "asc" },
    });
    // Whoever can write the table could have a paper confirmed that was never filed.
    const { filing: recorded } = recordedLife(lines.map(lineOf));
    if (recorded?.columns["pdfHash"] !== hash) {
      const differences = [{ line: recorded?.line ?? null, why: "the filing has another hash" }];
      return refuseDifference(log, { documentId, purpose: "shown", differences });
    }
  }
  return done({
    hash,
    filing: filing && {
      kind: filing.document.kind as DocumentKind,
      filedOn: filing.filedOn,
      filedBy: filing.document.matter.lead.name,
    },
  });
}
