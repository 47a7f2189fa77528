import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";

/** "certify … true and correct", as 5 U.S.C. § 552(a)(6)(E)(vi) requires it. */
const CERTIFIES = /\bcertif(?:y|ies|ied)\b/iu;
const TRUE_AND_CORRECT = /\btrue and correct\b/iu;

/**
 * Checks that a request for expedited processing and its certification agree (embarrassment 9,
 * L23): one without the other, or a certifier without either. Only for requests and appeals: a
 * complaint describes certifications, and makes none of this kind.
 */
export function certificationFindings(
  prose: ProseJSON,
  details: DocumentDetails,
  kind: DocumentKind,
): Finding[] {
  if (!KINDS[kind].asksForRecords) return [];
  const { letter, certifier } = details;
  const certified = certifiedPassage(prose);
  const asks = letter?.expeditedProcessing === true;
  const there: FindingPlace = certified?.place
    ? { kind: "block", id: certified.place }
    : { kind: "nowhere" };
  const found: Finding[] = [];
  if (asks && !certified) {
    found.push({
      check: "certification-missing",
      words: "expedited processing is asked for, but nothing in the text is certified",
      place: { kind: "details" },
    });
  }
  if (certified && !asks) {
    found.push({
      check: "certification-without-request",
      words:
        "the text is certified, but expedited processing is not asked for under “Parties, signers and addresses”",
      place: there,
    });
  }
  if (certified && certifier === null) {
    found.push({
      check: "certifier-missing",
      words: "the text is certified, but nobody is named who certifies",
      place: there,
    });
  }
  if (!certified && certifier !== null) {
    found.push({
      check: "certifier-without-certification",
      words: `${certifier.name} is named as certifier, but nothing in the text is certified`,
      place: { kind: "details" },
    });
  }
  return [...found, ...wrongCertifiers(prose, details)];
}

/**
 * Checks that each certifier certifies for their own organization and is recorded, so that each is
 * asked to confirm it (L28, embarrassment 9). Finds a signer of one organization who certifies for
 * another, and a statement by a person who is not recorded.
 */
function wrongCertifiers(
  prose: ProseJSON,
  { certifier, furtherCertifiers, signers, organizations }: DocumentDetails,
): Finding[] {
  const all = [...(certifier ? [certifier] : []), ...furtherCertifiers];
  const nameOf = (id: string | null) => organizations.find((one) => one.id === id)?.name ?? "";
  const found = all.flatMap(({ name, organizationId }): Finding[] => {
    const own = signers.filter((signer) => signer.name === name);
    if (organizationId === null || own.length === 0) return [];
    if (own.some((signer) => signer.organizationId === organizationId)) return [];
    const words = `${name} signs for the ${nameOf(own[0]?.organizationId ?? null)}, and is named as certifier for the ${nameOf(organizationId)}`;
    return [{ check: "certifier-of-another", words, place: { kind: "details" } }];
  });
  for (const { text, place } of certifiedPassages(prose)) {
    // The name of the first certifier is a field; another check finds prompts.
    const said = /^I, ([^,[]{2,120}),/u.exec(text)?.[1]?.trim();
    if (said === undefined || all.some(({ name }) => said.includes(name))) continue;
    found.push({
      check: "certifier-missing",
      words: `${said} certifies in the text, and is not recorded as a certifier`,
      place: place === null ? { kind: "nowhere" } : { kind: "block", id: place },
    });
  }
  return found;
}

function certifiedPassages(prose: ProseJSON) {
  return passagesOf(prose, null).filter(
    ({ text }) => CERTIFIES.test(text) && TRUE_AND_CORRECT.test(text),
  );
}

function certifiedPassage(prose: ProseJSON) {
  return certifiedPassages(prose).at(0);
}

/** Whether a text contains the certification of 5 U.S.C. § 552(a)(6)(E)(vi). */
export function isCertifiedText(prose: ProseJSON): boolean {
  return certifiedPassage(prose) !== undefined;
}
