import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { checkFilingCopyDetails } from "#app/domain/filing-copy.ts";
import { makeFilingCopyForm, type MakeFilingCopyForm } from "#app/domain/forms/filing.ts";
import { MOST_LISTED, refuseUnexplained, type Finding } from "#app/domain/readiness.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { certifierNames } from "#app/document/details/document-details.ts";
import { asksAttestation, attestation } from "#app/document/details/attestation.ts";
import { methodsSaidBy } from "#app/document/details/delivery.ts";
import { digestOf } from "#server/digest.ts";
import { filedPdfName } from "#server/typesetting/file-name.ts";
import { agreeWithRecord } from "#server/services/audit/agreement.ts";
import { command } from "#server/services/command.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import { openInText } from "#server/services/reviews/readiness.ts";
import {
  keyOf,
  placedFinding,
  recordFindings,
  seenOf,
} from "#server/services/reviews/record-findings.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { keepPdf } from "./filed-pdf.ts";
import { setFiledPages } from "./pages.ts";
import { signaturesOf, type ConsentedSignature } from "./signatures.ts";

/**
 * The first of three steps (L21): typesets the approved version as it is to be filed, unmarked,
 * with the closed list of fields filled in, and stores the pages with their hash. Nothing is filed
 * yet. Typesetting happens before the transaction, which checks everything again. The pages are
 * never typeset again: the later steps use these bytes.
 */
export const makeFilingCopy = command({
  on: documentTo("document.file"),
  form: makeFilingCopyForm,
  prepare: ({ resources, actor, found, form }) => setCopy(resources, actor, found, form),
  async run(inside) {
    const { tx, at, ids, actor, found, form, prepared } = inside;
    const documentId = found.row.id;
    const { versionId, hash } = form;
    // The pages belong to the version that was approved then; another would have other pages.
    if (versionId !== prepared.approvedVersionId) return refuse("stale");
    const { pdf, pdfHash, details, certifier, namedCertifier, signatures } = prepared;
    const { pdfName, exhibits, attestedById, content } = prepared;
    const { kind } = found.subject;
    const recorded = await recordFindings(tx, { documentId, kind, content }, at);
    const findings = [...recorded, ...prepared.open];
    const explained = refuseUnseen(findings, form);
    if (explained) return explained;
    const copyId = ids();
    const made = await takeStep(inside, documentId, {
      event: {
        type: "make-filing-copy",
        by: actor.userId,
        at,
        copy: { id: copyId, version: { versionId, hash }, pdfHash, ...details, certifier },
        namedCertifier,
      },
      also: async (_after, recordedAs) => {
        await keepPdf(tx, { pdf, sha256: pdfHash });
        await tx.filingCopy.create({
          data: {
            id: copyId,
            documentId,
            versionId,
            versionHash: hash,
            pdfHash,
            pdfName,
            ...details,
            caseNumber: null,
            certifier,
            signatures: canonicalize(signatures) ?? "[]",
            exhibits,
            attestedById,
            madeById: actor.userId,
            madeAt: at,
            recordedAs,
          },
        });
      },
      lines: () => [
        {
          type: "document.filing-copy-made",
          details: {
            copyId,
            versionId,
            hash,
            pdfHash,
            pdfName,
            ...details,
            caseNumber: null,
            certifier,
            // The person who makes the copy states the consent of each signer.
            signatures: signatures.map((signature) => ({ ...signature })),
            exhibits,
            attestedById,
            ...(findings.length > 0
              ? {
                  letStand: {
                    findings: findings.slice(0, MOST_LISTED).map(placedFinding),
                    found: findings.length,
                    reason: form.reason ?? null,
                  },
                }
              : {}),
          },
        },
      ],
    });
    return made.ok ? done({ copyId, pdfHash }) : made;
  },
});

