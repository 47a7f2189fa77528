import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import {
  AGENCY_EVENT_DETAILS,
  type AgencyEvent,
  type AgencyEventKind,
} from "#app/domain/agency-record/event.ts";
import { outcomeDetails } from "#app/domain/agency-record/outcome.ts";
import { clock, isRefused } from "#app/domain/foia-clock.ts";
import type { FiledRequest } from "#app/document/templates/index.ts";

/** The days on which each request is evaluated: before its deadline, and long after all of them. */
const [SOON, LATE] = ["2021-02-01", "2022-06-01"];

function event(
  kind: AgencyEventKind,
  day: string,
  details: Readonly<Record<string, unknown>> = {},
): AgencyEvent {
  return {
    id: kind,
    kind,
    dated: day,
    sent: day,
    received: day,
    note: null,
    recordedById: "",
    recordedAt: new Date(0),
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    details: AGENCY_EVENT_DETAILS[kind].parse(details),
    // Kind and details belong together; TypeScript can't follow that through a union.
  } as AgencyEvent;
}

function request(events: readonly AgencyEvent[], today: string): FiledRequest {
  const filedOn = "2021-01-04";
  const read = clock(
    clockRecordOf({ filedOn }, events),
    { closures: [], inaugurationDay: false },
    today,
  );
  return {
    documentId: "request",
    filedOn,
    organizations: [],
    addressee: "an office",
    sent: "by mail",
    trackingNumbers: [],
    history: events.map((one) => ({ event: one, earlier: [] })),
    clock: isRefused(read) ? null : read,
    items: [],
    asked: { expedition: true, feeWaiver: true },
    isCertified: false,
    exhibitId: null,
  };
}

/**
 * One filed request in each state that templates distinguish, so that all of their prompts are
 * generated.
 */
export function sampleRequests(): FiledRequest[] {
  const received = event("received", "2021-01-04", { office: "an office", isProper: true });
  const determined = event("determined", "2021-03-01");
  const denied = (["expeditionDenied", "feeWaiverDenied"] as const).map((kind) =>
    event(kind, "2021-01-20"),
  );
  const category = event("feeCategoryDecided", "2021-01-20", { category: "other" });
  const asked = event("informationAsked", "2021-01-11");
  const offered = event("narrowingOffered", "2021-01-20");
  const appealed = event("appealed", "2021-03-10");
  const remanded = event("appealDecided", "2021-04-01", { result: "remanded" });
  const asserted = event("exhaustionAsserted", "2021-01-20", { reason: "reason" });
  const details = outcomeDetails.parse({});
  const closed = {
    label: "1",
    level: 1,
    words: "item",
    outcomes: [
      { outcome: "closed-administratively", details, eventId: "determined" },
    ] satisfies FiledRequest["items"][number]["outcomes"],
  };
  const answered = {
    ...closed,
    outcomes: (["no-records", "withheld-in-full", "neither-confirmed-nor-denied"] as const).map(
      (outcome) => ({ outcome, details, eventId: "determined" }),
    ),
  };
  const silent = { label: "2", level: 1, words: "item", outcomes: [] };
  const ofPart = (part: string) => event("determined", "2021-01-20", { part });
  return [
    request([], LATE),
    request([received], SOON),
    request([received], LATE),
    request([received, asserted], SOON),
    request([received, asked], LATE),
    request([received, ...denied, category, offered, determined], LATE),
    request([received, determined, appealed], LATE),
    request([received, determined, appealed, remanded], LATE),
    { ...request([received, determined], LATE), clock: null, items: [closed, silent] },
    { ...request([received, determined], LATE), items: [answered] },
    request([received, ofPart("expedited processing")], LATE),
    request([received, ofPart("fee waiver")], LATE),
  ];
}
