import type { DocumentDetails, SignerDetails } from "#app/document/details/document-details.ts";
import { COUNCIL, ILRC, MIJENTE } from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";

/** The demonstration's, in the order of its captions. */
const PARTIES = [ILRC, MIJENTE, COUNCIL];
const ORGANIZATIONS = PARTIES.map(({ slug: id, name, city }) => ({ id, name, city }));

/** An invented signer for each of them. */
const SIGNERS: SignerDetails[] = PARTIES.map((organization) => ({
  id: `${organization.slug}-signer`,
  organizationId: organization.slug,
  name: demoPerson(organization, "drafter").name,
  title: "Staff Attorney",
  barNumber: "State Bar No. 000000",
  address: ["1 Example Street", "Example City, California 00000"],
  email: demoPerson(organization, "drafter").email,
  telephone: "(000) 000-0000",
  partyRepresented: `Plaintiff ${organization.name}`,
  admission: null,
}));

/** The facts of a coalition of three, of a letter or of a suit. Nothing in them is real but the names. */
export const COALITION_DETAILS: DocumentDetails = {
  organizations: ORGANIZATIONS.map((organization) => ({ ...organization, address: [] })),
  signers: SIGNERS,
  letter: null,
  caption: null,
  certifier: { name: "Ana Example", title: "Staff Attorney", organizationId: "council" },
  furtherCertifiers: [],
  trackingNumbers: ["2021-ICFO-00000"],
  exhibits: [
    { id: "request", title: "The Request of September 9, 2021", file: null },
    { id: "answer", title: "The agency’s letter", file: null },
  ],
  sourced: [],
};

export const LETTER_DETAILS: DocumentDetails = {
  ...COALITION_DETAILS,
  letter: {
    date: "2021-09-09",
    delivery: "Via the agency’s portal",
    addressee: [
      "Freedom of Information Act Office",
      "U.S. Immigration and Customs Enforcement",
      "500 12th Street SW, Stop 5009",
      "Washington, D.C. 20536-5009",
    ],
    re: "Freedom of Information Act request for weekly reports",
    expeditedProcessing: true,
    feeWaiver: true,
    isAppeal: false,
  },
};

export const SUIT_DETAILS: DocumentDetails = {
  ...COALITION_DETAILS,
  caption: {
    court: "United States District Court",
    district: "Northern District of California",
    division: null,
    plaintiffs: ORGANIZATIONS.map(({ name }) => ({
      name,
      address: ["1 Example Street", "Example City"],
    })),
    defendants: [
      { name: "U.S. Immigration and Customs Enforcement", address: ["2 Example Street"] },
    ],
    caseNumber: null,
    judge: null,
    companion: null,
    paperTitle: "Complaint for Declaratory and Injunctive Relief",
    designations: ["(Freedom of Information Act, 5 U.S.C. § 552)"],
    counsel: SIGNERS.map(({ id }) => id),
  },
};
