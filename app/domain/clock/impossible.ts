/** The check of a record for what can't be: bad days, and events that can't have happened in that order. */
import { isIsoDate } from "#app/domain/dates.ts";
import { refuse, type Refusal } from "#app/domain/refusal.ts";
import { FIRST_YEAR, LAST_YEAR, type ClockCalendar } from "./calendar.ts";
import {
  eventsOf,
  isOfPart,
  isOfSilence,
  OF_THE_AGENCY,
  timeOf,
  type ClockEvent,
  type ClockEventKind,
  type ClockRecord,
  type ComponentReceipt,
} from "./record.ts";

/** The date fields of each kind; true for required ones. */
const DATES: Readonly<Record<ClockEventKind, Readonly<Record<string, boolean>>>> = {
  requestSent: { dated: true, sent: false },
  acknowledged: { dated: true, sent: false, received: false },
  interimResponse: { dated: true, sent: false, received: false },
  informationAsked: { dated: true, sent: false, received: false },
  feesAsked: { dated: true, sent: false, received: false },
  informationAnswered: { received: true, sent: false },
  feesAnswered: { received: true, sent: false },
  extended: { dated: true, sent: false, received: false, until: false },
  dateAgreed: { dated: true, until: true },
  expeditionGranted: { dated: true, sent: false, received: false },
  expeditionDenied: { dated: true, sent: false, received: false },
  determined: { dated: true, sent: false, received: false, appealUntil: false },
  appealed: { sent: true, received: false },
  appealExtended: { dated: true, sent: false, received: false, until: false },
  appealDecided: { dated: true, sent: false, received: false },
  suitFiled: { dated: true, dismissed: false },
  served: { received: true },
  answerOrdered: { dated: false, until: true },
};

/** Date fields that may lie in the future: a letter, an agreement or an order announces them. */
const MAY_LIE_AHEAD: ReadonlySet<string> = new Set(["until", "appealUntil"]);

const MAX_EVENTS = 1_000;
/** Each has clocks of its own to count. */
const MAX_COMPONENTS = 20;

/**
 * Checks a record for impossible facts. Returns a Refusal whose field names point at them, null for
 * a possible record.
 */
export function impossible(
  record: ClockRecord,
  calendar: ClockCalendar,
  today: string,
): Refusal | null {
  const fields: Record<string, string> = {};
  const isDate = (value: unknown): value is string =>
    typeof value === "string" &&
    isIsoDate(value) &&
    Number(value.slice(0, 4)) >= FIRST_YEAR &&
    Number(value.slice(0, 4)) <= LAST_YEAR;
  const check = (place: string, value: unknown, mayLieAhead: boolean): void => {
    if (!isDate(value)) {
      fields[place] =
        `This is no day between ${FIRST_YEAR} and ${LAST_YEAR} in the form 2021-10-07.`;
    } else if (!mayLieAhead && isDate(today) && value > today) {
      fields[place] = "This day has not come yet, and the record holds only what has happened.";
    }
  };

  check("today", today, true);
  for (const [n, day] of calendar.closures.entries()) check(`closures.${n}`, day, true);
  for (const key of ["receivedAny", "receivedProper"] as const) {
    if (record[key] !== undefined) check(key, record[key], false);
  }
  if ((record.components?.length ?? 0) > MAX_COMPONENTS) {
    fields["components"] =
      `A request can be with ${MAX_COMPONENTS} components, and this one is with more.`;
    return refusal(fields);
  }
  for (const [n, { received }] of (record.components ?? []).entries()) {
    check(`components.${n}.received`, received, false);
  }
  if (record.events.length > MAX_EVENTS) {
    fields["events"] = `A request can have ${MAX_EVENTS} events, and this one has more.`;
    return refusal(fields);
  }
  for (const [n, event] of record.events.entries()) {
    const dates = Object.hasOwn(DATES, event.kind) ? DATES[event.kind] : undefined;
    if (!dates) {
      fields[`events.${n}.kind`] = "This kind of event is not known.";
      continue;
    }
    const values = event as unknown as Readonly<Record<string, unknown>>;
    for (const [key, isNeeded] of Object.entries(dates)) {
      const value = values[key];
      if (value === undefined && !isNeeded) continue;
      check(`events.${n}.${key}`, value, MAY_LIE_AHEAD.has(key));
    }
    const { workingDays } = event as { workingDays?: unknown };
    if (workingDays !== undefined && !(Number.isInteger(workingDays) && Number(workingDays) > 0)) {
      fields[`events.${n}.workingDays`] = "This is no number of days.";
    }
  }
  if (Object.keys(fields).length > 0) return refusal(fields);
  checkOrder(record, fields);
  return Object.keys(fields).length > 0 ? refusal(fields) : null;
}

