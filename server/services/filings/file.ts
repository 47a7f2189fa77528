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
import { learnFromFiling, refuseOtherNumber } from "#server/services/dockets/sync-from-filing.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { dateOfFilings } from "./day.ts";
import { setFiledPages } from "./pages.ts";

/**
 * Records the filing of the approved version: its pages are set unmarked with the closed list of
 * fields filled in, before the transaction; inside it everything is checked again, and the exact bytes
 * are stored with their hash. They are never set again.
 */
export async function fileDocument(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<{ readonly pdfHash: string }>> {
  const { database, clock } = resources;
  const found = await documentFor(database.client, actor, "document.file", documentId);
  if (!found.ok) return found;
  const form = readForm(fileForm, sent);
  if (!form.ok) return form;
  const state = await loadState(database.client, documentId);
  if (state?.status !== "approved") return wrongStatus("file", found.value.facts.status);
  const { versionId, hash, certified, ...typed } = form.value;
  const facts = { ...typed, confirmation: typed.confirmation ?? null };
  // Asked before any page is set, as setting takes its time; and again inside.
  const possible = checkFilingDetails(facts, dateOfFilings(clock()));
  if (!possible.ok) return possible;
  // Who can write the database could have changed what was approved, or who approved it.
  const agreed = await agreeWithRecord(resources, documentId, {
    purpose: "filed",
    contents: false,
  });
  if (!agreed.ok) return agreed;
  const stored = await contentOf(resources, documentId, state.version.versionId, "filed");
  if (!stored.ok) return stored;
  const content = stored.value;
  const signed = signaturesOf(form.value, content.facts);
  if (!signed.ok) return signed;
  const signatures = signed.value;
  const fields = fieldsOf(form.value, content.facts, signatures);
  // Asked before any page is set; and again inside, as the docket may have been edited meanwhile.
  const suits = await refuseOtherNumber(database.client, documentId, fields.caseNumber);
  if (!suits.ok) return suits;
  const decided = await refuseUndecided(resources, actor, documentId, content, "filing");
  if (!decided.ok) return decided;
  const pages = await setFiledPages(resources, content, { filing: fields, by: actor.userId });
  if (!pages.ok) return pages;
  const pdf = new Uint8Array(pages.value.pdf);
  const pdfHash = await digestOf(pdf);
  const namedCertifier = content.facts.certifier?.name ?? null;
  const certifier = certified ? namedCertifier : null;
  const { kind } = found.value.facts;
  const pdfName = pdfFileName(fields.date, kind, content.facts.title);

  let told: readonly string[] = [];
  const filed = await takeStep(resources, actor, documentId, {
    permit: (tx, document) => reauthorize(tx, actor, "document.file", { document }),
    event: async (at, tx) => {
      const still = await refuseOtherNumber(tx, documentId, fields.caseNumber);
      if (!still.ok) return still;
      // The pages are those of the version that was approved then; another would need others.
      const version = { versionId, hash };
      const today = dateOfFilings(at);
      const act = { type: "file", by: actor.userId, at, version, pdfHash } as const;
      if (versionId !== state.version.versionId) return refuse("stale");
      return done({ ...act, facts, namedCertifier, certifier, today });
    },
    also: async (tx, at, after) => {
      await writeFiling(tx, { documentId, at, pdf, pdfName, after, fields, signatures });
      const { filedOn } = facts;
      const { caseNumber } = fields;
      const learnt = { filedOn, caseNumber, by: actor.userId };
      told = await learnFromFiling(tx, at, documentId, learnt);
    },
    record: () => [
      {
        type: "document.filed",
        details: {
          ...possible.value,
          versionId,
          hash,
          certifier,
          pdfHash,
          pdfName,
          caseNumber: fields.caseNumber,
          signatures: [...fields.signatures],
          // Each of them consented to their signature, says who records the filing.
          consents: Object.fromEntries(
            signatures.map(({ signerId, consent }) => [signerId, consent]),
          ),
        },
      },
    ],
  });
  if (!filed.ok) return filed;
  for (const other of told) resources.rooms.statusChanged(other);
  return done({ pdfHash });
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
