import type { Actor } from "../../../app/domain/actor";
import { wrongStatus } from "../../../app/domain/document-steps";
import { done, type Outcome } from "../../../app/domain/refusal";
import { factsInWords } from "../../../app/prose/facts-in-words";
import { docketNumber } from "../dockets/learn";
import { documentFor } from "../documents/load";
import { documentTag } from "../documents/tag";
import { refuseUndecided } from "../private-data/scan";
import type { FilingChoices } from "../record-views";
import type { Resources } from "../resources";
import { standingOf } from "../reviews/standing";
import { contentOf } from "../versions/stored";
import { dateOfFilings } from "./day";

/** What the form for recording a filing offers and asks for, from the version that was approved. */
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
  if (facts.status !== "approved" || !standing.version) return wrongStatus("file", facts.status);
  const stored = await contentOf(resources, documentId, standing.version.id);
  if (!stored.ok) return stored;
  const content = stored.value;
  const decided = await refuseUndecided(resources, actor, documentId, content, "filing");
  const { letter, caption, certifier, signers, organizations } = content.facts;
  return done({
    document: documentTag(row),
    standing,
    version: standing.version,
    facts: factsInWords(content.facts),
    privateDataUndecided: !decided.ok,
    today: dateOfFilings(clock()),
    addressee: caption
      ? [caption.court, caption.district].join(", ")
      : (letter?.addressee.join(", ") ?? ""),
    method: caption ? "e-filing" : null,
    certifier: certifier?.name ?? null,
    asksCaseNumber: caption !== null && caption.caseNumber === null,
    caseNumber: await docketNumber(client, documentId),
    signers: signers.map(({ id, name, organizationId }) => ({
      id,
      name,
      organization: organizations.find((known) => known.id === organizationId)?.name ?? null,
    })),
  });
}
