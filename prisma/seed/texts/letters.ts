/**
 * Short letters of the coalition, invented for the demonstration; they state nothing about acts of
 * the agency.
 */
import { AGENCY, COALITION, COUNCIL, organizationIdOf } from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { body, bold, named, ordered, signatureBlock, writeProse } from "#prisma/seed/writing.ts";
import type { DemoBlock } from "#prisma/seed/writing.ts";

const CONTACT = demoPerson(COUNCIL, "drafter");

function letter(name: string, ...said: DemoBlock[]) {
  return writeProse(name, [
    body(
      bold("Demonstration text."),
      " Written for this software, and sent to nobody. People named in it are invented.",
    ),
    body("Dear FOIA Officer:"),
    ...said,
    body("Sincerely,"),
    ...COALITION.map((organization) => signatureBlock(organizationIdOf(organization))),
  ]);
}

const oneContact = (email: string) => [
  body(
    "The three organizations named above made two requests under the Freedom of Information Act, dated September 9, 2021, and September 23, 2021. So that each question about them is asked once and answered once, please write about both to one person:",
  ),
  body(`${CONTACT.name}, ${COUNCIL.name}, ${COUNCIL.city}; e-mail ${email}.`),
  body("What reaches this address has reached all three organizations."),
];

/** Names the contact, with a mistyped address. */
export const contactLetter = letter("contact", ...oneContact("council@example.org"));

/** The same with the right address. */
export const correctedContactLetter = letter(
  "contact-corrected",
  ...oneContact(CONTACT.email),
  body("This letter takes the place of an earlier one, which gave another e-mail address."),
);

/** Asks for a call. */
export const callLetter = letter(
  "call",
  body(
    "The three organizations named above would like to speak with the office that will search for the records, before the search begins, about the order in which it is done. Please propose a time for a call of half an hour to the person who signs below for the Council.",
  ),
);

/** Asks to preserve the records; under review in the demonstration. */
export const preservationLetter = letter(
  "preservation",
  named(
    "ask",
    body(
      `The three organizations named above made requests under the Freedom of Information Act on September 9, 2021, and September 23, 2021 [tracking numbers of both: not recorded]. They ask ${AGENCY.component} to keep every record that these requests describe, in whatever form, until the requests and any appeal or lawsuit about them are at an end, as the Department’s own regulation and the law on federal records ask. 6 C.F.R. § 5.9; 44 U.S.C. § 3301 and following.`,
    ),
  ),
  body("This covers in particular:"),
  ordered(1, "the weekly reports on enforcement actions and on removals, with their data;"),
  named("guidance", ordered(1, "the guidance that officers received on making those reports; and")),
  ordered(
    1,
    "the requests for approval of actions outside the priorities, the decisions on them, and the data about both.",
  ),
  named(
    "confirm",
    body("Please confirm in writing that those who hold such records have been told to keep them."),
  ),
);
