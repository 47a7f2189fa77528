import { Temporal } from "temporal-polyfill";
import { daysLater, rolledForward, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { SuitDays } from "#app/domain/agency-record/clock-record.ts";
import { docketSheet, SERVED, SERVED_WORDS, type DocketEvent, type Served } from "./event.ts";

/** Something that is due in a lawsuit, with the reason. */
export interface SuitDeadline {
  /** A stable key, so that calendars update an entry instead of adding another. */
  readonly key: string;
  readonly what: string;
  /** ISO day. */
  readonly due: string;
  /** A second possible day where the rule is unsettled; null otherwise. */
  readonly orElse: string | null;
  readonly by: "us" | "them";
  readonly why: string;
  readonly source: string;
  /** The event that the deadline follows from; null where it follows from the docket itself. */
  readonly eventId: string | null;
  readonly isDone: boolean;
}

const SERVICE_DAYS = 90;
const ANSWER_DAYS = 30;
const FEE_DAYS = 14;

/** The days of a lawsuit that the clock of each enforced request reads. */
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
          dated: ordered.details.orderedOn ?? ordered.dated ?? ordered.details.until,
          until: ordered.details.until,
          number: ordered.details.orderNumber,
        }
      : null,
  };
}

/**
 * All deadlines of a lawsuit, the earliest first.
 * @param filedOn ISO day on which the complaint was filed; null where it is unknown.
 */
export function suitDeadlines(
  filedOn: string | null,
  events: readonly DocketEvent[],
  calendar: ClockCalendar,
): SuitDeadline[] {
  const lines = docketSheet(events);
  const deadlines = [
    ...serviceDeadlines(filedOn, lines, calendar),
    ...answerDeadline(lines, calendar),
    ...lines.flatMap((line) => ownDeadline(line, calendar) ?? []),
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
    what: `Serve the ${SERVED_WORDS[on].replace(/^Agency$/u, "agency")}`,
    due,
    orElse: null,
    by: "us" as const,
    why: `90 days from the filing of the complaint on ${filedOn}.`,
    source: "FRCP 4(m), 4(i)",
    eventId: served(on)?.id ?? null,
    isDone: served(on) !== undefined,
  }));
}

/**
 * The deadline of the answer (L38): from service on the U.S. attorney, with the day counted from
 * the agency's service as the second possible day.
 */
function answerDeadline(lines: readonly DocketEvent[], calendar: ClockCalendar): SuitDeadline[] {
  const isDone = lines.some(({ kind }) => kind === "answer");
  const common = {
    key: "answer",
    what: "The agency’s answer",
    by: "them" as const,
    isDone,
  };
  const order = lines.filter((line) => line.kind === "answerOrdered").at(-1);
  if (order) {
    const { orderNumber, until } = order.details;
    const why = `By order${orderNumber === null ? "" : ` No. ${orderNumber}`}.`;
    return [
      { ...common, due: until, orElse: null, why, source: "Order of the court", eventId: order.id },
    ];
  }
  const from = (on: Served) => {
    const line = lines.find((one) => one.kind === "service" && one.details.on === on);
    return line?.dated
      ? { id: line.id, due: rolledForward(daysLater(line.dated, ANSWER_DAYS), calendar) }
      : null;
  };
  const attorney = from("usAttorney");
  if (!attorney) return [];
  const agency = from("agency");
  return [
    {
      ...common,
      due: attorney.due,
      orElse: agency && agency.due !== attorney.due ? agency.due : null,
      why: "30 days from service on the United States attorney; whether service on the agency counts instead is unsettled.",
      source: "5 U.S.C. § 552(a)(4)(C); FRCP 6(a)(1)(C)",
      eventId: attorney.id,
    },
  ];
}

