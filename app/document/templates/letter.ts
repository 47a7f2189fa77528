import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A letter in the matter: a clarification, a reminder, a demand. As in every template that is sent by
 * letter, what stands above the salutation is printed from the document's facts.
 */
export function letterTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  return [
    write.body("Dear [name]:"),
    write.body("[What this letter is about, in one sentence.]"),
    write.body(`[The facts, with dates: what ${known.agency} did.]`),
    write.body("[What you ask the addressee to do, and by when.]"),
    write.body("Sincerely,"),
    ...signatures(write, known),
  ];
}
