import type { DraftFacts } from "~/prose/facts";
import { newFacts } from "~/prose/new-facts";
import { factsOf } from "../../prisma/seed/document-facts";
import type { DemoDocument } from "../../prisma/seed/documents";
import { AGENCY, COALITION, organizationIdOf } from "../../prisma/seed/facts";

/** The facts of one of the demonstration's documents, as its matter gives them. */
export function demoFacts(document: DemoDocument): DraftFacts {
  const { department, component, foiaOffice } = AGENCY;
  const parties = COALITION.map(({ name, city, ...slug }) => ({
    id: organizationIdOf(slug),
    name,
    city,
  }));
  const agency = { department, component, address: foiaOffice };
  return factsOf(document, newFacts(document, { parties, agency }));
}
