import { certifierField } from "#app/document/details/filing-fields.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-details.ts";
import { listed } from "#app/domain/listed.ts";
import { contactText, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * The factors of the fee waiver, 6 C.F.R. § 5.11(k)(2) and (3), each with its source and a prompt.
 */
const FACTORS: readonly (readonly [title: string, source: string, prompt: string])[] = [
  [
    "Subject of the request",
    "6 C.F.R. § 5.11(k)(2)(i)",
    "[Which identifiable operations or activities of the government the records concern, directly and clearly.]",
  ],
  [
    "Informative value",
    "6 C.F.R. § 5.11(k)(2)(ii)",
    "[What is not public yet and what the records will add.]",
  ],
  [
    "Contribution to the understanding of a broad audience",
    "6 C.F.R. § 5.11(k)(2)(iii)",
    "[Who will read it, with which expertise it will be explained, and how it will be made public.]",
  ],
  [
    "Significance of the contribution",
    "6 C.F.R. § 5.11(k)(2)(iv)",
    "[What the public can judge with the records that it can’t without them.]",
  ],
  [
    "Commercial interest",
    "6 C.F.R. § 5.11(k)(3)(i)",
    "[Why disclosure furthers no commercial, trade or profit interest of a requester.]",
  ],
  [
    "Primary interest in disclosure",
    "6 C.F.R. § 5.11(k)(3)(ii)",
    "[Why the public interest is greater than any commercial one.]",
  ],
];

/**
 * A FOIA request to DHS or one of its components, with its sections in the usual order; everything
 * above the salutation is printed from the document's details. Sources: 5 U.S.C. § 552; 6 C.F.R. §§
 * 5.5(e), 5.11. For a lawyer to check: that a request under § 5.5(e)(1)(iv) goes to the
 * department's privacy office, and that refusing all fees lets the agency hold the request (§
 * 5.11(e)).
 */
export function requestTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, cities, several } = known;
  const requester = several ? "Requesters" : "Requester";
  const s = several ? "" : "s";
  return [
    write.body("Dear FOIA Officer:"),
    write.body(
      `Under the Freedom of Information Act, 5 U.S.C. § 552, ${listed(parties)} (“${requester}”) ask${s} ${agency} for the records described below.`,
    ),
    write.heading(1, requester),
    ...parties.map((party, at) =>
      write.body(
        `${party}${cities[at] ? `, of ${cities[at]},` : ""} is [what the organization is, whom it serves and how it informs the public].`,
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
      `${requester} ask${s} to be placed in the category of [educational or noncommercial scientific institutions; representatives of the news media; all other requesters] (5 U.S.C. § 552(a)(4)(A)(ii)), because [facts].`,
    ),
    write.heading(1, "Fee waiver"),
    write.body(
      "Fees should be waived because disclosure is in the public interest (5 U.S.C. § 552(a)(4)(A)(iii)).",
    ),
    ...FACTORS.flatMap(([title, source, prompt]) => [
      write.heading(2, title),
      write.body(`${prompt} ${source}.`),
    ]),
    write.body(
      `Until the waiver is decided, the ${requester.toLowerCase()} agree${s} to pay fees of up to $25. If more is expected, or the waiver is refused in whole or in part, please write before incurring fees (6 C.F.R. § 5.11(e)), with a decision on each factor.`,
    ),
    write.heading(1, "Expedited processing"),
    write.body(
      "[Keep this section only where it is asked for. There is a compelling need because there is an urgency to inform the public about federal government activity, and the requester is primarily engaged in disseminating information; or because of an imminent threat to someone's life or safety (5 U.S.C. § 552(a)(6)(E)(v); 6 C.F.R. § 5.5(e)(1)). State the facts.]",
    ),
    write.body(
      "[In the alternative, where it applies: the matter is of widespread and exceptional media interest, and raises possible questions about the government's integrity that affect public confidence (6 C.F.R. § 5.5(e)(1)(iv)). Such a request goes to the department's privacy office as well.]",
    ),
    ...certifications(write, known),
    write.heading(1, "Contact"),
    write.body(
      `Please acknowledge this request with its tracking number, and tell us the estimated date of its completion (5 U.S.C. § 552(a)(7)). Please answer within 20 working days (5 U.S.C. § 552(a)(6)(A)(i)) and send questions and records to ${contactText(details.contact)}.`,
    ),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    write.body("[Exhibit A: what it is. Delete this section if there is none.]"),
  ];
}

/**
 * One certification for each requester whose need is relied on (5 U.S.C. § 552(a)(6)(E)(vi)): each
 * names the person recorded as certifying for it (L28).
 */
function certifications(
  write: Writer,
  { parties, partyIds }: ReturnType<typeof withPrompts>,
): ProseNode[] {
  const words = (party: string) =>
    `, make this request for ${party}, and certify that the statements of this section are true and correct to the best of my knowledge and belief (5 U.S.C. § 552(a)(6)(E)(vi)). Certified on `;
  return parties.map((party, at) => {
    const id = partyIds[at];
    const unnamed = at === 0 ? write.field("certifier") : "[name of who certifies]";
    return write.body(
      "I, ",
      id === undefined ? unnamed : write.field(certifierField(id)),
      words(party),
      write.field("dateOfFiling"),
      ".",
    );
  });
}
