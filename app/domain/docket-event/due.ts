import { daysLater, rolledForward, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { FilingZone } from "#app/domain/filing-zone.ts";
import type { SuitDays } from "#app/domain/agency-record/clock-record.ts";
import type { ExpectedProduction, SuitDeadline, SuitDeadlineKind } from "./deadline.ts";
import { DOCKET_EVENT_KINDS, docketSheet, type DocketEvent } from "./event.ts";
import { dismissedWithoutPrejudiceOn } from "./kinds/dismissal.ts";
import { docketKindOf } from "./kinds/index.ts";
import { reopenedOn } from "./kinds/reopened.ts";
import { STAYED } from "./kinds/stay.ts";
import { expectedProductions, type ComparedProduction } from "./releases.ts";

/** The recorded facts of a lawsuit from which deadlines follow. */
export interface SuitRecord {
  /** ISO day on which the complaint was filed; null where unknown. */
  readonly filedOn: string | null;
  /** ISO day that somebody typed for the answer, from the summons; null for none. */
  readonly answerDueOn: string | null;
  /** The names of those who are sued. */
  readonly defendants: readonly string[];
  readonly events: readonly DocketEvent[];
  /** The productions of the requests that it enforces; null where it names no request. */
  readonly productions: readonly ComparedProduction[] | null;
  /** The court's zone, in which hours are set; null where it is not known. */
  readonly zone?: FilingZone | null;
}

/** Reads from a suit the days that the clock of each request it enforces needs. */
export function suitDaysOf(filedOn: string | null, events: readonly DocketEvent[]): SuitDays {
  const lines = docketSheet(events);
  const ordered = lines.filter((line) => line.kind === "answerOrdered").at(-1);
  return {
    filedOn,
    dismissedOn: dismissedWithoutPrejudiceOn(lines),
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

/** The deadlines still asked after a suit ended: none, what was set afterwards, or what follows from the end. */
const AFTER_THE_END: Readonly<Record<SuitDeadlineKind, "nothing" | "set later" | "all">> = {
  service: "nothing",
  answer: "nothing",
  release: "set later",
  hearing: "set later",
  statement: "set later",
  brief: "set later",
  fees: "all",
  "notice-of-appeal": "all",
};

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
  const docket = {
    ...suit,
    lines,
    today,
    releases: expectedProductions(suit.events, suit.productions, today),
    after: (day: string, days: number) => rolledForward(daysLater(day, days), calendar),
  };
  const end = endOf(suit.events);
  const stays = staysOf(suit.events);
  return DOCKET_EVENT_KINDS.flatMap((kind) => {
    const own = lines.filter((line) => line.kind === kind);
    return docketKindOf(kind).due?.(own, docket) ?? [];
  })
    .map((deadline) => {
      const { kind, eventId, isDone } = deadline;
      const asked = AFTER_THE_END[kind];
      const isAsked =
        (end === null || asked === "all" || (asked === "set later" && end.isSetLater(eventId))) &&
        !stays.some((stay) => stay.suspends(deadline, today));
      const { time = null } = deadline;
      const hour = time === null ? null : { time, zone: suit.zone ?? null };
      return { ...deadline, hour, isMoot: !isDone && !isAsked };
    })
    .toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0));
}

/**
 * The releases that orders ask for, as far as the suit goes: those of before its end or within a
 * stay are not called missed, and after its end only those that came are told.
 */
export function releasesOf(
  { events, productions }: Pick<SuitRecord, "events" | "productions">,
  today: string,
): ExpectedProduction[] {
  const end = endOf(events);
  const stays = staysOf(events);
  return expectedProductions(events, productions, today).flatMap((release) => {
    const { eventId, due, came, state } = release;
    if (came !== null) return release;
    const isOver = end !== null && !end.isSetLater(eventId);
    if (isOver && due > end.dated) return [];
    if (state === "unknown") return release;
    if (stays.some((stay) => stay.suspends({ kind: "release", eventId, due }, today))) {
      return { ...release, state: "stayed" as const };
    }
    return isOver ? { ...release, state: "unrecorded" as const } : release;
  });
}

/** How a suit ended. */
interface SuitEnd {
  readonly line: DocketEvent;
  readonly dated: string;
  /**
   * Whether that entry was set with the end or after it: by an order of that day or later; or, where
   * no order is named, for a later day by an entry recorded once the end was on record.
   */
  readonly isSetLater: (eventId: string | null) => boolean;
}

/** The end of a suit; null while it goes on, also after a court took it up again. */
export function endOf(events: readonly DocketEvent[]): SuitEnd | null {
  const lines = docketSheet(events);
  const since = reopenedOn(lines);
  for (const line of lines) {
    const { kind, dated, details } = line;
    if (dated === null || dated <= since || !docketKindOf(kind).ends?.(details)) continue;
    return {
      line,
      dated,
      isSetLater: (eventId) => isSetAfter(line, dated, { events, lines }, eventId),
    };
  }
  return null;
}

/** The end of a suit in court: a settlement closes no case by itself, and may be confidential. */
export function endInCourt(events: readonly DocketEvent[]): SuitEnd | null {
  return endOf(docketSheet(events).filter(({ kind }) => kind !== "settlement"));
}

/** Whether the entry was set with that one of that day, or after it; see `SuitEnd`. */
function isSetAfter(
  one: DocketEvent,
  dated: string,
  { events, lines }: Record<"events" | "lines", readonly DocketEvent[]>,
  eventId: string | null,
): boolean {
  const byId = new Map(events.map((event) => [event.id, event]));
  // A correction says anew what was on record before.
  const firstRecorded = (event: DocketEvent): Date => {
    const corrected = byId.get(event.correctsId ?? "");
    return corrected ? firstRecorded(corrected) : event.recordedAt;
  };
  const line = lines.find(({ id }) => id === eventId);
  if (!line) return false;
  const orderedOn = "orderedOn" in line.details ? line.details.orderedOn : null;
  if (orderedOn !== null) return orderedOn >= dated;
  const day = line.kind === "productionSchedule" ? line.details.firstOn : line.dated;
  return day !== null && day > dated && firstRecorded(line) > firstRecorded(one);
}

interface Stay {
  /**
   * Whether it suspends what is due on that day: what was set before the stay and falls within it.
   * A release of within is asked no more; all else is asked again once the stay is over.
   */
  readonly suspends: (
    due: Pick<SuitDeadline, "kind" | "eventId" | "due">,
    today: string,
  ) => boolean;
}

function staysOf(events: readonly DocketEvent[]): Stay[] {
  const lines = docketSheet(events);
  return lines.flatMap((line): Stay[] => {
    const { kind, dated: from, details } = line;
    if (kind !== "stay" || from === null) return [];
    const lifted = lines.find(
      ({ kind: other, dated }) => other === "stayLifted" && dated !== null && dated >= from,
    );
    // Compares after every day where nothing ends it.
    const until = [details.until ?? "9", lifted?.dated ?? "9"].toSorted()[0] ?? "9";
    return [
      {
        suspends: ({ kind: of, eventId, due }, today) =>
          STAYED[details.covers].has(of) &&
          due >= from &&
          due < until &&
          (of === "release" || today < until) &&
          !isSetAfter(line, from, { events, lines }, eventId),
      },
    ];
  });
}
