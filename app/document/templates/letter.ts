import { writtenDay } from "#app/domain/dates.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { REQUESTS_OFFICE } from "#app/domain/document-kinds/request.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { contactWords, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A letter in the matter: a clarification, a reminder, a demand. As in every letter template,
 * everything above the salutation is printed from the document's details.
 */
export function letterTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  // The latest request is the most likely subject of a letter.
  const request = details.requests?.at(-1) ?? null;
  return [
    write.body(`Dear ${addresseeIn(details)}:`),
    request
      ? write.body(
          `This letter concerns the request of ${writtenDay(request.filedOn)} under the Freedom of Information Act, tracking number `,
          write.ofRequest("trackingNumbers", request),
          ".",
        )
      : write.body(
          "This letter concerns the request of [date] under the Freedom of Information Act, tracking number ",
          write.field("trackingNumber"),
          ".",
        ),
    write.body("[What this letter is about, in one sentence.]"),
    write.body(`[The facts, with dates.] ${known.agency} [what it did and did not do].`),
    write.body("[What you ask the addressee to do, and by when.]"),
    write.body(`Please answer to ${contactWords(details.contact)}.`),
    write.body("Sincerely,"),
    ...signatures(write, known),
  ];
}

/** The salutation's addressee: the officer of the FOIA office, or the addressee by name. */
function addresseeIn({ addressee }: TemplateDetails): string {
  const name = addressee?.trim() ?? "";
  if (name === REQUESTS_OFFICE) return "FOIA Officer";
  return name === "" ? "[name]" : name;
}
