import type { DocumentDetails, SignerDetails } from "#app/document/details/document-details.ts";
import type { DemoDocument } from "./documents.ts";
import { COALITION, organizationIdOf, type DemoOrganization } from "./demo-matter.ts";
import { demoPerson } from "./people.ts";
import { WEEKLY_REPORTS_SUIT } from "./demo-matter.ts";
import { ADDRESSEE, counselOf, signatoryOf } from "./shared-details.ts";
import { CERTIFIER } from "./texts/request-sections.ts";

/**
 * The details of a demonstration document, based on those of any new document of the matter. Only
 * parties of the matter speak and sign; signers are invented, and unknown details are printed as
 * not recorded.
 */
export function detailsOfDemo(document: DemoDocument, first: DocumentDetails): DocumentDetails {
  const speaking = document.speaking.flatMap((known) =>
    first.organizations
      .filter(({ id }) => id === organizationIdOf(known))
      .map((organization) => ({ organization, signer: signerOf(document, known) })),
  );
  const certifies = first.organizations.some(
    ({ id }) => id === organizationIdOf(CERTIFIER.organization),
  );
  return {
    ...first,
    organizations: speaking.map(({ organization }) => organization),
    signers: speaking.map(({ signer }) => signer),
    letter: first.letter && {
      ...first.letter,
      addressee: [...ADDRESSEE, ...(document.alsoTo ?? [])],
      re: document.re,
      expeditedProcessing: document.kind === "request",
      feeWaiver: document.kind === "request",
    },
    caption: first.caption && {
      ...first.caption,
      plaintiffs: speaking.map(({ organization: { name } }) => ({ name, address: [] })),
      defendants: [{ name: WEEKLY_REPORTS_SUIT.defendant, address: [] }],
      counsel: speaking.map(({ signer }) => signer.id),
    },
    certifier:
      document.kind === "request"
        ? {
            name: CERTIFIER.name,
            title: null,
            organizationId: certifies ? organizationIdOf(CERTIFIER.organization) : null,
          }
        : null,
    furtherCertifiers: document.kind === "request" && certifies ? furtherCertifiers(first) : [],
    exhibits: document.exhibits.map((exhibit) => ({ ...exhibit, file: null })),
  };
}

/**
 * The drafters of the other parties, who certify for their own organizations (L28), as the text
 * states.
 */
function furtherCertifiers({ organizations }: DocumentDetails) {
  return COALITION.filter((known) => known !== CERTIFIER.organization)
    .filter((known) => organizations.some(({ id }) => id === organizationIdOf(known)))
    .map((known) => ({
      name: demoPerson(known, "drafter").name,
      title: null,
      organizationId: organizationIdOf(known),
    }));
}

function signerOf({ kind }: DemoDocument, organization: DemoOrganization): SignerDetails {
  return kind === "complaint" ? counselOf(organization) : signatoryOf(organization);
}
