import { writtenDay } from "#app/domain/dates.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-details.ts";
import { contactText, joined, numberTerm, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A letter in the matter: a clarification, a reminder, a demand. As in every letter template,
 * everything above the salutation is printed from the document's details.
 */
export function letterTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { requests = [] } = details;
  return [
    write.body(`Dear ${addresseeIn(details)}:`),
    write.body(
      "This letter concerns ",
      ...(requests.length > 0
        ? joined(
            requests.map((request, at) => [
              `the request of ${writtenDay(request.filedOn)}${at === 0 ? " under the Freedom of Information Act" : ""}, ${numberTerm(request)} `,
              write.ofRequest("trackingNumbers", request),
            ]),
            "; and ",
          )
        : [
            "the request of [date] under the Freedom of Information Act, tracking number ",
            write.field("trackingNumber"),
          ]),
      ".",
    ),
    write.body("[What this letter is about, in one sentence.]"),
    write.body(`[The facts, with dates.] ${known.agency} [what it did and did not do].`),
    write.body("[What you ask the addressee to do, and by when.]"),
    write.body(`Please answer to ${contactText(details.contact)}.`),
    write.body("Sincerely,"),
    ...signatures(write, known),
  ];
}

/** The salutation greets an officer, never an agency. */
function addresseeIn({ addressee }: TemplateDetails): string {
  return (addressee?.trim() ?? "") === "" ? "[name]" : "FOIA Officer";
}
