import {
  AGENCY_EVENT_LABELS,
  type AgencyEvent,
  type AgencyEventOf,
  type EffectiveEvent,
} from "#app/domain/agency-record/event.ts";
import { appealUntilOf, isDenial, type Denial } from "#app/domain/agency-record/denials.ts";
import { appealUntil } from "#app/domain/clock/appeal-time.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
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

/** A letter that can be appealed (L11), with the ids of the entries that it corrects. */
export interface AppealableLetter {
  readonly event: AgencyEventOf<"determined"> | Denial;
  readonly ids: readonly string[];
  /** The part of the request that it names; null for all of it. */
  readonly part: string | null;
}

/**
 * The letters that can be appealed: determinations, and denials of a request about processing or
 * fees. One that states no right to appeal is no determination (L13).
 */
export function appealableLetters(history: readonly EffectiveEvent[]): AppealableLetter[] {
  return history.flatMap(({ event, earlier }): AppealableLetter[] => {
    if (event.dated === null) return [];
    const ids = [event, ...earlier].map(({ id }) => id);
    if (isDenial(event)) return [{ event, ids, part: null }];
    if (event.kind !== "determined" || !event.details.statesReasonsAndAppeal) return [];
    return [{ event, ids, part: event.details.part }];
  });
}

/** The agency's last dated letter; null where none is recorded. */
export function lastLetter(events: readonly AgencyEvent[]): AgencyEvent | null {
  return (
    events.findLast(
      ({ kind, dated }) => dated !== null && AGENCY_EVENT_LABELS[kind].by === "agency",
    ) ?? null
  );
}

/** The receipt that starts the clock: by the right component if recorded; null for none. */
export function receiptOf(events: readonly AgencyEvent[]): AgencyEventOf<"received"> | null {
  const receipts = events.filter((event) => event.kind === "received");
  return receipts.find(({ details }) => details.isProper) ?? receipts.at(0) ?? null;
}

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
    own("trackingNumbers", numbersText(trackingNumbers));
    own("received", receiptOf(events)?.received);
    own("lastLetterDated", lastLetter(events)?.dated);
    // The days of an appeal are those of its letter alone (L62).
    for (const { event, ids } of appealableLetters(history)) {
      const until = appealUntil(
        { dated: event.dated ?? "", appealUntil: appealUntilOf(event) },
        calendar,
      );
      for (const id of ids) {
        put(eventField("eventAppealByRule", id), until.byRegulation);
        put(eventField("eventAppealUntil", id), until.date);
      }
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
function numbersText(numbers: readonly string[]): string {
  const all = [...new Set(numbers)];
  const words = listed(all);
  return words.length <= 300 ? words : (all[0] ?? "").slice(0, 300);
}
