import type { DocumentKind } from "../../domain/document";
import type { ProseJSON, ProseNode } from "../prose";
import { withRanges } from "../reference-ranges";
import { appealTemplate } from "./appeal";
import { complaintTemplate } from "./complaint";
import { letterTemplate } from "./letter";
import { requestTemplate } from "./request";
import { createWriter, type TemplateFacts, type Writer } from "./writer";

export type { FiledRequest } from "./filed-request";
export type { TemplateFacts } from "./writer";

const TEMPLATES: Readonly<
  Record<DocumentKind, (write: Writer, facts: TemplateFacts) => ProseNode[]>
> = {
  request: requestTemplate,
  complaint: complaintTemplate,
  appeal: appealTemplate,
  letter: letterTemplate,
};

/**
 * The text that a new document of this kind begins with: its sections in order, with prompts in
 * brackets for what has to be written and for every fact that is not given.
 */
export function firstTemplate(
  kind: DocumentKind,
  newBlockId: () => string,
  facts: TemplateFacts = {},
): ProseJSON {
  return withRanges({ type: "doc", content: TEMPLATES[kind](createWriter(newBlockId), facts) });
}
