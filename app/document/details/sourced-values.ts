import {
  AGENCY_EVENT_WORDS,
  type AgencyEvent,
  type AgencyEventOf,
  type EffectiveEvent,
} from "#app/domain/agency-record/event.ts";
import { decidedBeside, isDenial, type Denial } from "#app/domain/agency-record/denials.ts";
import { nameOfPart } from "#app/domain/clock/parts.ts";
import { workingDaysLater, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { AppealUntil, Clock } from "#app/domain/foia-clock.ts";
import { listed } from "#app/domain/listed.ts";
import { eventField, requestField, type RequestSource } from "./sourced-fields.ts";
import { suitValues, type SuitOnRecord } from "./suit-on-record.ts";

/** A filed request with its recorded facts. */
export interface RequestOnRecord {
  readonly documentId: string;
  /** ISO date. */
  readonly filedOn: string;
  /** The agency's numbers (L10); empty where none is known yet. */
  readonly trackingNumbers: readonly string[];
  /** The events in force, sorted by day, each with the events it corrects. */
  readonly history: readonly EffectiveEvent[];
  /** Its clock; null where the record is impossible. */
  readonly clock: Clock | null;
}

/** The events in force, sorted by day. */
export function eventsOf({ history }: Pick<RequestOnRecord, "history">): AgencyEvent[] {
  return history.map(({ event }) => event);
}

/**
 * The day that a letter names: the end of an extension, an agreed day, or the last day for an
 * appeal.
 */
function untilOf({ kind, details }: AgencyEvent): string | null {
  switch (kind) {
    case "extended":
    case "appealExtended":
    case "dateAgreed":
      return details.until;
    case "determined":
    case "expeditionDenied":
    case "feeWaiverDenied":
    case "feeCategoryDecided":
      return details.appealUntil;
    default:
      return null;
  }
}

/**
 * What can be appealed: a determination, or a denial of a request about processing or fees (L11).
 */
type AppealableLetter = AgencyEventOf<"determined"> | Denial;

/** The letter to be appealed: the last determination, else the last denial; null for none. */
export function appealableLetter(events: readonly AgencyEvent[]): AppealableLetter | null {
  const determined = events.filter((event) => event.kind === "determined");
  const denials = events.filter(isDenial);
  return determined.at(-1) ?? denials.at(-1) ?? null;
}

/** The last day for an appeal of that letter; null where the record has none. */
function appealUntilOfLetter(letter: AppealableLetter, clock: Clock | null): AppealUntil | null {
  if (clock === null) return null;
  const named = letter.kind === "determined" ? letter.details.part : decidedBeside(letter);
  const part = named === null ? null : nameOfPart(named);
  const own = part === null ? clock.whole : clock.parts.find((one) => one.part === part);
  return own?.appealUntil ?? clock.appealUntil;
}

/** The agency's last dated letter; null where none is recorded. */
export function lastLetter(events: readonly AgencyEvent[]): AgencyEvent | null {
  return (
    events.findLast(
      ({ kind, dated }) => dated !== null && AGENCY_EVENT_WORDS[kind].by === "agency",
    ) ?? null
  );
}

/** The receipt that starts the clock: by the right component if recorded; null for none. */
export function receiptOf(events: readonly AgencyEvent[]): AgencyEventOf<"received"> | null {
  const receipts = events.filter((event) => event.kind === "received");
  return receipts.find(({ details }) => details.isProper) ?? receipts.at(0) ?? null;
}

/** 90 working days after the response, 6 C.F.R. § 5.8(a)(1). */
const APPEAL_DAYS = 90;

/**
 * The current values of all fields, by name; unrecorded ones are left out.
 * @param suit the lawsuit that the document belongs to; null for none.
 */
export function sourcedValues(
  requests: readonly RequestOnRecord[],
  suit: SuitOnRecord | null,
  calendar: ClockCalendar,
): Map<string, string> {
  const values = new Map<string, string>();
  const put = (name: string, value: string | null | undefined) => {
    if (value) values.set(name, value);
  };
  for (const { documentId, trackingNumbers, history, clock } of requests) {
    const events = eventsOf({ history });
    for (const { event, earlier } of history) {
      // A field that refers to a corrected event follows the correction.
      for (const { id } of [event, ...earlier]) {
        put(eventField("eventDated", id), event.dated);
        put(eventField("eventSent", id), event.sent);
        put(eventField("eventReceived", id), event.received);
        put(eventField("eventUntil", id), untilOf(event));
      }
    }
    const own = (source: RequestSource, value: string | null | undefined) =>
      put(requestField(source, documentId), value);
    own("trackingNumbers", numbersInWords(trackingNumbers));
    own("received", receiptOf(events)?.received);
    own("lastLetterDated", lastLetter(events)?.dated);
    const letter = appealableLetter(events);
    const response = letter?.dated ?? null;
    own("responseDated", response);
    if (letter !== null && response !== null) {
      const byRule = workingDaysLater(response, APPEAL_DAYS, calendar);
      const until = appealUntilOfLetter(letter, clock);
      own("appealUntilByRule", until?.byRegulation ?? byRule);
      own("appealUntil", until?.date ?? byRule);
    }
    if (clock === null) continue;
    own("determinationDue", clock.due.latest);
    if (clock.due.extendedBy > 0) own("dueBeforeExtension", clock.due.beforeExtension.latest);
    // For suing, the later of the two ways of counting (L8, L14).
    own("expeditionDue", clock.expedited.fromReceipt ?? clock.expedited.fromRequest);
  }
  for (const [name, value] of suit ? suitValues(suit) : []) put(name, value);
  return values;
}

/** "A", "A and B", limited to the longest field value. */
function numbersInWords(numbers: readonly string[]): string {
  const all = [...new Set(numbers)];
  const words = listed(all);
  return words.length <= 300 ? words : (all[0] ?? "").slice(0, 300);
}