/** Adds a problem for each event that can't have happened in that order. */
function checkOrder(record: ClockRecord, fields: Record<string, string>): void {
  const components = record.components ?? [];
  const receipts = [
    record.receivedAny,
    record.receivedProper,
    ...components.map(({ received }) => received),
  ].filter((day) => day !== undefined);
  const [firstReceipt] = receipts.toSorted();
  const [sentEvent] = eventsOf(record, "requestSent");
  const sent = sentEvent && timeOf(sentEvent);
  if (sent && firstReceipt && firstReceipt < sent) {
    const at = components.findIndex(({ received }) => received === firstReceipt);
    const place = record.receivedAny === firstReceipt ? "receivedAny" : "receivedProper";
    fields[record[place] === firstReceipt ? place : `components.${at}.received`] =
      "The agency can’t have received the request before it was sent.";
  }
  const [suit] = eventsOf(record, "suitFiled");
  for (const [n, event] of record.events.entries()) {
    const at = `events.${n}`;
    const {
      dated,
      sent: own,
      received,
    } = event as { dated?: string; sent?: string; received?: string };
    if (OF_THE_AGENCY.has(event.kind) && firstReceipt && timeOf(event) < firstReceipt) {
      fields[`${at}.${own ? "sent" : "dated"}`] =
        "The agency can’t have written this before it had the request (5 U.S.C. 552(a)(6)(A)).";
    } else {
      Object.assign(fields, componentProblem(event, at, components));
    }
    const departure = own ?? dated;
    if (received && departure && received < departure) {
      fields[`${at}.received`] = "This can’t have arrived before it was sent.";
    }
    if (event.kind === "served" && suit && event.received < suit.dated) {
      fields[`${at}.received`] = "The complaint can’t have been served before it was filed.";
    }
    if (event.kind === "informationAnswered" || event.kind === "feesAnswered") {
      const asked = eventsOf(
        record,
        event.kind === "feesAnswered" ? "feesAsked" : "informationAsked",
      );
      const isAsked = asked.some(
        (question) => timeOf(question) <= event.received && isAtSame(question, event),
      );
      if (!isAsked) {
        fields[`${at}.received`] = "There is no question of the agency before this answer.";
      }
    }
    if (event.kind === "appealDecided" || event.kind === "appealExtended") {
      const appeals = eventsOf(record, "appealed").filter(
        (it) => isOfPart(it, event.part) && isAtSame(it, event),
      );
      if (!appeals.some((appeal) => appeal.sent <= event.dated)) {
        fields[`${at}.dated`] =
          "There is no appeal before this letter, and it answers one (5 U.S.C. 552(a)(6)(A)(ii)).";
      }
    }
  }
}

/** Why an event can't be of the component that it names (L51); no fields where it can. */
function componentProblem(
  event: ClockEvent,
  at: string,
  components: readonly ComponentReceipt[],
): Record<string, string> {
  const { kind, component, sent } = event as { sent?: string } & ClockEvent;
  if (component === undefined) return {};
  const receipt = components.find(({ name }) => name === component);
  if (!receipt) {
    return {
      [`${at}.component`]: `By this record ${component} never had the request. Each component’s time runs from its own receipt (5 U.S.C. 552(a)(6)(A)): record that receipt, or choose a component that has the request.`,
    };
  }
  if (!OF_THE_AGENCY.has(kind) || timeOf(event) >= receipt.received) return {};
  return {
    [`${at}.${sent ? "sent" : "dated"}`]: `${component} had the request on ${receipt.received}, and can’t have written about it before (5 U.S.C. 552(a)(6)(A)).`,
  };
}

/** Whether two events can be of the same component: one that names none is of all (L51). */
function isAtSame(
  one: { readonly component?: string },
  other: { readonly component?: string },
): boolean {
  return (
    one.component === undefined ||
    other.component === undefined ||
    one.component === other.component
  );
}

/** The rule that an appeal before its letter breaks. */
export const OF_A_DETERMINATION =
  "An appeal is of a determination (5 U.S.C. 552(a)(6)(A)(i)(III)(aa)), or of silence once one is overdue.";

/**
 * Refuses an appeal that came before the letter it would be about, on a day when silence could not be
 * appealed either (L50): the ordinary time for a determination had not passed by then.
 * @param ordinaryDue the due date without stops, extension and closures, so that none of them, recorded
 *   later, refuses a record that was taken; null where no receipt is recorded
 */
export function appealsTooEarly(record: ClockRecord, ordinaryDue: string | null): Refusal | null {
  const fields: Record<string, string> = {};
  for (const [n, event] of record.events.entries()) {
    if (event.kind !== "appealed" || !isOfSilence(record, event)) continue;
    if (ordinaryDue !== null && event.sent > ordinaryDue) continue;
    fields[`events.${n}.sent`] =
      ordinaryDue === null
        ? "There is no determination before this appeal, and it can’t be said whether one was overdue: record the receipt of the request first."
        : `There is no determination before this appeal, and none was overdue: one was due by ${ordinaryDue}. ${OF_A_DETERMINATION}`;
  }
  return Object.keys(fields).length > 0 ? refusal(fields) : null;
}

/** A refusal of the record whose fields name the places. */
export function refusal(fields: Readonly<Record<string, string>>): Refusal {
  return refuse(
    "bad-input",
    "The record can’t be as it stands here, so no date was computed. Nothing was changed; correct the marked fields.",
    fields,
  ).refusal;
}
