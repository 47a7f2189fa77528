import type { ProseNode } from "../prose";
import { withPrompts, type TemplateFacts, type Writer } from "./writer";

/**
 * A letter in the matter: a clarification, a reminder, a demand. As in every template that is sent by
 * letter, what stands above the salutation is printed from the document's facts.
 */
export function letterTemplate(write: Writer, facts: TemplateFacts): ProseNode[] {
  const { agency, parties } = withPrompts(facts);
  return [
    write.body("Dear [name]:"),
    write.body("[What this letter is about, in one sentence.]"),
    write.body(`[The facts, with dates: what ${agency} did.]`),
    write.body("[What you ask the addressee to do, and by when.]"),
    write.body("Sincerely,"),
    ...parties.map((party) => write.lines("[Name]", "[Title]", party, "[E-mail, telephone]")),
  ];
}
