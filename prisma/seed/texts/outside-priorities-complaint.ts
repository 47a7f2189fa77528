import {
  AGENCY,
  COUNCIL,
  ILRC,
  MIJENTE,
  organizationIdOf,
  OUTSIDE_PRIORITIES_SUIT,
} from "#prisma/seed/demo-matter.ts";
import { body, bold, caption, exhibit, field, footnote } from "#prisma/seed/writing.ts";
import {
  heading,
  italic,
  named,
  numbered,
  ordered,
  see,
  signatureBlock,
  writeProse,
} from "#prisma/seed/writing.ts";
import type { DemoBlock } from "#prisma/seed/writing.ts";
import { claim } from "./claim.ts";

/** The only exhibit, with the id that the text refers to. */
export const SECOND_REQUEST_EXHIBIT = {
  id: "second-request",
  title: "The Request of September 23, 2021",
} as const;

const introduction: readonly DemoBlock[] = [
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

const jurisdiction: readonly DemoBlock[] = [
  heading(1, "Jurisdiction and Venue"),
  numbered(
    1,
    "This Court has jurisdiction over the subject matter under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1331, and may grant declaratory and further relief under 28 U.S.C. §§ 2201–2202.",
  ),
  numbered(
    1,
    `Venue is proper in this District under 5 U.S.C. § 552(a)(4)(B), because Plaintiff ${ILRC.name} resides, or has its principal place of business, in this District.`,
  ),
  heading(1, "Divisional Assignment"),
  numbered(
    1,
    `Under Civil L.R. 3-2(c), 3-2(d) and 3-5(b), assignment to the San Francisco Division or the Oakland Division is proper, because a substantial part of the events or omissions giving rise to the claims, the failure to provide records to a requester located there, Plaintiff ${ILRC.name}, occurred in San Francisco County.`,
  ),
];

const parties: readonly DemoBlock[] = [
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

const statute: readonly DemoBlock[] = [
  heading(1, "Statutory Framework"),
  numbered(
    1,
    "Within twenty days, excepting Saturdays, Sundays and legal public holidays, an agency must determine whether to comply with a request, and say so with its reasons and the right to appeal. 5 U.S.C. § 552(a)(6)(A)(i). The period may be tolled while the agency awaits information that it has reasonably requested, once, or where necessary to clarify fees, § 552(a)(6)(A)(ii), and extended in unusual circumstances by written notice, by no more than ten working days, § 552(a)(6)(B).",
  ),
  numbered(
    1,
    "The agency must make reasonable efforts to search for the records, § 552(a)(3)(C)–(D), and may withhold only what an exemption covers and what it reasonably foresees would do harm, releasing every portion that can reasonably be segregated, § 552(a)(8)(A), (b). The burden is on the agency to sustain its action. § 552(a)(4)(B).",
  ),
  numbered(
    1,
    "A requester whose request is not determined in time is deemed to have exhausted administrative remedies. § 552(a)(6)(C)(i).",
  ),
];

const allegations: readonly DemoBlock[] = [
  heading(1, "Factual Allegations"),
  numbered(
    1,
    "On September 23, 2021, Plaintiffs filed the Request with ICE. A copy is attached as ",
    see(SECOND_REQUEST_EXHIBIT.id),
    ". [Tracking number: not recorded.]",
  ),
  named("sought", numbered(1, "The Request seeks three groups of records:")),
  numbered(2, "records produced to help officers follow the preapproval process;"),
  numbered(
    2,
    "copies of the requests that officers submitted to their supervisors for approval to act against people outside the priorities; and",
  ),
  numbered(2, "the data that ICE keeps about these requests."),
  numbered(
    1,
    "The Request asks for a waiver of fees and addresses each factor of 6 C.F.R. § 5.11(k). It asks for expedited processing, with a statement that its makers certify to be true and correct to the best of their knowledge and belief. 5 U.S.C. § 552(a)(6)(E)(vi).",
  ),
  numbered(
    1,
    "ICE received the Request. [Date of receipt, component that first received it, and acknowledgment: not recorded.]",
  ),
  named(
    "first-day",
    numbered(
      1,
      "If ICE’s FOIA office received the Request on the day of its filing, the twentieth working day was Friday, October 22, 2021. Monday, October 11, 2021, a legal public holiday, 5 U.S.C. § 6103(a), is not counted.",
    ),
  ),
  named(
    "second-day",
    numbered(
      1,
      "If instead another designated component received it on that day, the twenty working days began at the latest ten working days afterwards, on October 7, 2021, and the twentieth working day was Friday, November 5, 2021.",
    ),
  ),
  named(
    "extended-day",
    numbered(
      1,
      "Even if ICE had, in addition, given timely notice of unusual circumstances and taken the ten further working days that the statute allows, its time would have ended on Monday, November 22, 2021; November 11, 2021, a legal public holiday, is not counted. [Notice of extension: not recorded.]",
    ),
  ),
  numbered(
    1,
    "Plaintiffs know of no request for information or for clarification of fees by which the period was tolled. [Clarification asked or answered: not recorded.]",
  ),
  named(
    "time",
    numbered(
      1,
      "The time that FOIA allows for a determination has passed without one. [The agency’s response, if any: not recorded.]",
    ),
  ),
  numbered(
    1,
    "ICE has given no notice of a decision on expedited processing within the ten days that § 552(a)(6)(E)(ii)(I) allows, and has not decided on the waiver of fees. [Decisions on both, if any: not recorded.]",
  ),
  heading(1, "Exhaustion of Administrative Remedies"),
  numbered(
    1,
    "As alleged in ",
    see("first-day", "second-day", "extended-day", "time"),
    ", ICE has not made a determination within the time that the statute allows, and Plaintiffs are deemed to have exhausted their administrative remedies. 5 U.S.C. § 552(a)(6)(C)(i). No determination reached them before this action was filed that would oblige them to appeal first. ",
    italic("See Aguirre v. U.S. Nuclear Regulatory Commission"),
    ", 11 F.4th 719 (9th Cir. 2021); ",
    italic("In re Steele"),
    ", 799 F.2d 461 (9th Cir. 1986). [The agency’s response, if any: not recorded.]",
  ),
];

const claims: readonly DemoBlock[] = [
  heading(1, "Claims for Relief"),
  ...claim(
    "First claim, failure to make a timely determination",
    "5 U.S.C. § 552(a)(6)(A)(i)",
    numbered(
      1,
      "By what is alleged in ",
      see("time"),
      ", ICE has violated 5 U.S.C. § 552(a)(6)(A)(i).",
    ),
  ),
  ...claim(
    "Second claim, failure to conduct a reasonable search",
    "5 U.S.C. § 552(a)(3)(C)–(D)",
    numbered(
      1,
      "On information and belief, ICE has not completed a search for the records that the Request describes: it has told Plaintiffs of none. ICE thereby violates 5 U.S.C. § 552(a)(3)(C)–(D).",
    ),
  ),
  ...claim(
    "Third claim, improper withholding of agency records",
    "5 U.S.C. § 552(a)(3)(A), (a)(8) and (b)",
    numbered(
      1,
      "The records described in ",
      see("sought"),
      " are agency records that ICE controls. By failing to make them promptly available, without showing that an exemption applies and that disclosure would foreseeably do harm, ICE is improperly withholding them, in violation of 5 U.S.C. § 552(a)(3)(A) and (a)(8)(A).",
    ),
  ),
  ...claim(
    "Fourth claim, failure to decide on expedited processing",
    "5 U.S.C. § 552(a)(6)(E)",
    numbered(
      1,
      "The Request demonstrated a compelling need. By giving no notice of a decision within ten days, ICE has violated 5 U.S.C. § 552(a)(6)(E)(ii)(I), which is subject to judicial review under § 552(a)(6)(E)(iii).",
    ),
  ),
  ...claim(
    "Fifth claim, waiver of fees",
    "5 U.S.C. § 552(a)(4)(A)",
    numbered(
      1,
      "Disclosure is likely to contribute significantly to public understanding of the government’s operations and is not primarily in Plaintiffs’ commercial interest. Plaintiffs are entitled to a waiver of all fees. § 552(a)(4)(A)(iii). Having missed its time limit, ICE may in any event assess no search fees or, from representatives of the news media, duplication fees, § 552(a)(4)(A)(viii)(I), and no exception of § 552(a)(4)(A)(viii)(II) applies.",
    ),
  ),
];

const prayer: readonly DemoBlock[] = [
  heading(1, "Prayer for Relief"),
  body("Plaintiffs respectfully ask that the Court:"),
  ordered(1, "declare that ICE has violated the Freedom of Information Act as alleged above;"),
  ordered(
    1,
    "order ICE to search for the records that the Request describes, and to produce all that are not exempt, by dates that the Court sets, with an index of anything withheld, ",
    italic("Vaughn v. Rosen"),
    ", 484 F.2d 820 (D.C. Cir. 1973); ",
    italic("Wiener v. FBI"),
    ", 943 F.2d 972 (9th Cir. 1991);",
  ),
  ordered(1, "enjoin ICE from continuing to withhold nonexempt records;"),
  ordered(
    1,
    "grant expedited processing and order ICE to process the Request as soon as practicable, § 552(a)(6)(E)(iii);",
  ),
  ordered(1, "order ICE to waive all fees, and enjoin it from assessing any;"),
  ordered(
    1,
    "award Plaintiffs their reasonable attorney fees and other litigation costs under 5 U.S.C. § 552(a)(4)(E); and",
  ),
  ordered(1, "grant such other relief as is just and proper."),
];

/** The complaint about the second request, as far as the facts of that suit are known. */
export const outsidePrioritiesComplaint = writeProse("second-suit", [
  caption,
  body(
    bold("Demonstration text."),
    " Written for this software; it is not the complaint that was filed. People named in it are invented, and square brackets hold what is not recorded.",
  ),
  ...introduction,
  ...jurisdiction,
  ...parties,
  ...statute,
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
