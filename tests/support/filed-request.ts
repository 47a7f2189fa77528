import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import {
  AGENCY_EVENT_DETAILS,
  effectiveEvents,
  type AgencyEvent,
  type AgencyEventKind,
  type EventDays,
} from "#app/domain/agency-record/event.ts";
import { trackingNumbersOf } from "#app/domain/agency-record/tracking.ts";
import { clock, isRefused } from "#app/domain/foia-clock.ts";
import type { FiledRequest } from "#app/document/templates/index.ts";

/** An event from its kind, its days, and the details that differ from the defaults. */
export function agencyEvent(
  id: string,
  kind: AgencyEventKind,
  days: Partial<EventDays>,
  details: Readonly<Record<string, unknown>> = {},
): AgencyEvent {
  return {
    id,
    kind,
    dated: null,
    sent: null,
    received: null,
    ...days,
    note: null,
    recordedById: "staff",
    recordedAt: new Date("2021-12-01T12:00:00Z"),
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    details: AGENCY_EVENT_DETAILS[kind].parse(details),
    // Kind and details belong together, which the compiler can't follow.
  } as AgencyEvent;
}

/** Received by the right office on the day of its filing. */
export const RECEIVED = agencyEvent(
  "received",
  "received",
  { received: "2021-09-09" },
  { office: "ICE FOIA Office", isProper: true },
);

/** The filed request of September 9, 2021, with those events on record, as read on that day. */
export function filedRequest(
  events: readonly AgencyEvent[] = [],
  over: Partial<FiledRequest> = {},
  today = "2021-11-15",
): FiledRequest {
  const history = effectiveEvents(events);
  const filedOn = "2021-09-09";
  const record = clockRecordOf(
    { filedOn },
    history.map(({ event }) => event),
  );
  const read = clock(record, { closures: [], inaugurationDay: false }, today);
  return {
    documentId: "weekly",
    filedOn,
    organizations: [],
    addressee: "the FOIA Office",
    sent: "by mail",
    trackingNumbers: trackingNumbersOf(events).map(({ number }) => number),
    history,
    clock: isRefused(read) ? null : read,
    items: [{ label: "1", level: 1, words: "Reports", outcomes: [] }],
    asked: { expedition: false, feeWaiver: false },
    isCertified: false,
    exhibitId: null,
    ...over,
  };
}
