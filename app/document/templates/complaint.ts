import type { Court } from "#app/domain/courts/court.ts";
import { courtOf } from "#app/domain/layout.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { askedOf, claims, prayer } from "./complaint-claims.ts";
import { exhaustionParagraphs } from "./complaint-exhaustion.ts";
import { requestParagraphs } from "./filed-request.ts";
import { complaintTerms } from "./complaint-terms.ts";
import type { TemplateDetails } from "./template-details.ts";
import { residentParty } from "./venue.ts";
import { signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A FOIA complaint in the usual order of sections (FRCP 8, 10, 11; 5 U.S.C. § 552(a)(4)(B)), with
 * one sequence of paragraph numbers. The layout determines sections that only one court requires:
 * jurisdiction first in C.D. Cal. (L.R. 8-1), "Divisional Assignment" in N.D. Cal. (Civ. L.R.
 * 3-5(b)), the reason for venue, the case law of its circuit.
 */
export function complaintTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { department, parties, cities, several } = known;
  const s = several ? "" : "s";
  const { requests: filed = [] } = details;
  const terms = complaintTerms(known, filed);
  const { plaintiff, agency } = terms;
  const court = courtOf(details.layoutProfile);
  // One section for each request, or a single one of prompts.
  const told = (filed.length > 0 ? filed : [null]).map((request) =>
    requestParagraphs(write, terms, request),
  );
  const introduction = [
    write.heading(1, "Introduction"),
    write.numbered(
      1,
      `${plaintiff} bring${s} this action under the Freedom of Information Act, 5 U.S.C. § 552, to obtain records that ${terms.agencyDefined} has not released.`,
    ),
    write.numbered(1, "[What the records are about and why the public needs them.]"),
  ];
  const jurisdiction = [
    write.heading(1, "Jurisdiction and venue"),
    write.numbered(
      1,
      "This Court has jurisdiction under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1331, and may grant declaratory relief under 28 U.S.C. §§ 2201 and 2202.",
    ),
    write.numbered(1, venueSentence(parties, cities, court)),
  ];
  const opening = [
    write.caption(),
    ...(court?.complaint.jurisdictionFirst
      ? [...jurisdiction, ...introduction]
      : [...introduction, ...jurisdiction]),
    ...(court?.complaint.divisionalAssignment
      ? divisionalAssignment(write, parties, cities, details, court)
      : []),
    write.heading(1, "Parties"),
    ...parties.map((party, at) =>
      write.numbered(
        1,
        cities[at]
          ? `Plaintiff ${party}, of ${cities[at]}, is [what it is and what it does].`
          : `Plaintiff ${party} is [what it is, where it is, what it does].`,
      ),
    ),
    write.numbered(
      1,
      `Defendant ${agency} is ${department ? `a component of the ${department} and ` : ""}an agency within the meaning of 5 U.S.C. § 552(f)(1) and has possession and control of the records sought.`,
    ),
    ...statutoryFramework(write, details),
    write.heading(1, "Facts"),
    ...told.flatMap(({ blocks }) => blocks),
    write.heading(1, "Exhaustion"),
    ...exhaustionParagraphs(write, terms, told, court),
  ];
  const above = opening.filter(isTopParagraph);
  const exhibits = filed.flatMap(({ exhibitId }) => exhibitId ?? []);
  return [
    ...opening,
    write.heading(1, "Claims for relief"),
    ...claims(write, terms, above),
    ...prayer(write, terms, court),
    write.body("Dated: ", write.field("dateOfFiling")),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    ...(exhibits.length > 0
      ? exhibits.map((id) => write.exhibit(id))
      : [write.body("[Exhibit A: the request. Delete this section if there is none.]")]),
  ];
}

/**
 * The reason for venue, 5 U.S.C. § 552(a)(4)(B): a requester's residence, or the District of
 * Columbia.
 */
function venueSentence(
  parties: readonly string[],
  cities: readonly (string | null)[],
  court: Court | null,
): string {
  if (court?.complaint.venue) return court.complaint.venue;
  const by = "Venue is proper under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1391(e)";
  const resident = court && residentParty(parties, cities, court);
  if (court && resident) {
    return `${by} because Plaintiff ${resident.name}, of ${resident.city}, resides in the ${court.name}. [Confirm: its principal place of business.]`;
  }
  return `${by} because [where a plaintiff resides or has its principal place of business, or where the records are].`;
}

/** N.D. Cal. Civ. L.R. 3-5(b): the place of the events that give rise to the claim, L.R. 3-2(c). */
function divisionalAssignment(
  write: Writer,
  parties: readonly string[],
  cities: readonly (string | null)[],
  { division }: TemplateDetails,
  court: Court,
): ProseNode[] {
  const resident = residentParty(parties, cities, court);
  const where = division ? `the ${division}` : (resident?.divisions ?? "[division]");
  const why = resident
    ? `a substantial part of the events or omissions that give rise to the claims, the failure to provide records to a requester there, occurred in the county of ${resident.city}. [Confirm the county.]`
    : "[in which county a substantial part of the events or omissions that give rise to the claims occurred].";
  return [
    write.heading(1, "Divisional Assignment"),
    write.numbered(
      1,
      `Under Civil L.R. 3-2(c) and 3-5(b), assignment to ${where} is proper because ${why}`,
    ),
  ];
}

function statutoryFramework(write: Writer, { requests = [] }: TemplateDetails): ProseNode[] {
  const { expedition, waiver } = askedOf(requests);
  return [
    write.heading(1, "Statutory framework"),
    write.numbered(
      1,
      "An agency must determine within 20 working days of receiving a request whether to comply with it, and must say so with its reasons and the right to appeal (5 U.S.C. § 552(a)(6)(A)(i)).",
    ),
    write.numbered(
      1,
      "In unusual circumstances it may extend that time by no more than ten working days, by written notice (5 U.S.C. § 552(a)(6)(B)).",
    ),
    write.numbered(
      1,
      "It must make reasonable efforts to search for the records (5 U.S.C. § 552(a)(3)(C)) and may withhold only what an exemption covers and what it reasonably foresees would do harm, releasing every part that can reasonably be separated (5 U.S.C. § 552(a)(8), (b)). The burden is on the agency to sustain its action (5 U.S.C. § 552(a)(4)(B)).",
    ),
    write.numbered(
      1,
      "A requester whose request is not answered in time is deemed to have exhausted administrative remedies (5 U.S.C. § 552(a)(6)(C)(i)).",
    ),
    ...(requests.some((request) => eventsOf(request).some(({ kind }) => kind === "appealed"))
      ? [
          write.numbered(
            1,
            "It must decide an appeal within 20 working days of receiving it (5 U.S.C. § 552(a)(6)(A)(ii)).",
          ),
        ]
      : []),
    ...(expedition
      ? [
          write.numbered(
            1,
            "It must decide within ten days whether to expedite a request that demonstrates a compelling need, and must process as soon as practicable what it expedites; a failure to decide is subject to judicial review (5 U.S.C. § 552(a)(6)(E)).",
          ),
        ]
      : []),
    ...(waiver
      ? [
          write.numbered(
            1,
            "It must furnish records without charge where disclosure is in the public interest (5 U.S.C. § 552(a)(4)(A)(iii)), and may assess no search fees where it misses a time limit, save in the cases that the statute names (5 U.S.C. § 552(a)(4)(A)(viii)).",
          ),
        ]
      : []),
  ];
}

/** Whether a later paragraph may refer to it: "¶¶ 1–27". */
function isTopParagraph({ attrs }: ProseNode): boolean {
  return attrs?.kind === "numbered" && attrs.level === 1;
}
