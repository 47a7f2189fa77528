import type { DocumentKind } from "#app/domain/document.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { withRanges } from "#app/document/numbering/reference-ranges.ts";
import { appealTemplate } from "./appeal.ts";
import { companionTemplate } from "./companion.ts";
import { complaintTemplate } from "./complaint.ts";
import { jointStatusReportTemplate } from "./joint-status-report.ts";
import { letterTemplate } from "./letter.ts";
import { requestTemplate } from "./request.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { createWriter, type Writer } from "./writer.ts";

export { responseExhibits } from "./appeal.ts";
export type { FiledRequest, TemplateDetails } from "./template-facts.ts";

const TEMPLATES: Readonly<
  Record<DocumentKind, (write: Writer, details: TemplateDetails) => ProseNode[]>
> = {
  request: requestTemplate,
  complaint: complaintTemplate,
  appeal: appealTemplate,
  "joint-status-report": jointStatusReportTemplate,
  letter: letterTemplate,
};

/**
 * The initial text of a document of this kind: its sections in order, with prompts in brackets for
 * what has to be written and for every unrecorded fact.
 */
export function firstTemplate(
  kind: DocumentKind,
  newBlockId: () => string,
  details: TemplateDetails = {},
): ProseJSON {
  const write = createWriter(newBlockId);
  const { companion } = details;
  const content =
    kind === "complaint" && companion !== undefined
      ? companionTemplate(write, details, companion)
      : TEMPLATES[kind](write, details);
  return withRanges({ type: "doc", content });
}
