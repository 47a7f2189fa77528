import type { AgencyEvent, AgencyEventKind } from "#app/domain/agency-record/event.ts";
import { isOnMerits } from "#app/domain/clock/after-appeal.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FiledRequest } from "./template-facts.ts";
import { italic, type TemplateRun, type Writer } from "./writer.ts";

/**
 * The names of both sides in a complaint: "U.S. Immigration and Customs Enforcement", "Plaintiffs".
 */
export interface ComplaintSides {
  readonly plaintiff: string;
  readonly agency: string;
}

/**
 * The recorded events between receipt and suit, one numbered paragraph each. Days are fields, so
 * that a later correction of the record is noticed. Receipt has its own paragraph.
 */
export function historyParagraphs(
  write: Writer,
  sides: ComplaintSides,
  request: FiledRequest,
): HistoryParagraph[] {
  return eventsOf(request).flatMap((event) => {
    const words = sentenceOf(write, sides, event);
    return words === null ? [] : [{ kind: event.kind, block: write.numbered(1, ...words) }];
  });
}

/** A paragraph about one event. */
interface HistoryParagraph {
  readonly kind: AgencyEventKind;
  readonly block: ProseNode;
}

function sentenceOf(
  write: Writer,
  { agency, plaintiff }: ComplaintSides,
  event: AgencyEvent,
): TemplateRun[] | null {
  const dated = write.ofEvent("eventDated", event);
  switch (event.kind) {
    case "acknowledged":
      return ["By a letter of ", dated, `, ${agency} acknowledged the request.`];
    case "informationAsked":
      return ["On ", dated, `, ${agency} asked ${plaintiff} for information about the request.`];
    case "informationAnswered":
      return [`${agency} received the answer on `, write.ofEvent("eventReceived", event), "."];
    case "feesAsked":
      return ["On ", dated, `, ${agency} asked ${plaintiff} about fees.`];
    case "feesAnswered":
      return [
        `${agency} received the answer about fees on `,
        write.ofEvent("eventReceived", event),
        ".",
      ];
    case "extended":
      return [
        "By a letter of ",
        dated,
        event.details.reasons
          ? `, ${agency} claimed unusual circumstances and more time, 5 U.S.C. § 552(a)(6)(B)`
          : `, ${agency} claimed more time without naming unusual circumstances, as 5 U.S.C. § 552(a)(6)(B)(iii) requires`,
        ...(event.details.until === null
          ? ["."]
          : [", until ", write.ofEvent("eventUntil", event), "."]),
      ];
    case "narrowingOffered":
      return [
        "By a letter of ",
        dated,
        `, ${agency} offered ${plaintiff} to limit the request or to arrange another time. [What was answered.]`,
      ];
    case "dateAgreed":
      return [
        "On ",
        dated,
        `, ${agency} and ${plaintiff} agreed on another date: `,
        write.ofEvent("eventUntil", event),
        ".",
      ];
    case "interimResponse":
      return [
        "On ",
        dated,
        `, ${agency} released some records and said that more would follow. That is no determination. `,
        italic("Citizens for Responsibility & Ethics in Washington v. FEC"),
        ", 711 F.3d 180, 188 (D.C. Cir. 2013).",
      ];
    case "expeditionGranted":
      return ["By a letter of ", dated, `, ${agency} granted expedited processing.`];
    case "expeditionDenied":
      return ["By a letter of ", dated, `, ${agency} denied expedited processing.`];
    case "feeWaiverGranted":
      return [
        "By a letter of ",
        dated,
        `, ${agency} granted the waiver of fees${event.details.isInPart ? " in part" : ""}.`,
      ];
    case "feeWaiverDenied":
      return ["By a letter of ", dated, `, ${agency} denied the waiver of fees.`];
    case "determined":
      return [
        "By a letter of ",
        dated,
        `, ${agency} answered ${event.details.part === null ? "the request" : `this part of the request: ${event.details.part}`}. [What it released, withheld or did not find.]`,
      ];
    case "appealed":
      return [
        `${plaintiff} appealed on `,
        write.ofEvent("eventSent", event),
        ...(event.received === null
          ? ["."]
          : [
              ", and the appeals office received the appeal on ",
              write.ofEvent("eventReceived", event),
              ".",
            ]),
      ];
    case "appealDecided":
      return [
        "By a letter of ",
        dated,
        `, ${agency} ${isOnMerits(event.details) ? "decided" : "answered"} the appeal: ${RESULT[event.details.result]}.`,
      ];
    case "received":
    case "exhaustionAsserted":
    case "closed":
    case "feeCategoryDecided":
    case "appealExtended":
    case "other":
      return null;
  }
}

const RESULT = {
  affirmed: "it affirmed its response",
  remanded: "it sent the request back for further processing",
  reversed: "it reversed its response",
  "in-litigation": "it declined to decide, as the matter is in litigation",
  closed: "it closed the appeal",
} as const;
