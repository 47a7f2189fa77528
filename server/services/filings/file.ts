import type { Actor } from "#app/domain/actor.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { checkFilingDetails } from "#app/domain/filing.ts";
import { fileForm, type FileForm } from "#app/domain/forms/filing.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { VersionDetails } from "#app/document/details/document-details.ts";
import { digestOf } from "#server/digest.ts";
import type { Transaction } from "#server/database/index.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";
import { pdfFileName } from "#server/typesetting/file-name.ts";
import { agreeWithRecord } from "#server/services/audit/agreement.ts";
import { command } from "#server/services/command.ts";
import { learnFromFiling, refuseOtherNumber } from "#server/services/dockets/sync-from-filing.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { dateOfFilings } from "./day.ts";
import { setFiledPages } from "./pages.ts";

/**
 * Records the filing of the approved version: its pages are set unmarked with the closed list of
 * fields filled in, before the transaction; inside it everything is checked again, and the exact bytes
 * are stored with their hash. They are never set again.
 */
export const fileDocument = command({
  on: documentTo("document.file"),
  form: fileForm,
  prepare: ({ resources, actor, found, form }) => setFiling(resources, actor, found, form),
  async run(inside) {
    const { tx, at, actor, found, form, prepared } = inside;
    const documentId = found.row.id;
    const { versionId, hash } = form;
    const { fields, facts, signatures, pdfHash, pdfName, certifier, namedCertifier } = prepared;
    const still = await refuseOtherNumber(tx, documentId, fields.caseNumber);
    if (!still.ok) return still;
    // The pages are those of the version that was approved then; another would need others.
    if (versionId !== prepared.approvedVersionId) return refuse("stale");
    const { caseNumber } = fields;
    const filed = await takeStep(inside, documentId, {
      event: {
        type: "file",
        by: actor.userId,
        at,
        version: { versionId, hash },
        pdfHash,
        facts,
        namedCertifier,
        certifier,
        today: dateOfFilings(at),
      },
      also: async (after) => {
        const { pdf } = prepared;
        await writeFiling(tx, { documentId, at, pdf, pdfName, after, fields, signatures });
        const learnt = { filedOn: facts.filedOn, caseNumber, by: actor.userId };
        await learnFromFiling(tx, at, documentId, learnt);
      },
      lines: () => [
        {
          type: "document.filed",
          details: {
            ...prepared.checked,
            versionId,
            hash,
            certifier,
            pdfHash,
            pdfName,
            caseNumber,
            signatures: [...fields.signatures],
            // Each of them consented to their signature, says who records the filing.
            consents: Object.fromEntries(
              signatures.map(({ signerId, consent }) => [signerId, consent]),
            ),
          },
        },
      ],
    });
    return filed.ok ? done({ pdfHash }) : filed;
  },
});

/** The pages as they are filed, with all that is stored beside them. */
async function setFiling(
  resources: Resources,
  actor: Actor,
  { row: { id: documentId }, facts: { kind, status } }: LoadedDocument,
  form: FileForm,
) {
  const { client } = resources.database;
  const state = await loadState(client, documentId);
  if (state?.status !== "approved") return wrongStatus("file", status);
  const { filedOn, method, addressee, confirmation = null, certified } = form;
  const facts = { filedOn, method, addressee, confirmation };
  // Asked before any page is set, as setting takes its time; and again inside.
  const checked = checkFilingDetails(facts, dateOfFilings(resources.clock()));
  if (!checked.ok) return checked;
  // Who can write the database could have changed what was approved, or who approved it.
  const purpose = "filed";
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
  if (!agreed.ok) return agreed;
  const approvedVersionId = state.version.versionId;
  const stored = await contentOf(resources, documentId, approvedVersionId, purpose);
  if (!stored.ok) return stored;
  const content = stored.value;
  const signed = signaturesOf(form, content.facts);
  if (!signed.ok) return signed;
  const signatures = signed.value;
  const fields = fieldsOf(form, content.facts, signatures);
  // Asked before any page is set; and again inside, as the docket may have been edited meanwhile.
  const suits = await refuseOtherNumber(client, documentId, fields.caseNumber);
  if (!suits.ok) return suits;
  const decided = await refuseUndecided(resources, actor, documentId, content, "filing");
  if (!decided.ok) return decided;
  const pages = await setFiledPages(resources, content, { kind, filing: fields, by: actor.userId });
  if (!pages.ok) return pages;
  const pdf = new Uint8Array(pages.value.pdf);
  const namedCertifier = content.facts.certifier?.name ?? null;
  return done({
    approvedVersionId,
    checked: checked.value,
    facts,
    fields,
    signatures,
    namedCertifier,
    certifier: certified ? namedCertifier : null,
    pdf,
    pdfHash: await digestOf(pdf),
    pdfName: pdfFileName(fields.date, kind, content.facts.title),
  });
}

/** A "/s/ Name" with the consent that it is set on. */
interface ConsentedSignature {
  readonly signerId: string;
  /** Among the signers of the version, from 0. */
  readonly position: number;
  readonly name: string;
  readonly organization: string | null;
  readonly consent: string;
}

/** The signatures to set, in the order of the facts; refuses signers whom the version does not name. */
function signaturesOf(
  { signatures }: FileForm,
  { signers, organizations }: VersionDetails,
): Outcome<ConsentedSignature[]> {
  const consents = new Map(signatures.map(({ signerId, consent }) => [signerId, consent]));
  const unknown = [...consents.keys()].some((id) => !signers.some((signer) => signer.id === id));
  if (unknown) {
    return refuse("bad-input", undefined, { signatures: "Choose from the signers shown." });
  }
  return done(
    signers.flatMap(({ id: signerId, name, organizationId }, position) => {
      const consent = consents.get(signerId);
      if (!consent) return [];
      const organization = organizations.find(({ id }) => id === organizationId)?.name ?? null;
      return [{ signerId, position, name, organization, consent }];
    }),
  );
}

/** What is filled in on the pages: the closed list. */
function fieldsOf(
  form: FileForm,
  { caption }: VersionDetails,
  signatures: readonly ConsentedSignature[],
): FilingFields {
  return {
    date: form.filedOn,
    // A number that the caption has already was signed, and is not filled in again.
    caseNumber: caption && caption.caseNumber === null ? (form.caseNumber ?? null) : null,
    signatures: signatures.map(({ signerId }) => signerId),
  };
}

async function writeFiling(
  tx: Transaction,
  filed: {
    readonly documentId: string;
    readonly at: Date;
    readonly pdf: Uint8Array<ArrayBuffer>;
    readonly pdfName: string;
    readonly after: Awaited<ReturnType<typeof loadState>>;
    readonly fields: FilingFields;
    readonly signatures: readonly ConsentedSignature[];
  },
): Promise<void> {
  const { documentId, pdf, pdfName, after, at, fields, signatures } = filed;
  if (after?.status !== "filed") throw new Error(`document ${documentId} was not filed`);
  const { version, by, ...filing } = after.filing;
  await tx.filing.create({
    data: {
      ...filing,
      documentId,
      versionId: version.versionId,
      versionHash: version.hash,
      filedById: by,
      at,
      pdf,
      pdfName,
      caseNumber: fields.caseNumber,
    },
  });
  for (const signature of signatures) {
    await tx.filingSignature.create({ data: { documentId, ...signature } });
  }
}
