import { writtenDay } from "#app/domain/dates.ts";
import {
  DOCKET_EVENT_WORDS,
  SERVED_WORDS,
  type DocketEvent,
  type DocketEventDetails,
  type DocketEventKind,
} from "./event.ts";

export const SERVICE_METHOD_WORDS: Readonly<
  Record<DocketEventDetails<"service">["method"], string>
> = {
  "certified-mail": "Certified mail",
  hand: "By hand",
  "email-by-consent": "E-mail, by consent",
  other: "Another way",
};

export const STATEMENT_WORDS: Readonly<Record<DocketEventDetails<"statementDue">["what"], string>> =
  {
    disclosure: "Disclosure statement (FRCP 7.1)",
    "magistrate-consent": "Consent to a magistrate judge, or declination",
    "case-management": "Case management statement",
    "joint-status-report": "Joint status report",
    other: "Statement or report",
  };

export const SIDE_WORDS = { us: "Plaintiffs", them: "Defendants", both: "Both sides" } as const;

/** The default text of an entry, where nobody typed any. */
export function textOfEvent(event: Pick<DocketEvent, "kind" | "details">): string {
  // The two belong together, which `Pick` loses.
  const { kind, details } = event as DocketEvent;
  switch (kind) {
    case "service":
      return `Service on the ${SERVED_WORDS[details.on].replace(/^Agency$/u, "agency")}`;
    case "answerOrdered":
      return `Answer due ${writtenDay(details.until)}`;
    case "statementDue":
      return STATEMENT_WORDS[details.what];
    case "briefDue":
      return details.what;
    case "feesDue":
      return "Motion for attorney fees";
    case "paper":
    case "answer":
    case "order":
    case "hearing":
    case "productionSchedule":
    case "judgment":
    case "other":
      return DOCKET_EVENT_WORDS[kind];
  }
}

/**
 * The details of an entry that readers of the docket sheet need, as sentences; empty where its text
 * says all.
 */
export function detailsInSentences(event: DocketEvent): string[] {
  const { kind, details } = event;
  switch (kind) {
    case "service": {
      const { method, article, sentOn } = details;
      const sent = sentOn === null ? "" : `, sent ${writtenDay(sentOn)}`;
      const number = article === null ? "" : `, article No. ${article}`;
      const delivered = event.dated === null ? "Delivery is not recorded." : null;
      return [
        `${SERVICE_METHOD_WORDS[method]}${number}${sent}.`,
        ...(delivered ? [delivered] : []),
      ];
    }
    case "order":
      return details.judge === null ? [] : [`Judge: ${details.judge}.`];
    case "hearing":
      return [
        ...(details.at === null ? [] : [`Time and place: ${details.at.replace(/\.$/u, "")}.`]),
        ...ordered(details),
      ];
    case "productionSchedule": {
      const { pagesAMonth, firstOn, lastOn } = details;
      const pages =
        pagesAMonth === null ? "" : `${pagesAMonth.toLocaleString("en-US")} pages a month, `;
      const last = lastOn === null ? "until all is done" : `to ${writtenDay(lastOn)}`;
      const words = `${pages}from ${writtenDay(firstOn)} ${last}.`;
      return [`${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`, ...ordered(details)];
    }
    case "briefDue":
      return [`By ${SIDE_WORDS[details.by].toLowerCase()}.`, ...ordered(details), ...did(details)];
    case "statementDue":
      return [...ordered(details), ...did(details)];
    case "feesDue":
      return [
        ...(details.until === null ? [] : [`Due ${writtenDay(details.until)}.`]),
        ...ordered(details),
        ...did(details),
      ];
    case "answerOrdered":
      return ordered(details);
    case "paper":
      return [`By ${SIDE_WORDS[details.by].toLowerCase()}.`];
    case "answer":
    case "judgment":
    case "other":
      return [];
  }
}

function did({ isDone }: { readonly isDone: boolean }): string[] {
  return isDone ? ["Done."] : [];
}

function ordered({
  orderNumber,
  orderedOn,
}: {
  readonly orderNumber: string | null;
  readonly orderedOn: string | null;
}): string[] {
  if (orderNumber === null && orderedOn === null) return [];
  const number = orderNumber === null ? "" : ` No. ${orderNumber}`;
  return [`By order${number}${orderedOn === null ? "" : ` of ${writtenDay(orderedOn)}`}.`];
}

/**
 * The likely kind of a pasted entry, if it would set or complete a deadline; null otherwise. A
 * person decides: a clerk's wording is no rule.
 */
export function suggestedKind(text: string): DocketEventKind | null {
  const words = text.trim();
  if (/^answer\b/iu.test(words)) return "answer";
  if (/\bjudgment\b/iu.test(words.slice(0, 80)) && !/^(?:motion|notice)\b/iu.test(words)) {
    return "judgment";
  }
  if (/summons returned|(?:proof|certificate) of service/iu.test(words)) return "service";
  if (/\bhearing set\b|conference set\b/iu.test(words)) return "hearing";
  if (/joint status report|case management statement/iu.test(words) && /\bdue\b/iu.test(words)) {
    return "statementDue";
  }
  return null;
}