/** The pages as they are to be filed, with everything that is stored with them. */
async function setCopy(
  resources: Resources,
  actor: Actor,
  { row: { id: documentId }, subject: { kind, status } }: LoadedDocument,
  form: MakeFilingCopyForm,
) {
  const state = await loadState(resources.database.client, documentId);
  if (state?.status !== "approved") return wrongStatus("make-filing-copy", status);
  // Checked before typesetting, which takes its time, and again inside.
  const details = checkFilingCopyDetails(form, resources.clock());
  if (!details.ok) return details;
  // Somebody with access to the database could have changed the approved text or its approval.
  const purpose = "filed";
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
  if (!agreed.ok) return agreed;
  const approvedVersionId = state.version.versionId;
  const stored = await contentOf(resources, documentId, approvedVersionId, purpose);
  if (!stored.ok) return stored;
  const content = stored.value;
  const at = resources.clock();
  const open = await openInText(resources, { kind, content });
  if (!open.ok) return open;
  const recorded = await recordFindings(
    resources.database.client,
    { documentId, kind, content },
    at,
  );
  const explained = refuseUnseen([...recorded, ...open.value], form);
  if (explained) return explained;
  const signed = signaturesOf(form, content.facts);
  if (!signed.ok) return signed;
  const signatures = signed.value;
  const fits = refuseUnfit(form, signatures, content, kind);
  if (fits) return fits;
  const attests = asksAttestation(
    { kind, layoutProfile: content.layoutProfile },
    signatures.length,
  );
  const attestedById = attests ? (form.attestedById ?? null) : null;
  const attesting = signatures.find(({ signerId }) => signerId === attestedById)?.name ?? null;
  const decided = await refuseUndecided(resources, actor, documentId, content, "filing");
  if (!decided.ok) return decided;
  const { printedOn } = details.value;
  const pages = await setFiledPages(resources, content, {
    kind,
    filing: {
      date: printedOn,
      // The court assigns the number of a complaint after its filing, so a blank is printed.
      caseNumber: null,
      signatures: signatures.map(({ signerId }) => signerId),
      method: form.method,
      attestation: attestation(content.layoutProfile, signatures.length, attesting),
    },
    by: actor.userId,
    at,
    exhibits: form.exhibits,
  });
  if (!pages.ok) return pages;
  const pdf = new Uint8Array(pages.value.pdf);
  const namedCertifier = certifierNames(content.facts);
  return done({
    content,
    open: open.value,
    approvedVersionId,
    details: details.value,
    signatures,
    namedCertifier,
    certifier: form.certified ? namedCertifier : null,
    exhibits: form.exhibits,
    attestedById,
    pdf,
    pdfHash: await digestOf(pdf),
    pdfName: filedPdfName(printedOn, kind, content.facts.title),
  });
}

/**
 * Refuses to file what the record contradicts or what is open without a reason, and a reason that was
 * given for other findings than there are by now.
 */
function refuseUnseen(
  findings: readonly Finding[],
  { reason, seen, stands }: MakeFilingCopyForm,
): Outcome<never> | null {
  const unexplained = refuseUnexplained(findings, {
    reason: reason ?? null,
    stands: (finding) => stands.includes(keyOf(finding)),
  });
  if (unexplained) return unexplained;
  return findings.length > 0 && seen !== seenOf(findings) ? refuse("stale") : null;
}

/**
 * Refuses pages that can't be filed: a method that contradicts the letter's, a document without
 * signatures.
 */
function refuseUnfit(
  { method, attestedById }: MakeFilingCopyForm,
  signatures: readonly ConsentedSignature[],
  { facts, layoutProfile }: StoredContent,
  kind: DocumentKind,
): Outcome<never> | null {
  const delivery = facts.letter?.delivery ?? null;
  const said = delivery === null ? [] : methodsSaidBy(delivery);
  if (delivery !== null && said.length > 0 && !said.includes(method)) {
    const sentence = `The letter says “${delivery}”, which was signed. Choose that, or have a drafter reopen it and take the line out.`;
    return refuse("bad-input", undefined, { method: sentence });
  }
  // FRCP 11(a). A document filed on paper is signed by hand, on the printed line.
  if (KINDS[kind].caption && method === "e-filing" && signatures.length === 0) {
    const sentence =
      "Nobody’s signature is set, and what is filed electronically is signed by “/s/ Name”. Write how at least one of the signers consented.";
    return refuse("bad-input", undefined, { signatures: sentence });
  }
  const attests = asksAttestation({ kind, layoutProfile }, signatures.length);
  if (attests && !signatures.some(({ signerId }) => signerId === attestedById)) {
    const sentence =
      "The court asks whoever files to attest that the other signers concur. Choose one of those whose signature is set.";
    return refuse("bad-input", undefined, { attestedById: sentence });
  }
  return null;
}
