import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { listed, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A FOIA request to DHS or one of its components, section by section in the order in which agencies
 * expect it; what stands above the salutation is printed from the document's facts. Sources: 5 U.S.C. § 552; the factors of the fee waiver follow the statute's two halves
 * and should be checked against 6 C.F.R. § 5.11(k), which was not read for this text.
 */
export function requestTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, several } = known;
  const requester = several ? "Requesters" : "Requester";
  return [
    write.body("Dear FOIA Officer:"),
    write.body(
      `Under the Freedom of Information Act, 5 U.S.C. § 552, ${listed(parties)} (“${requester}”) ask${several ? "" : "s"} ${agency} for the records described below.`,
    ),
    write.heading(1, requester),
    ...parties.map((party) =>
      write.body(
        `${party} is [what the organization is, whom it serves and how it informs the public].`,
      ),
    ),
    write.heading(1, "Background"),
    write.body(
      "[What the agency does or announced, since when, and why the public needs to know.]",
    ),
    write.heading(1, "Definitions"),
    write.ordered(
      1,
      "“Records” means everything that 5 U.S.C. § 552(f)(2) covers, in any format, including [e-mail, messages, spreadsheets, data and the fields that describe them].",
    ),
    write.ordered(
      1,
      `“Agency” means ${agency}, its offices and [contractors that keep records for it].`,
    ),
    write.ordered(1, "[Each further term that a record's description depends on.]"),
    write.heading(1, "Time period"),
    write.body(
      "Unless an item says otherwise, this request covers records made or received from [date] to the date on which the search begins.",
    ),
    write.heading(1, "Records requested"),
    write.item(
      1,
      "[First record or set of records, so described that an employee who knows the subject can find it (5 U.S.C. § 552(a)(3)(A)).]",
    ),
    write.item(2, "[A part of it, where there are several.]"),
    write.item(1, "[Second record or set of records.]"),
    write.heading(1, "Search"),
    write.body(
      "Please search every office and system that is reasonably likely to hold these records, electronic ones included (5 U.S.C. § 552(a)(3)(C)), among them [offices and systems]. Please do not narrow the search to the terms used here where the agency's own words for the same thing differ.",
    ),
    write.heading(1, "Form of production"),
    write.body(
      "Please send the records electronically, in the form in which they are kept (5 U.S.C. § 552(a)(3)(B)): data as [CSV or spreadsheet] with its codes explained, documents as searchable PDF. Please release records as they become ready.",
    ),
    write.heading(1, "Segregability and foreseeable harm"),
    write.body(
      "If part of a record is withheld, please release every part that can reasonably be separated from it (5 U.S.C. § 552(b)), and say for each withholding which exemption applies and what harm to an interest that it protects the agency reasonably foresees (5 U.S.C. § 552(a)(8)(A)(i)).",
    ),
    write.heading(1, "Fee category"),
    write.body(
      `${requester} ask${several ? "" : "s"} to be placed in the category of [educational or noncommercial scientific institutions; representatives of the news media; all other requesters] (5 U.S.C. § 552(a)(4)(A)(ii)), because [facts].`,
    ),
    write.heading(1, "Fee waiver"),
    write.body(
      "Fees should be waived because disclosure is in the public interest (5 U.S.C. § 552(a)(4)(A)(iii)).",
    ),
    write.heading(2, "The records concern the operations or activities of the government"),
    write.body("[Which activity the records show.]"),
    write.heading(2, "Disclosure is likely to contribute to understanding of that activity"),
    write.body("[What is not public yet and what the records will add.]"),
    write.heading(2, "The public at large will understand more"),
    write.body("[Who will read it, and how it will be made public and explained.]"),
    write.heading(2, "The contribution will be significant"),
    write.body("[What the public can judge with the records that it can't without them.]"),
    write.heading(2, "Disclosure is not primarily in a commercial interest"),
    write.body(
      `[${several ? "Why none of the requesters" : "Why the requester does not"} seek${several ? "s" : ""} commercial gain.]`,
    ),
    write.body(
      "If the waiver is refused in whole or in part, please tell us before incurring fees of more than [amount].",
    ),
    write.heading(1, "Expedited processing"),
    write.body(
      "[Keep this section only where it is asked for. There is a compelling need because there is an urgency to inform the public about federal government activity, and the requester is primarily engaged in disseminating information; or because of an imminent threat to someone's life or safety (5 U.S.C. § 552(a)(6)(E)(v)). State the facts.]",
    ),
    write.body(
      "I certify that the statements of this section are true and correct to the best of my knowledge and belief (5 U.S.C. § 552(a)(6)(E)(vi)). ",
      write.field("certifier"),
    ),
    write.heading(1, "Contact"),
    write.body(
      "Please answer within 20 working days (5 U.S.C. § 552(a)(6)(A)(i)) and send questions and records to [name, e-mail, telephone].",
    ),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    write.body("[Exhibit A: what it is. Delete this section if there is none.]"),
  ];
}
