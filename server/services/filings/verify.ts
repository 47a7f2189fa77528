import type { DocumentKind } from "#app/domain/document.ts";
import { verifyForm } from "#app/domain/forms/filing.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { REPLAYED_EVENTS, replayDocument } from "#app/domain/replayed-document.ts";
import { refuseDifference } from "#server/services/audit/agreement.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { readForm } from "#server/services/form.ts";
import type { VerifiedView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * Whether a file of that SHA-256 was filed from this workspace, or made for filing; for anybody. It tells
 * no more than whoever holds the file can read in it: what kind of paper it is, which day it prints or
 * was filed on, and in whose lead. Not its title, its matter, its people, nor what became of a filing.
 */
export async function verifyHash(
  { database: { client }, log }: Resources,
  sent: unknown,
): Promise<Outcome<VerifiedView>> {
  const form = readForm(verifyForm, sent);
  if (!form.ok) return form;
  const { hash } = form.value;
  const of = {
    document: {
      select: { kind: true, matter: { select: { lead: { select: { name: true } } } } },
    },
  } as const;
  const filing = await client.filing.findFirst({
    where: { pdfHash: hash },
    orderBy: [{ at: "asc" }, { documentId: "asc" }],
    select: { documentId: true, filedOn: true, ...of },
  });
  // One that stands before one that is void: the same pages may have been made twice.
  const copy = filing
    ? null
    : await client.filingCopy.findFirst({
        where: { pdfHash: hash },
        orderBy: [{ voidedAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
        select: { id: true, documentId: true, printedOn: true, voidedAt: true, ...of },
      });
  const documentId = filing?.documentId ?? copy?.documentId;
  if (documentId !== undefined) {
    // Whoever can write the table could have a paper confirmed that was never filed.
    const lines = await client.auditEvent.findMany({
      where: { documentId, type: { in: [...REPLAYED_EVENTS] } },
      orderBy: { sequence: "asc" },
    });
    const recorded = replayDocument(lines.map(lineOf));
    const told = filing
      ? recorded.filing
      : recorded.filingCopies.find(({ columns }) => columns["id"] === copy?.id);
    if (told?.columns["pdfHash"] !== hash) {
      const differences = [{ line: told?.line ?? null, why: "the filing has another hash" }];
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
    copy: copy && {
      kind: copy.document.kind as DocumentKind,
      printedOn: copy.printedOn,
      madeBy: copy.document.matter.lead.name,
      isVoid: copy.voidedAt !== null,
    },
  });
}
