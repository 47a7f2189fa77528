import { daysLater } from "#app/domain/clock/calendar.ts";
import { eventsOf, type ClockRecord } from "#app/domain/clock/record.ts";
import { countsOf } from "#app/domain/clock/components.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import { componentKey } from "./component-names.ts";
import { componentOf, dayOf, effectiveEvents, type AgencyEvent } from "./event.ts";

/** A tracking number that an agency gave a request or an appeal (L10). */
export interface TrackingNumber {
  readonly number: string;
  readonly office: string | null;
  /** The component that the letter is of (L51), and the ISO day of the letter. */
  readonly component: string | null;
  readonly given: string | null;
  /** The first letter that gave it. */
  readonly eventId: string;
}

/** The tracking numbers of the letters, without duplicates, in the order of the letters. */
export function trackingNumbersOf(events: readonly AgencyEvent[]): TrackingNumber[] {
  const found = new Map<string, TrackingNumber>();
  for (const { event } of effectiveEvents(events)) {
    if (!("trackingNumbers" in event.details)) continue;
    for (const { number, office } of event.details.trackingNumbers) {
      // A letter of one component gives that component's number (L51).
      const component = componentOf(event);
      const its = { office: office ?? component, component, given: dayOf(event) };
      if (!found.has(number)) found.set(number, { number, ...its, eventId: event.id });
    }
  }
  return [...found.values()];
}

/** Days of processing behind which a request has a number of its own: 5 U.S.C. 552(a)(7)(A). */
const WITHOUT_NUMBER_DAYS = 10;

/**
 * The first day on which the agency owed a tracking number, where it has given none (L10): the
 * eleventh after the receipt, unless all of the request was determined before. ISO day; null where
 * none is owed.
 * @param today ISO day.
 */
export function numberOwedSince(
  record: ClockRecord,
  numbers: readonly TrackingNumber[],
  today: string,
): string | null {
  const received = record.receivedAny ?? record.receivedProper;
  if (received === undefined || numbers.length > 0) return null;
  const owed = daysLater(received, WITHOUT_NUMBER_DAYS + 1);
  const wasQuick = eventsOf(record, "determined").some(
    ({ part, dated }) => part === undefined && dated < owed,
  );
  return wasQuick || today < owed ? null : owed;
}

/** A number that the agency owes, or that component of it where several have the request (L51). */
export interface OwedNumber {
  readonly component: string | null;
  /** ISO day. */
  readonly since: string;
}

/**
 * The numbers that are owed: one of each component that has the request. A number that names none of
 * them is of all that had the request by then (L51).
 */
export function numbersOwed(
  { record, clock }: { readonly record: ClockRecord; readonly clock: Clock | null },
  numbers: readonly TrackingNumber[],
  today: string,
): OwedNumber[] {
  const counts = clock ? countsOf(clock, record) : [{ component: null, record }];
  const keys = new Set(counts.map(({ component }) => componentKey(component ?? "")));
  return counts.flatMap(({ component, record: own }) => {
    const its = numbers.filter(({ office, component: of, given }) => {
      const named = [office, of].map((name) => componentKey(name ?? ""));
      return named.some((key) => keys.has(key))
        ? named.includes(componentKey(component ?? ""))
        : (given ?? "") >= (own.receivedProper ?? "");
    });
    const since = numberOwedSince(own, component === null ? numbers : its, today);
    return since === null ? [] : [{ component, since }];
  });
}

/** "2021-ICFO-12345" for a request, "2021-ICAP-00123" for an appeal, "2021-HQFO-01216". */
const USUAL = /^\d{4}-[A-Z]{2}(?<what>FO|AP|LI)-\d{5}$/u;

/**
 * Why a tracking number looks unusual; null for one in the usual form. It is kept as typed in
 * either case.
 */
export function unusualNumber(number: string, of: "request" | "appeal"): string | null {
  const { what } = USUAL.exec(number.trim())?.groups ?? {};
  if (what === undefined) {
    return "DHS numbers usually look like 2021-ICFO-12345. Check it against the letter; the confirmation of a portal is another number.";
  }
  if (of === "request" && what === "AP") return "This looks like the number of an appeal.";
  if (of === "appeal" && what === "FO") return "This looks like the number of a request.";
  return null;
}