/** The deadline that one docket entry sets by itself; null where it sets none. */
function ownDeadline(line: DocketEvent, calendar: ClockCalendar): SuitDeadline | null {
  const { id, dated, text } = line;
  const source = orderOf(line);
  const made = { key: id, eventId: id, orElse: null };
  switch (line.kind) {
    case "hearing":
    case "statementDue":
    case "briefDue": {
      if (dated === null) return null;
      const isDone = line.kind === "hearing" ? false : line.details.isDone;
      return {
        ...made,
        what: line.kind === "briefDue" ? line.details.what : text,
        due: dated,
        by: line.kind === "briefDue" ? line.details.by : "us",
        why: source ?? "As recorded on the docket.",
        source: source ?? "Docket",
        isDone,
      };
    }
    case "feesDue": {
      if (line.details.until === null) return null;
      const why = source ?? "As recorded on the docket.";
      const { until, isDone } = line.details;
      return { ...made, what: text, due: until, by: "us", why, source: source ?? "Docket", isDone };
    }
    case "judgment":
      return dated === null
        ? null
        : {
            ...made,
            key: `${id}-fees`,
            what: "Motion for attorney fees",
            due: rolledForward(daysLater(dated, FEE_DAYS), calendar),
            by: "us",
            why: `14 days from the entry of judgment on ${dated}, unless a statute or an order says otherwise.`,
            source: "FRCP 54(d)(2)(B)",
            isDone: false,
          };
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

/** The order that an entry refers to, in words; null where it names none. */
function orderOf({ details }: DocketEvent): string | null {
  const { orderNumber = null, orderedOn = null } = details as {
    readonly orderNumber?: string | null;
    readonly orderedOn?: string | null;
  };
  if (orderNumber === null && orderedOn === null) return null;
  const number = orderNumber === null ? "" : ` No. ${orderNumber}`;
  return `Order${number}${orderedOn === null ? "" : ` of ${orderedOn}`}`;
}

/** A production that an order requires, and whether it came (L39). */
export interface ExpectedProduction {
  readonly due: string;
  readonly eventId: string;
  readonly pages: number | null;
  readonly state: "came" | "late" | "missed" | "to-come";
  /** ISO day on which it came; null where it hasn't. */
  readonly came: string | null;
}

/** The most productions generated from one schedule. */
const MOST_RELEASES = 600;

/**
 * The productions that the schedules of a docket require up to `until`. Each is matched with the
 * first production that is not matched yet and is no earlier than the one before.
 */
export function expectedProductions(
  events: readonly DocketEvent[],
  productions: readonly { readonly dated: string }[],
  today: string,
): ExpectedProduction[] {
  const came = productions.map(({ dated }) => dated).toSorted();
  const expected: ExpectedProduction[] = [];
  for (const line of docketSheet(events)) {
    if (line.kind !== "productionSchedule") continue;
    let before = "";
    for (const due of releaseDays(line.details, today)) {
      const at = came.findIndex((day) => day > before);
      const found = at < 0 ? undefined : came[at];
      const answers =
        found !== undefined && (found <= due || isBeforeNext(line.details, due, found));
      if (answers) came.splice(at, 1);
      expected.push({
        due,
        eventId: line.id,
        pages: line.details.pagesAMonth,
        state: answers ? (found <= due ? "came" : "late") : due < today ? "missed" : "to-come",
        came: answers ? found : null,
      });
      before = due;
    }
  }
  return expected;
}

/** The days of a schedule through the first one that is not before `today`. */
function releaseDays(
  schedule: {
    readonly firstOn: string;
    readonly lastOn: string | null;
    readonly dayOfMonth: number | null;
  },
  today: string,
): string[] {
  const days: string[] = [];
  const first = Temporal.PlainDate.from(schedule.firstOn);
  for (let month = 0; month < MOST_RELEASES; month += 1) {
    const next = first.add({ months: month });
    const day =
      month === 0 || schedule.dayOfMonth === null
        ? next
        : next.with({ day: Math.min(schedule.dayOfMonth, next.daysInMonth) });
    const written = day.toString();
    if (schedule.lastOn !== null && written > schedule.lastOn) break;
    days.push(written);
    if (written >= today) break;
  }
  return days;
}

/** Whether a late production still answers that due day, and not the next. */
function isBeforeNext(
  schedule: { readonly dayOfMonth: number | null },
  due: string,
  came: string,
): boolean {
  const next = Temporal.PlainDate.from(due).add({ months: 1 });
  const day =
    schedule.dayOfMonth === null
      ? next
      : next.with({ day: Math.min(schedule.dayOfMonth, next.daysInMonth) });
  return came < day.toString();
}
