import type { Actor } from "#app/domain/actor.ts";
import type { AuditLine } from "#app/domain/audit-event.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { agreeWithRecord, refuseDifference } from "#server/services/audit/agreement.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import { firstTimestampFrom } from "#server/services/audit/timestamps.ts";
import { archiveOfLine, registrationOf } from "#server/services/audit/passkey-lines.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { madePdf } from "./filed-pdf.ts";
import type { FiledView, PdfFile } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import type { CertifiedKey, CertifiedRecord } from "./certificate-record.ts";
import { showFiled } from "./show.ts";

/** The events that a certificate cites. */
const CERTIFIED = [
  "document.submitted",
  "document.signed-off",
  "document.approved",
  "document.filing-copy-made",
  "document.filing-copy-taken",
  "document.filed",
  "document.brought-in",
];

const NOTHING_BESIDE_THE_TEXT: DocumentDetails = {
  organizations: [],
  signers: [],
  letter: null,
  caption: null,
  certifier: null,
  furtherCertifiers: [],
  trackingNumbers: [],
  exhibits: [],
  sourced: [],
};

/**
 * The certificate of a filing as a separate PDF, for a download: like every one of a PDF it is recorded.
 */
export async function certificatePdf(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<PdfFile>> {
  const { database } = resources;
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const made = await makeCertificate(resources, actor, documentId);
  if (!made.ok) return made;
  const { name, pdf, pdfHash } = made.value;
  await recordDownload(resources, {
    actorId: actor.userId,
    matterId: found.value.row.matterId,
    documentId,
    details: { what: "certificate", pdfHash },
  });
  return done(await madePdf(name, pdf));
}

/**
 * The pages of a certificate: who approved what and when, and what was filed, after comparing all of it
 * with the record; refused as `record-differs` otherwise.
 */
export async function makeCertificate(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<{ readonly name: string; readonly pdf: Uint8Array; readonly pdfHash: string }>> {
  const filed = await showFiled(resources, actor, documentId);
  if (!filed.ok) return filed;
  const view = filed.value;
  const copy = view.copies.find(({ confirmedAt }) => confirmedAt !== null);
  const certified = await recordOf(resources, documentId, {
    versionId: view.version.id,
    copyId: copy?.id ?? null,
    proven: view.standing.required.flatMap(({ approval }) => approval?.passkey?.signOffId ?? []),
  });
  if (!certified.ok) return certified;
  const text = await textOf(view, certified.value);
  const pages = await resources.typesetter.typeset(
    {
      prose: canonicalProse(text),
      facts: NOTHING_BESIDE_THE_TEXT,
      layoutProfile: "letter",
      title: `Certificate: ${view.document.title}`,
      language: "en-US",
      createdAt: certified.value.at,
      marking: null,
      filing: null,
    },
    { by: actor.userId },
  );
  if (!pages.ok) return pages;
  const name = view.filing.pdfName.replace(/\.pdf$/u, "-certificate.pdf");
  return done({ name, pdf: pages.value.pdf, pdfHash: view.filing.pdfHash });
}

/** The text of the certificate, which is read when one is asked for, and not at each start. */
async function textOf(view: FiledView, record: CertifiedRecord): Promise<ProseJSON> {
  if (view.broughtIn === null) {
    const { certificateText } = await import("./certificate-text.ts");
    return certificateText(view, record);
  }
  const { broughtInCertificate } = await import("./certificate-brought-in.ts");
  return broughtInCertificate(view, record);
}

/**
 * The record about that version, after comparing everything stored of the document with its audit
 * lines, and verifying the chain from the first of them to the head.
 */
async function recordOf(
  resources: Resources,
  documentId: string,
  {
    versionId,
    copyId,
    proven,
  }: {
    readonly versionId: string;
    readonly copyId: string | null;
    /** The ids of the sign-offs by passkey. */
    readonly proven: readonly string[];
  },
): Promise<Outcome<CertifiedRecord>> {
  const { database, clock, log } = resources;
  const purpose = "handed out";
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: true });
  if (!agreed.ok) return agreed;
  const lines = agreed.value.lines.filter(({ type, details }) => {
    if (!CERTIFIED.includes(type)) return false;
    // Of the copies of a version, one was filed.
    const ofCopy = copyId === null ? undefined : details["copyId"];
    return ofCopy === undefined ? details["versionId"] === versionId : ofCopy === copyId;
  });
  const keys: CertifiedKey[] = [];
  for (const line of lines) {
    const { signOffId, passkey } = line.details;
    if (!proven.includes(String(signOffId))) continue;
    const key = await certifiedKey(database.client, line, String(passkey));
    if (!key) {
      const why = "no line says that this person had added the passkey of its sign-off";
      const differences = [{ line: line.sequence, why }];
      return refuseDifference(log, { documentId, purpose, differences });
    }
    keys.push(key);
  }
  const chain = await verifyRecord(database, { from: lines[0]?.sequence ?? 1 });
  if (!chain.intact) {
    const differences = [{ line: chain.sequence, why: chain.why }];
    return refuseDifference(log, { documentId, purpose, differences });
  }
  const last = lines.at(-1)?.sequence ?? 1;
  const timestamp = await firstTimestampFrom(database.client, resources.timestamping, last);
  return done({ lines, keys, head: chain.head, at: clock(), timestamp });
}

/** The key of an approval by passkey; null where the record did not know it then. */
async function certifiedKey(
  client: PrismaClient,
  decision: AuditLine,
  fingerprint: string,
): Promise<CertifiedKey | null> {
  const { actorId, organizationId, sequence: before } = decision;
  const broughtFrom = archiveOfLine(decision);
  const key = { userId: actorId ?? "", fingerprint, organizationId, before, broughtFrom };
  const line = await registrationOf(client, key);
  if (!line) return null;
  // Whoever makes up an archive could name somebody's key here by its id.
  if (broughtFrom !== null) return { fingerprint, name: null, line };
  const id = String(line.details["passkeyId"]);
  const passkey = await client.passkey.findUnique({ where: { id }, select: { name: true } });
  // Of pictures, which people put into names, no font of the pages has any.
  const name = passkey?.name.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{Zs}]/gu, "").trim() ?? null;
  return { fingerprint, name, line };
}
