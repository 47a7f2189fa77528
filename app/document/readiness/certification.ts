import type { DocumentKind } from "#app/domain/document.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";

/** "certify … true and correct", as 5 U.S.C. § 552(a)(6)(E)(vi) asks for it. */
const CERTIFIES = /\bcertif(?:y|ies|ied)\b/iu;
const TRUE_AND_CORRECT = /\btrue and correct\b/iu;

/**
 * Whether a request for expedited processing and its certification agree (embarrassment 9, L23): the
 * one without the other, and a certifier without either. Asked of requests and appeals alone: a
 * complaint tells of certifications, and makes none of this kind.
 */
export function certificationFindings(
  prose: ProseJSON,
  { letter, certifier }: DocumentDetails,
  kind: DocumentKind,
): Finding[] {
  if (kind !== "request" && kind !== "appeal") return [];
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
  return found;
}

function certifiedPassage(prose: ProseJSON) {
  return passagesOf(prose, null).find(
    ({ text }) => CERTIFIES.test(text) && TRUE_AND_CORRECT.test(text),
  );
}

/** Whether a text certifies what it says, as 5 U.S.C. § 552(a)(6)(E)(vi) asks. */
export function isCertifiedText(prose: ProseJSON): boolean {
  return certifiedPassage(prose) !== undefined;
}
