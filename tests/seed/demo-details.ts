import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { detailsForNew } from "#app/document/details/details-for-new.ts";
import { detailsOfDemo } from "#prisma/seed/document-details.ts";
import type { DemoDocument } from "#prisma/seed/documents.ts";
import { AGENCY, COALITION, organizationIdOf } from "#prisma/seed/demo-matter.ts";

/** The facts of one of the demonstration's documents, as its matter gives them. */
export function demoDetails(document: DemoDocument): DocumentDetails {
  const { department, component, foiaOffice } = AGENCY;
  const parties = COALITION.map(({ name, city, ...slug }) => ({
    id: organizationIdOf(slug),
    name,
    city,
  }));
  const agency = { department, component, address: foiaOffice };
  return detailsOfDemo(document, detailsForNew(document, { parties, agency }));
}
