import type { DocumentKind } from "#app/domain/document.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { withRanges } from "#app/document/numbering/reference-ranges.ts";
import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import { amendedComplaintTemplate, amendedTitle } from "./amended-complaint.ts";
import { appealTemplate } from "./appeal.ts";
import { companionTemplate } from "./companion.ts";
import { complaintTemplate } from "./complaint.ts";
import { declarationTemplate } from "./declaration.ts";
import { noticeOfDismissalTemplate, stipulationOfDismissalTemplate } from "./dismissal.ts";
import { jointStatusReportTemplate } from "./joint-status-report.ts";
import { letterTemplate } from "./letter.ts";
import { motionTemplate } from "./motion.ts";
import { proposedOrderTemplate } from "./proposed-order.ts";
import { requestTemplate } from "./request.ts";
import { stipulationTemplate } from "./stipulation.ts";
import { motionAskedFor } from "./suit-motion.ts";
import type { TemplateDetails } from "./template-details.ts";
import { createWriter, type Writer } from "./writer.ts";

export { responseExhibits } from "./appeal.ts";
export type { AmendedPaper, FiledRequest, TemplateDetails } from "./template-details.ts";

const TEMPLATES: Readonly<
  Record<DocumentKind, (write: Writer, details: TemplateDetails) => ProseNode[]>
> = {
  request: requestTemplate,
  complaint: complaintTemplate,
  appeal: appealTemplate,
  "amended-complaint": amendedComplaintTemplate,
  "joint-status-report": jointStatusReportTemplate,
  stipulation: stipulationTemplate,
  motion: motionTemplate,
  declaration: declarationTemplate,
  "proposed-order": proposedOrderTemplate,
  "notice-of-dismissal": noticeOfDismissalTemplate,
  "stipulation-of-dismissal": stipulationOfDismissalTemplate,
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

/**
 * The title of a paper's caption where it follows from the lawsuit or its court; null where it is
 * that of its kind.
 */
export function captionTitle(kind: DocumentKind, details: TemplateDetails): string | null {
  switch (kind) {
    case "amended-complaint":
      return amendedTitle(details);
    case "motion":
      return motionAskedFor(details.suit ?? null).title;
    case "declaration":
    case "proposed-order": {
      const { title } = motionAskedFor(details.suit ?? null);
      const about = kind === "declaration" ? "Declaration in Support of" : "Proposed Order on";
      return title === "Motion" ? null : `${about} ${title}`;
    }
    case "stipulation":
      return courtPaperRulesOf(details.layoutProfile)?.stipulations.separateOrder
        ? "Stipulation"
        : null;
    default:
      return null;
  }
}
