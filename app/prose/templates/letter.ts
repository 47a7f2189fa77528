import type { ProseNode } from "../prose";
import { bold, withPrompts, type TemplateFacts, type Writer } from "./writer";

/** A letter in the matter: a clarification, a reminder, a demand. */
export function letterTemplate(write: Writer, facts: TemplateFacts): ProseNode[] {
  const { title, agency, parties } = withPrompts(facts);
  return [
    write.lines(...parties, "[Street address]", "[City, State ZIP]"),
    write.body("[Date]"),
    write.body("Sent by [e-mail or certified mail]"),
    write.lines("[Name of the addressee]", agency, "[Address]"),
    write.body(bold("Re: "), `${title}. [Request No., where there is one.]`),
    write.body("Dear [name]:"),
    write.body("[What this letter is about, in one sentence.]"),
    write.body("[The facts, with dates.]"),
    write.body("[What you ask the addressee to do, and by when.]"),
    write.body("Sincerely,"),
    ...parties.map((party) => write.lines("[Name]", "[Title]", party, "[E-mail, telephone]")),
  ];
}
