import type { Actor } from "#app/domain/actor.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { dateIn } from "#app/domain/dates.ts";
import { LAYOUTS } from "#app/domain/layout.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { detailsInWords } from "#app/document/details/details-in-words.ts";
import { certifiersInWords } from "#app/document/details/document-details.ts";
import { asksAttestation } from "#app/document/details/attestation.ts";
import { docketNumber } from "#server/services/dockets/sync-from-filing.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { FilingChoices } from "./views.ts";
import { exhibitFilesOf } from "./exhibit-files.ts";
import type { Resources } from "#server/services/resources.ts";
import { recordFindings, seenOf } from "#server/services/reviews/record-findings.ts";
import { standingOf } from "#server/services/reviews/standing.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { filingCopiesOf } from "./copies.ts";

/** The choices in the three steps of filing, from the approved version. */
export async function filingChoices(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<FilingChoices>> {
  const {
    database: { client },
    clock,
  } = resources;
  const found = await documentFor(client, actor, "document.file", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const standing = await standingOf(client, actor, facts);
  if (facts.status !== "approved" || !standing.version)
    return wrongStatus("make-filing-copy", facts.status);
  const stored = await contentOf(resources, documentId, standing.version.id);
  if (!stored.ok) return stored;
  const content = stored.value;
  const decided = await refuseUndecided(resources, actor, documentId, content, "filing");
  const { letter, caption, signers, organizations } = content.facts;
  const copies = await filingCopiesOf(client, documentId, facts.matter.partyIds);
  const findings = await recordFindings(client, { documentId, kind: facts.kind, content }, clock());
  const zone = LAYOUTS[content.layoutProfile].filingZone;
  return done({
    document: documentTag(row),
    standing,
    version: standing.version,
    facts: detailsInWords(content.facts),
    privateDataUndecided: !decided.ok,
    copy: copies.find(({ voided, confirmedAt }) => !voided && !confirmedAt) ?? null,
    voidedCopies: copies.filter(({ voided }) => voided !== null),
    zone,
    today: dateIn(clock(), zone),
    addressee: caption
      ? [caption.court, caption.district].join(", ")
      : (letter?.addressee.join(", ") ?? ""),
    method: caption ? "e-filing" : null,
    certifier: certifiersInWords(content.facts),
    asksCaseNumber: caption !== null && caption.caseNumber === null,
    caseNumber: await docketNumber(client, documentId),
    exhibits: exhibitFilesOf(content),
    findings,
    seen: seenOf(findings),
    asksAttestation: asksAttestation(
      { kind: facts.kind, layoutProfile: content.layoutProfile },
      signers.length,
    ),
    signers: signers.map(({ id, name, organizationId }) => ({
      id,
      name,
      organization: organizations.find((known) => known.id === organizationId)?.name ?? null,
    })),
  });
}
