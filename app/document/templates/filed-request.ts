import { writtenDay } from "#app/domain/dates.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { FiledRequest, RequestedItem } from "./template-facts.ts";
import type { TemplateRun, Writer } from "./writer.ts";

/** The numbered items of a request, in order; those without words are left out. */
export function requestedItems(prose: ProseJSON): RequestedItem[] {
  const items: RequestedItem[] = [];
  const visit = (node: ProseNode) => {
    if (node.type !== "block") return node.content?.forEach(visit);
    const { kind, level } = blockShape(node.attrs ?? {});
    const words = blockText(node).replace(/\s+/gu, " ").trim();
    if (kind === "requestItem" && words !== "") items.push({ level, words });
  };
  prose.content.forEach(visit);
  return items;
}

/** What a complaint says of one request, and the paragraphs that its exhaustion rests on. */
export interface RequestParagraphs {
  readonly blocks: readonly ProseNode[];
  readonly grounds: readonly ProseNode[];
}

/** Who asked whom: "Plaintiffs", "U.S. Immigration and Customs Enforcement". */
interface Sides {
  readonly plaintiff: string;
  readonly agency: string;
}

/**
 * The facts of one request (sent, received, due, last contact), with prompts for what the workspace
 * does not know. Without a request all of it is prompts.
 */
export function requestParagraphs(
  write: Writer,
  { plaintiff, agency }: Sides,
  request: FiledRequest | null,
): RequestParagraphs {
  const day = request ? writtenDay(request.filedOn) : "[date]";
  const how = request ? ` ${request.sent}, addressed to ${request.addressee},` : "";
  const sent = write.numbered(1, `On ${day}, ${plaintiff} sent ${agency} a request${how} for:`);
  const items = request?.items ?? [];
  const records =
    items.length > 0
      ? items.map(({ level, words }) => write.numbered(level + 1, words))
      : [write.numbered(2, "[first record];"), write.numbered(2, "[second record].")];
  const receipt = write.numbered(
    1,
    `${request ? agency : "[The agency]"} received the request on [date] and gave it tracking number `,
    request ? numberOf(request) : write.field("trackingNumber"),
    ".",
  );
  const due = write.numbered(
    1,
    "A determination was due by [date]. [Any clarification, extension or interim response.]",
  );
  const silence = write.numbered(
    1,
    "As of the filing of this complaint, [what the agency has and has not done]. Its last communication was [on (date), what it said].",
  );
  const heading = write.heading(2, request ? `The request of ${day}` : "[The request of (date)]");
  return {
    blocks: [heading, sent, ...records, receipt, due, silence],
    grounds: [sent, receipt, due, silence],
  };
}

/** The agency's number, or a prompt for it. */
export function numberOf({ trackingNumbers }: FiledRequest): TemplateRun {
  return trackingNumbers.length > 0 ? trackingNumbers.join(", ") : "[number]";
}
