import { daysLater, rolledForward, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { SuitDays } from "#app/domain/agency-record/clock-record.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { docketSheet, SERVED, SERVED_WORDS, type DocketEvent, type Served } from "./event.ts";
import {
  expectedProductions,
  type ComparedProduction,
  type ExpectedProduction,
} from "./releases.ts";

const SUIT_DEADLINE_KINDS = [
  "service",
  "answer",
  "release",
  "hearing",
  "statement",
  "brief",
  "fees",
] as const;
type SuitDeadlineKind = (typeof SUIT_DEADLINE_KINDS)[number];

/** Something that is due in a lawsuit, with why. */
export interface SuitDeadline {
  /** Stays the same while it is about the same thing, so that calendars update it. */
  readonly key: string;
  readonly kind: SuitDeadlineKind;
  readonly what: string;
  /** ISO day. */
  readonly due: string;
  /** Another day that an unsettled rule gives; null where there is none. */
  readonly orElse: string | null;
  /** Who has to act. */
  readonly by: "us" | "them";
  readonly why: string;
  readonly source: string;
  /** From the event it follows from; null where it follows from the docket itself. */
  readonly eventId: string | null;
  readonly isDone: boolean;
  /** Rests on facts made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
}

/** The recorded facts of a lawsuit from which deadlines follow. */
export interface SuitRecord {
  /** ISO day on which the complaint was filed; null where unknown. */
  readonly filedOn: string | null;
  /** ISO day that somebody typed for the answer, from the summons; null for none. */
  readonly answerDueOn: string | null;
  readonly events: readonly DocketEvent[];
  /** The productions of the requests that it enforces; null where it names no request. */
  readonly productions: readonly ComparedProduction[] | null;
}

const SERVICE_DAYS = 90;
const ANSWER_DAYS = 30;
const FEE_DAYS = 14;

/** What the clock of each request reads of the suit that enforces it. */
export function suitDaysOf(filedOn: string | null, events: readonly DocketEvent[]): SuitDays {
  const lines = docketSheet(events);
  const ordered = lines.filter((line) => line.kind === "answerOrdered").at(-1);
  return {
    filedOn,
    served: lines.flatMap((line) =>
      line.kind === "service" && line.dated !== null
        ? [{ on: line.details.on, received: line.dated }]
        : [],
    ),
    answerOrdered: ordered
      ? {
          dated: ordered.details.orderedOn ?? ordered.dated,
          until: ordered.details.until,
          number: ordered.details.orderNumber,
        }
      : null,
  };
}

/**
 * All present and past deadlines of a lawsuit, the earliest first, each with reason and source.
 * @param today ISO day: an earlier hearing is over, and an earlier release that did not come is
 * missed.
 */
export function deadlinesOf(
  suit: SuitRecord,
  calendar: ClockCalendar,
  today: string,
): SuitDeadline[] {
  const lines = docketSheet(suit.events);
  const deadlines = [
    ...serviceDeadlines(suit.filedOn, lines, calendar),
    ...answerDeadline(suit.answerDueOn, lines, calendar),
    ...lines.flatMap((line) => ownDeadline(line, today) ?? []),
    ...feeDeadline(lines, calendar),
    ...expectedProductions(suit.events, suit.productions, today)
      .filter(({ state }) => state !== "unknown")
      .map(releaseDeadline),
  ];
  return deadlines.toSorted((one, other) =>
    one.due < other.due ? -1 : one.due > other.due ? 1 : 0,
  );
}

function serviceDeadlines(
  filedOn: string | null,
  lines: readonly DocketEvent[],
  calendar: ClockCalendar,
): SuitDeadline[] {
  if (filedOn === null) return [];
  const served = (on: Served) =>
    lines.find((line) => line.kind === "service" && line.details.on === on && line.dated !== null);
  const due = rolledForward(daysLater(filedOn, SERVICE_DAYS), calendar);
  return SERVED.map((on) => ({
    key: `service-${on}`,
    kind: "service" as const,
    what: `Serve the ${SERVED_WORDS[on].replace(/^Agency$/u, "agency")}`,
    due,
    orElse: null,
    by: "us" as const,
    why: `90 days from the filing of the complaint on ${writtenDay(filedOn)}.`,
    source: "FRCP 4(m), 4(i)",
    eventId: served(on)?.id ?? null,
    isDone: served(on) !== undefined,
    isInvented: served(on)?.isInvented ?? false,
  }));
}

/** The answer (L38): from the day on which the U.S. attorney was served, the agency's shown beside it. */
function answerDeadline(
  typed: string | null,
  lines: readonly DocketEvent[],
  calendar: ClockCalendar,
): SuitDeadline[] {
  const answer = lines.find(({ kind }) => kind === "answer");
  const common = {
    key: "answer",
    kind: "answer" as const,
    what: "The agency’s answer",
    by: "them" as const,
    isDone: answer !== undefined,
  };
  const order = lines.filter((line) => line.kind === "answerOrdered").at(-1);
  if (order) {
    const { orderNumber, until } = order.details;
    const why = `By order${orderNumber === null ? "" : ` No. ${orderNumber}`}.`;
    return [
      {
        ...common,
        due: until,
        orElse: null,
        why,
        source: "Order of the court",
        eventId: order.id,
        isInvented: order.isInvented,
      },
    ];
  }
  const from = (on: Served) => {
    const line = lines.find((one) => one.kind === "service" && one.details.on === on && one.dated);
    return line?.dated
      ? { line, due: rolledForward(daysLater(line.dated, ANSWER_DAYS), calendar) }
      : null;
  };
  const attorney = from("usAttorney");
  if (!attorney) {
    // A typed day is shown as it is, and nothing is computed from it.
    const why = "As recorded with the docket; service on the U.S. attorney is not recorded.";
    const source = "Docket";
    const asTyped = { ...common, orElse: null, why, source, eventId: null, isInvented: false };
    return typed === null ? [] : [{ ...asTyped, due: typed }];
  }
  const agency = from("agency");
  return [
    {
      ...common,
      due: attorney.due,
      orElse: agency && agency.due !== attorney.due ? agency.due : null,
      why: "30 days from service on the United States attorney; whether service on the agency counts instead is unsettled.",
      source: "5 U.S.C. § 552(a)(4)(C); FRCP 6(a)(1)(C)",
      eventId: attorney.line.id,
      isInvented: attorney.line.isInvented,
    },
  ];
}

/** What one line of the docket makes due by itself; null where it makes nothing due. */
function ownDeadline(line: DocketEvent, today: string): SuitDeadline | null {
  const { id, dated, text, isInvented } = line;
  const order = orderOf(line);
  const made = {
    key: id,
    eventId: id,
    orElse: null,
    isInvented,
    why: order === null ? "As recorded on the docket." : `By ${order}.`,
    source: order === null ? "Docket" : "Order of the court",
  };
  switch (line.kind) {
    case "hearing": {
      if (dated === null) return null;
      return { ...made, kind: "hearing", what: text, due: dated, by: "us", isDone: dated < today };
    }
    case "statementDue": {
      if (dated === null) return null;
      const { isDone } = line.details;
      return { ...made, kind: "statement", what: text, due: dated, by: "us", isDone };
    }
    case "briefDue": {
      if (dated === null) return null;
      const { what, by, isDone } = line.details;
      return { ...made, kind: "brief", what, due: dated, by, isDone };
    }
    case "feesDue": {
      const { until, isDone } = line.details;
      if (until === null) return null;
      return { ...made, kind: "fees", what: text, due: until, by: "us", isDone };
    }
    case "judgment":
    case "paper":
    case "service":
    case "answer":
    case "answerOrdered":
    case "order":
    case "productionSchedule":
    case "other":
      return null;
  }
}

/** The motion for fees (L39): 14 days after the judgment, unless an order set another day. */
function feeDeadline(lines: readonly DocketEvent[], calendar: ClockCalendar): SuitDeadline[] {
  const judgment = lines.findLast(({ kind }) => kind === "judgment");
  const fees = lines.filter((line) => line.kind === "feesDue");
  if (!judgment?.dated || fees.some(({ details }) => details.until !== null)) return [];
  return [
    {
      key: `${judgment.id}-fees`,
      kind: "fees",
      what: "Motion for attorney fees",
      due: rolledForward(daysLater(judgment.dated, FEE_DAYS), calendar),
      orElse: null,
      by: "us",
      why: `14 days from the entry of judgment on ${writtenDay(judgment.dated)}, unless a statute or an order says otherwise.`,
      source: "FRCP 54(d)(2)(B)",
      eventId: judgment.id,
      isDone: fees.some(({ details }) => details.isDone),
      isInvented: judgment.isInvented,
    },
  ];
}

function releaseDeadline(release: ExpectedProduction): SuitDeadline {
  const { due, eventId, pages, came, missing, isInvented } = release;
  const fewer =
    missing === 0
      ? ""
      : `: ${missing.toLocaleString("en-US")} ${missing === 1 ? "page is" : "pages are"} missing`;
  const asked = pages === null ? "" : ` of ${pages.toLocaleString("en-US")} pages`;
  return {
    key: `release-${eventId}-${due}`,
    kind: "release",
    what: `The agency’s release${asked}${fewer}`,
    due,
    orElse: null,
    by: "them",
    why: "By the schedule of productions on the docket.",
    source: "Order of the court",
    eventId,
    isDone: came !== null && missing === 0,
    isInvented,
  };
}

/** The order on which a line rests, in words; null where it names none. */
function orderOf({ details }: DocketEvent): string | null {
  const { orderNumber = null, orderedOn = null } = details as {
    readonly orderNumber?: string | null;
    readonly orderedOn?: string | null;
  };
  if (orderNumber === null && orderedOn === null) return null;
  const number = orderNumber === null ? "" : ` No. ${orderNumber}`;
  return `order${number}${orderedOn === null ? "" : ` of ${writtenDay(orderedOn)}`}`;
}
