import { WEEKLY_REPORTS_SUIT as suit, type OrganizationFacts } from "../../facts";
import { demoPerson } from "../../people";
import { body, bold, layout, lineBreak, type Piece } from "../../writing";
import { notice, orNotRecorded } from "../request-sections";

/** The lawyers who sign, all invented, in the order of the caption. */
export const COUNSEL = suit.plaintiffs.map((plaintiff) => ({
  plaintiff,
  person: demoPerson(plaintiff, "drafter"),
}));

/** Name, bar number, address, e-mail, telephone and party, as Civil L.R. 3-4(a)(1) asks. */
export function counselBlock(
  organization: OrganizationFacts,
  person: { name: string; email: string },
) {
  return body(
    `${person.name} [invented; State Bar No.: not recorded]`,
    lineBreak,
    organization.name,
    lineBreak,
    `[street address: not recorded], ${orNotRecorded("city", organization.city)}`,
    lineBreak,
    `Telephone: [not recorded]`,
    lineBreak,
    `E-mail: ${person.email}`,
    lineBreak,
    `Attorney for Plaintiff ${organization.name}`,
  );
}

const plaintiffs = suit.plaintiffs.map(({ name }) => name.toUpperCase());

/** Counsel block, the court's title and the caption, until the caption is drawn from the docket. */
export const caption: readonly Piece[] = [
  notice("complaint"),
  body(
    "Where this draft describes the Request, it describes the demonstration text of the request in this workspace. What the agency did is not recorded; each paragraph that depends on it says what to confirm.",
  ),
  ...COUNSEL.map(({ plaintiff, person }) => counselBlock(plaintiff, person)),
  body(bold("UNITED STATES DISTRICT COURT")),
  body(bold("NORTHERN DISTRICT OF CALIFORNIA")),
  body("[Division: San Francisco or Oakland, by assignment]"),
  layout([
    [
      body(`${plaintiffs.slice(0, -1).join("; ")}; and ${plaintiffs.at(-1)},`),
      body("Plaintiffs,"),
      body("v."),
      body(`${suit.defendant.toUpperCase()},`),
      body("Defendant."),
    ],
    [
      body(`Case No. ${orNotRecorded("docket number", suit.docketNumber)}`),
      body(bold("COMPLAINT FOR DECLARATORY AND INJUNCTIVE RELIEF")),
      body("(Freedom of Information Act, 5 U.S.C. § 552)"),
    ],
  ]),
];
