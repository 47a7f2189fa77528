import { AGENCY, COUNCIL, ILRC, MIJENTE } from "#prisma/seed/demo-matter.ts";
import { heading, numbered, type DemoBlock } from "#prisma/seed/writing.ts";

/** Introduction, jurisdiction and venue, divisional assignment, parties. */
export const opening: readonly DemoBlock[] = [
  heading(1, "Introduction"),
  numbered(
    1,
    "This is an action under the Freedom of Information Act (FOIA), 5 U.S.C. § 552, for records in which a federal agency was directed to account for its own conduct, and which the public has not been able to read.",
  ),
  numbered(
    1,
    `On January 20, 2021, the ${AGENCY.department} (the Department) set interim priorities for immigration enforcement. On February 18, 2021, its component ${AGENCY.component} (ICE) issued a memorandum on operations under those priorities. The February memorandum directs ICE to make weekly reports on its enforcement actions and removals.`,
  ),
  numbered(
    1,
    "By a request dated September 9, 2021 (the Request), Plaintiffs asked ICE for the weekly reports and for the internal guidance that officers received to comply with the reporting requirement.",
  ),
  numbered(
    1,
    "The time that FOIA allows for a determination has passed without one. [Confirm before filing; the agency’s response, if any: not recorded.]",
  ),
  numbered(
    1,
    "A later memorandum on enforcement priorities takes effect on November 29, 2021. The weekly reports are the agency’s own account of how the interim priorities worked while they were in force, and the public needs them while the choice between the two is a subject of discussion.",
  ),
  numbered(
    1,
    "Plaintiffs ask the Court to declare that ICE has violated FOIA, and to order it to search for the records and produce them without further delay.",
  ),

  heading(1, "Jurisdiction and Venue"),
  numbered(
    1,
    "This Court has jurisdiction over the subject matter under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1331, and may grant declaratory and further relief under 28 U.S.C. §§ 2201–2202.",
  ),
  numbered(
    1,
    "FOIA waives the sovereign immunity of the United States for this action and authorizes the Court to enjoin an agency from withholding agency records and to order the production of any that it improperly withholds. 5 U.S.C. § 552(a)(4)(B).",
  ),
  numbered(1, "Venue is proper in this District:"),
  numbered(
    2,
    `under 5 U.S.C. § 552(a)(4)(B), because Plaintiff ${ILRC.name} resides, or has its principal place of business, in this District; and`,
  ),
  numbered(
    2,
    "independently under 28 U.S.C. § 1391(e)(1)(C), because the defendant is an agency of the United States, the same Plaintiff resides in this District, and no real property is involved. [Confirm: principal place of business.]",
  ),

  heading(1, "Divisional Assignment"),
  numbered(
    1,
    `Under Civil L.R. 3-2(c), 3-2(d) and 3-5(b), assignment to the San Francisco Division or the Oakland Division is proper, because a substantial part of the events or omissions giving rise to the claims, the failure to provide records to a requester located there, Plaintiff ${ILRC.name}, occurred in San Francisco County.`,
  ),

  heading(1, "Parties"),
  numbered(
    1,
    `Plaintiff ${ILRC.name} (ILRC) is located in ${ILRC.city}. [Legal form and description: ILRC to supply.]`,
  ),
  numbered(
    1,
    `Plaintiff ${MIJENTE.name} (Mijente) joined in the Request. [City, legal form and description: not recorded; Mijente to supply.]`,
  ),
  numbered(
    1,
    `Plaintiff ${COUNCIL.name} (the Council), of ${COUNCIL.city}, files requests for information about the enforcement of the immigration laws and tells the public about them on its website. [Legal form and fuller description: the Council to supply.]`,
  ),
  numbered(
    1,
    "Each Plaintiff is a person within the meaning of 5 U.S.C. §§ 551(2) and 552(a)(3)(A), and each made the whole Request.",
  ),
  numbered(
    1,
    "Defendant ICE is a component of the Department and an agency within the meaning of 5 U.S.C. §§ 551(1) and 552(f)(1).",
  ),
  numbered(
    1,
    "On information and belief, ICE has possession and control of the records sought: they are reports that a memorandum of ICE directs ICE to make, and guidance given to ICE’s own officers.",
  ),
];
