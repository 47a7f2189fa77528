import {
  AGENCY,
  COUNCIL,
  ILRC,
  MIJENTE,
  organizationIdOf,
  OUTSIDE_PRIORITIES_SUIT,
} from "#prisma/seed/facts.ts";
import {
  body,
  bold,
  caption,
  everyParagraphAbove,
  exhibit,
  field,
  footnote,
} from "#prisma/seed/writing.ts";
import {
  heading,
  named,
  numbered,
  ordered,
  see,
  signatureBlock,
  writeProse,
} from "#prisma/seed/writing.ts";
import type { Piece } from "#prisma/seed/writing.ts";

/** The one exhibit, by the id that the text names it by. */
export const SECOND_REQUEST_EXHIBIT = {
  id: "second-request",
  title: "The Request of September 23, 2021",
} as const;

const introduction: readonly Piece[] = [
  heading(1, "Introduction"),
  numbered(
    1,
    "This is an action under the Freedom of Information Act (FOIA), 5 U.S.C. § 552, for records of how a federal agency decided to act against people whom its own priorities did not cover.",
  ),
  numbered(
    1,
    `On January 20, 2021, the ${AGENCY.department} (the Department) set interim priorities for immigration enforcement. On February 18, 2021, its component ${AGENCY.component} (ICE) issued a memorandum on operations under those priorities, which directs officers to obtain approval before they act against someone outside them.`,
    footnote(
      "A later memorandum on enforcement priorities took effect on November 29, 2021. The records sought here were made, or were to be made, while the interim priorities applied.",
    ),
  ),
  numbered(
    1,
    "By a request dated September 23, 2021 (the Request), Plaintiffs asked ICE for the instructions on that approval, for the requests in which officers asked for it, and for ICE’s data about them.",
  ),
];

const jurisdiction: readonly Piece[] = [
  heading(1, "Jurisdiction, Venue and Assignment"),
  numbered(
    1,
    "This Court has jurisdiction over the subject matter under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1331, and may grant declaratory and further relief under 28 U.S.C. §§ 2201–2202.",
  ),
  named(
    "venue",
    numbered(
      1,
      `Venue is proper in this District under 5 U.S.C. § 552(a)(4)(B), because Plaintiff ${ILRC.name} resides, or has its principal place of business, in this District.`,
    ),
  ),
  numbered(
    1,
    "Under Civil L.R. 3-2(c) and 3-5(b), and for the reason stated in ",
    see("venue"),
    ", assignment to the San Francisco Division or the Oakland Division is proper.",
  ),
];

const parties: readonly Piece[] = [
  heading(1, "Parties"),
  numbered(
    1,
    `Plaintiff ${COUNCIL.name} (the Council), of ${COUNCIL.city}, files requests for information about the enforcement of the immigration laws and tells the public about them on its website.`,
  ),
  numbered(1, `Plaintiff ${ILRC.name} (ILRC) is located in ${ILRC.city}.`),
  numbered(1, `Plaintiff ${MIJENTE.name} (Mijente) joined in the Request.`),
  numbered(
    1,
    "Defendant ICE is a component of the Department and an agency within the meaning of 5 U.S.C. §§ 551(1) and 552(f)(1).",
  ),
];

const allegations: readonly Piece[] = [
  heading(1, "Factual Allegations"),
  named(
    "filed",
    numbered(
      1,
      "On September 23, 2021, Plaintiffs filed the Request with ICE. A copy is attached as ",
      see(SECOND_REQUEST_EXHIBIT.id),
      ". [Tracking number: not recorded.]",
    ),
  ),
  named("sought", numbered(1, "The Request seeks three groups of records:")),
  numbered(2, "records produced to help officers follow the preapproval process;"),
  numbered(
    2,
    "copies of the requests that officers submitted to their supervisors for approval to act against people outside the priorities; and",
  ),
  numbered(2, "the data that ICE keeps about these requests."),
  named(
    "time",
    numbered(
      1,
      "The time that FOIA allows for a determination has passed without one. [The agency’s response, if any: not recorded.]",
    ),
  ),
  numbered(
    1,
    "Plaintiffs are therefore deemed to have exhausted their administrative remedies. 5 U.S.C. § 552(a)(6)(C)(i).",
  ),
];

const claims: readonly Piece[] = [
  heading(1, "Claims for Relief"),
  heading(2, "First claim, failure to make a timely determination: 5 U.S.C. § 552(a)(6)(A)(i)"),
  numbered(1, "Plaintiffs incorporate the allegations of ", everyParagraphAbove, "."),
  numbered(
    1,
    "By what is alleged in ",
    see("time"),
    ", ICE has violated 5 U.S.C. § 552(a)(6)(A)(i).",
  ),
  heading(2, "Second claim, improper withholding of agency records: 5 U.S.C. § 552(a)(3)(A)"),
  numbered(1, "Plaintiffs incorporate the allegations of ", everyParagraphAbove, "."),
  numbered(
    1,
    "The records described in ",
    see("sought"),
    " are agency records that ICE controls. By failing to make them promptly available, ICE is improperly withholding them, in violation of 5 U.S.C. § 552(a)(3)(A).",
  ),
];

const prayer: readonly Piece[] = [
  heading(1, "Prayer for Relief"),
  body("Plaintiffs respectfully ask that the Court:"),
  ordered(1, "declare that ICE has violated the Freedom of Information Act as alleged above;"),
  ordered(
    1,
    "order ICE to search for the records that the Request describes, and to produce all that are not exempt, by dates that the Court sets;",
  ),
  ordered(
    1,
    "award Plaintiffs their reasonable attorney fees and other litigation costs under 5 U.S.C. § 552(a)(4)(E); and",
  ),
  ordered(1, "grant such other relief as is just and proper."),
];

/** A short complaint about the second request, as far as the facts of that suit are known. */
export const outsidePrioritiesComplaint = writeProse("second-suit", [
  caption,
  body(
    bold("Demonstration text."),
    " Written for this software; it is not the complaint that was filed. People named in it are invented, and square brackets hold what is not recorded.",
  ),
  ...introduction,
  ...jurisdiction,
  ...parties,
  ...allegations,
  ...claims,
  ...prayer,
  body("Dated: ", field("dateOfFiling")),
  body("Respectfully submitted,"),
  ...OUTSIDE_PRIORITIES_SUIT.plaintiffs.map((plaintiff) =>
    signatureBlock(organizationIdOf(plaintiff)),
  ),
  heading(1, "Exhibits"),
  exhibit(SECOND_REQUEST_EXHIBIT.id),
]);
