import type { Actor } from "#app/domain/actor.ts";
import { dateIn } from "#app/domain/dates.ts";
import { LAYOUTS } from "#app/domain/layout.ts";
import type { Finding } from "#app/domain/readiness.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { labeledDetails } from "#app/document/details/labeled-details.ts";
import { certifierNames } from "#app/document/details/document-details.ts";
import { asksAttestation } from "#app/document/details/attestation.ts";
import { docketNumber } from "#server/services/dockets/sync-from-filing.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { isDecided, scanOf } from "#server/services/private-data/scan.ts";
import { decisionViews } from "#server/services/private-data/show.ts";
import type { FilingChoices } from "./views.ts";
import { exhibitFilesOf } from "./exhibit-files.ts";
import type { Resources } from "#server/services/resources.ts";
import { overrideIn, openInText, privateFindings } from "#server/services/reviews/readiness.ts";
import {
  keyOf,
  placedFinding,
  recordFindings,
  seenOf,
} from "#server/services/reviews/record-findings.ts";
import { standingOf } from "#server/services/reviews/standing.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { filingCopiesOf } from "./copies.ts";
import { refuseNotApproved } from "./not-approved.ts";

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
  const { row, subject } = found.value;
  const standing = await standingOf(client, actor, subject);
  if (subject.status !== "approved" || !standing.version)
    return refuseNotApproved(client, documentId, "make-filing-copy", subject.status);
  const stored = await contentOf(resources, documentId, standing.version.id);
  if (!stored.ok) return stored;
  const content = stored.value;
  const scan = await scanOf(resources, actor, documentId, content);
  if (!scan.ok) return scan;
  const { key } = scan.value;
  const decisions = await decisionViews(client, documentId, key, subject.matter.partyIds);
  const { letter, caption, signers, organizations } = content.facts;
  const copies = await filingCopiesOf(client, documentId, subject.matter.partyIds);
  const of = { documentId, kind: subject.kind, content };
  const recorded = await recordFindings(client, of, clock());
  const open = await openInText(resources, of);
  if (!open.ok) return open;
  const letStand = await overrideIn(resources, { ...of, versionId: standing.version.id });
  if (!letStand.ok) return letStand;
  const copy = copies.find(({ voided, confirmedAt }) => !voided && !confirmedAt) ?? null;
  const explained = copy?.letStand?.findings ?? [];
  const isExplained = (finding: Finding) => {
    const { check, place } = placedFinding(finding);
    return explained.some((one) => one.check === check && one.place === place);
  };
  const zone = LAYOUTS[content.layoutProfile].filingZone;
  return done({
    document: documentTag(actor, row),
    standing,
    version: standing.version,
    facts: labeledDetails(content.facts),
    privateDataUndecided: !isDecided(scan.value, decisions, "filing"),
    privateStands: { findings: decisions.length > 0 ? privateFindings(scan.value) : [], decisions },
    copy,
    voidedCopies: copies.filter(({ voided }) => voided !== null),
    zone,
    today: dateIn(clock(), zone),
    addressee: caption
      ? [caption.court, caption.district].join(", ")
      : (letter?.addressee.join(", ") ?? ""),
    method: caption ? "e-filing" : null,
    certifier: certifierNames(content.facts),
    asksCaseNumber: caption !== null && caption.caseNumber === null,
    caseNumber: await docketNumber(client, documentId),
    exhibits: exhibitFilesOf(content),
    letStand: letStand.value,
    findings: recorded.filter((finding) => !isExplained(finding)),
    open: [...new Map(open.value.map((one) => [keyOf(one), { ...one, key: keyOf(one) }])).values()],
    seen: seenOf([...recorded, ...open.value]),
    asksAttestation: asksAttestation(
      { kind: subject.kind, layoutProfile: content.layoutProfile },
      signers.length,
    ),
    signers: signers.map(({ id, name, organizationId }) => ({
      id,
      name,
      organization: organizations.find((known) => known.id === organizationId)?.name ?? null,
    })),
  });
}
