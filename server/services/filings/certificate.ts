import type { Actor } from "../../../app/domain/actor";
import { done, type Outcome } from "../../../app/domain/refusal";
import { canonicalProse } from "../../../app/prose/canonical";
import type { DraftFacts } from "../../../app/prose/facts";
import { recordDownload } from "../audit/record-download";
import { documentFor } from "../documents/load";
import type { PdfFile } from "../record-views";
import type { Resources } from "../resources";
import { certificateText, type RecordLine } from "./certificate-text";
import { showFiled } from "./show";

/** The events that a certificate points to. */
const CERTIFIED = [
  "document.submitted",
  "document.signed-off",
  "document.approved",
  "document.filed",
];

const NOTHING_BESIDE_THE_TEXT: DraftFacts = {
  organizations: [],
  signers: [],
  letter: null,
  caption: null,
  certifier: null,
  trackingNumbers: [],
  exhibits: [],
};

/**
 * The certificate of a filing as a PDF of its own: who approved what and when, and what was filed. As
 * with every PDF that is handed out, it is a line in the record.
 */
export async function certificatePdf(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<PdfFile>> {
  const { database } = resources;
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const filed = await showFiled(resources, actor, documentId);
  if (!filed.ok) return filed;
  const view = filed.value;
  const lines = await linesOf(resources, documentId, view.version.id);
  const pages = await resources.typesetter.typeset(
    {
      prose: canonicalProse(certificateText(view, lines)),
      facts: NOTHING_BESIDE_THE_TEXT,
      layoutProfile: "letter",
      title: `Certificate: ${view.document.title}`,
      language: "en-US",
      createdAt: new Date(view.ended?.at ?? view.corrections.at(-1)?.at ?? view.filing.at),
      marking: null,
      filing: null,
    },
    { by: actor.userId },
  );
  if (!pages.ok) return pages;
  const name = view.filing.pdfName.replace(/\.pdf$/u, "-certificate.pdf");
  await recordDownload(resources, {
    actorId: actor.userId,
    matterId: found.value.row.matterId,
    documentId,
    details: { what: "certificate", pdfHash: view.filing.pdfHash },
  });
  return done({ bytes: pages.value.pdf, name, filed: false });
}

/** The lines of the record that tell how that version was submitted, signed, approved and filed. */
async function linesOf(
  { database: { client } }: Resources,
  documentId: string,
  versionId: string,
): Promise<RecordLine[]> {
  const events = await client.auditEvent.findMany({
    where: { documentId, type: { in: CERTIFIED } },
    orderBy: { sequence: "asc" },
  });
  return events.filter(({ details }) => {
    const about = JSON.parse(details) as { readonly versionId?: unknown };
    return about.versionId === versionId;
  });
}
