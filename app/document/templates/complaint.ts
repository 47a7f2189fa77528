import type { ProseNode } from "#app/document/prose.ts";
import { requestParagraphs } from "./filed-request.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { italic, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A FOIA complaint in the order in which courts expect it (FRCP 8, 10, 11; 5 U.S.C. § 552(a)(4)(B)).
 * Paragraphs are numbered in one sequence through the whole document.
 */
export function complaintTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, several } = known;
  const plaintiff = several ? "Plaintiffs" : "Plaintiff";
  const s = several ? "" : "s";
  const sides = { plaintiff, agency };
  // One after the other, or one to fill in.
  const requests = (details.requests?.length ? details.requests : [null]).map((request) =>
    requestParagraphs(write, sides, request),
  );
  const opening = [
    write.caption(),
    write.heading(1, "Introduction"),
    write.numbered(
      1,
      `${plaintiff} bring${s} this action under the Freedom of Information Act, 5 U.S.C. § 552, to obtain records that ${agency} has not released.`,
    ),
    write.numbered(1, "[What the records are about and why the public needs them.]"),
    write.heading(1, "Jurisdiction and venue"),
    write.numbered(
      1,
      "This Court has jurisdiction under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1331, and may grant declaratory relief under 28 U.S.C. §§ 2201 and 2202.",
    ),
    write.numbered(
      1,
      "Venue is proper under 5 U.S.C. § 552(a)(4)(B) and 28 U.S.C. § 1391(e) because [where a plaintiff resides or has its principal place of business, or where the records are].",
    ),
    write.numbered(
      1,
      "[Assignment within the district, where a local rule asks for it (in the Northern District of California, Civil L.R. 3-5(b)).]",
    ),
    write.heading(1, "Parties"),
    ...parties.map((party) =>
      write.numbered(1, `Plaintiff ${party} is [what it is, where it is, what it does].`),
    ),
    write.numbered(
      1,
      `Defendant ${agency} is an agency within the meaning of 5 U.S.C. § 552(f)(1) and has possession and control of the records sought.`,
    ),
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
      "It must make reasonable efforts to search for the records (5 U.S.C. § 552(a)(3)(C)) and may withhold only what an exemption covers, releasing every part that can reasonably be separated (5 U.S.C. § 552(a)(8), (b)).",
    ),
    write.numbered(
      1,
      "A requester whose request is not answered in time is deemed to have exhausted administrative remedies (5 U.S.C. § 552(a)(6)(C)(i)).",
    ),
    write.heading(1, "Facts"),
    ...requests.flatMap(({ blocks }) => blocks),
    write.heading(1, "Exhaustion"),
    write.numbered(
      1,
      `${agency} has not made a determination within the time that the statute allows (`,
      write.reference(...requests.flatMap(({ grounds }) => grounds)),
      `). ${plaintiff} ${several ? "are" : "is"} deemed to have exhausted administrative remedies.`,
    ),
  ];
  const above = opening.filter(isTopParagraph);
  const incorporate = () =>
    write.numbered(1, `${plaintiff} incorporate${s} `, write.reference(...above), ".");
  return [
    ...opening,
    write.heading(1, "Claims for relief"),
    write.heading(2, "First claim: failure to make a timely determination (5 U.S.C. § 552(a)(6))"),
    incorporate(),
    write.numbered(
      1,
      "Defendant has failed to make a determination within the time that 5 U.S.C. § 552(a)(6) allows.",
    ),
    write.heading(2, "Second claim: failure to search (5 U.S.C. § 552(a)(3))"),
    incorporate(),
    write.numbered(
      1,
      "Defendant has failed to make reasonable efforts to search for the records requested.",
    ),
    write.heading(
      2,
      "Third claim: unlawful withholding of records (5 U.S.C. § 552(a)(3), (a)(8), (b))",
    ),
    incorporate(),
    write.numbered(
      1,
      "Defendant withholds records that no exemption covers, and parts of records that can reasonably be separated.",
    ),
    write.heading(1, "Prayer for relief"),
    write.body(`${plaintiff} ask${s} the Court to:`),
    write.ordered(1, "declare that Defendant's failure to disclose the records is unlawful;"),
    write.ordered(
      1,
      "order Defendant to search for the records and to release, by a date certain, all that are not exempt, with an index of what is withheld (",
      italic("Vaughn"),
      " index);",
    ),
    write.ordered(1, "enjoin Defendant from withholding them further;"),
    write.ordered(1, "award attorney fees and costs (5 U.S.C. § 552(a)(4)(E)); and"),
    write.ordered(1, "grant such other relief as is just."),
    write.body("Dated: ", write.field("dateOfFiling")),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    write.body("[Exhibit A: the request. Delete this section if there is none.]"),
  ];
}

/** A paragraph that a later one may name: "¶¶ 1–27". */
function isTopParagraph({ attrs }: ProseNode): boolean {
  return attrs?.kind === "numbered" && attrs.level === 1;
}
