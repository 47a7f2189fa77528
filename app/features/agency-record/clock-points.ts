import { AGENCY_EVENT_LABELS } from "#app/domain/agency-record/event.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import { titleOfEvent } from "#app/domain/agency-record/event-sentences.ts";
import type { AgencyRecordView } from "#server/services/index.ts";

/** A point of the clock's timeline. */
export interface ClockPoint {
  readonly key: string;
  /** ISO date. */
  readonly day: string;
  readonly what: string;
  /** "ours" and "theirs" for past events by their author, "due" for due dates, "today". */
  readonly mark: "ours" | "theirs" | "due" | "today";
  readonly isInvented: boolean;
  /** The event; null for a date that follows from the rules. */
  readonly eventId: string | null;
}

/** Past events and due dates, by date. */
export function clockPoints({
  events,
  clock,
  filedOn,
  today,
  isInvented,
  estimates,
}: Pick<
  AgencyRecordView,
  "events" | "clock" | "filedOn" | "today" | "isInvented" | "estimates"
>): ClockPoint[] {
  const happened = events.flatMap(({ event }): ClockPoint[] => {
    const day = event.sent ?? event.dated ?? event.received;
    if (day === null) return [];
    const { by } = AGENCY_EVENT_LABELS[event.kind];
    return [
      {
        key: event.id,
        day,
        what: titleOfEvent(event),
        mark: by === "agency" ? "theirs" : "ours",
        isInvented: event.isInvented,
        eventId: event.id,
      },
    ];
  });
  const filed: ClockPoint = {
    key: "filed",
    day: filedOn,
    what: "Request filed",
    mark: "ours",
    isInvented: false,
    eventId: null,
  };
  const now: ClockPoint = { ...filed, key: "today", day: today, what: "Today", mark: "today" };
  const due = clock ? countedDays(clock, estimates).map((point) => ({ ...point, isInvented })) : [];
  return [filed, ...happened, ...due, now].toSorted((one, other) =>
    one.day === other.day ? 0 : one.day < other.day ? -1 : 1,
  );
}

/** Due dates, each with its component where several have the request (L51). */
function countedDays(clock: Clock, estimates: AgencyRecordView["estimates"]): ClockPoint[] {
  const counts = clock.components.length > 0 ? clock.components : [{ component: null, clock }];
  return [
    ...counts.flatMap(({ component, clock: one }) =>
      dueDays(one, component === null ? "" : `, ${component}`),
    ),
    ...estimates.flatMap(({ until, component }) =>
      pointOf(
        `estimate-${component}`,
        until,
        `The agency’s own estimate${component === null ? "" : `, ${component}`}`,
      ),
    ),
    // While a suit stands nobody has to sue; once it ended without prejudice, somebody may again.
    ...(clock.isSuitPending ? [] : pointOf("limitations", clock.limitations, "Last day to sue")),
  ];
}

function pointOf(key: string, day: string | null, what: string): ClockPoint[] {
  return day === null ? [] : [{ key, day, what, mark: "due", isInvented: false, eventId: null }];
}

function dueDays({ due, parts, whole, openQuestions }: Clock, at: string): ClockPoint[] {
  const point = (key: string, day: string | null, what: string) =>
    pointOf(`${key}${at}`, day, `${what}${at}`);
  const isRange = due.earliest !== due.latest;
  return [
    ...(isRange ? point("earliest", due.earliest, "Determination due, at the earliest") : []),
    ...point("latest", due.latest, `Determination due${isRange ? ", at the latest" : ""}`),
    ...[...parts, whole].flatMap(({ part, appealUntil, appealDecision }) => {
      const about = part === null ? "" : ` (${part})`;
      return [
        ...point(`appeal${about}`, appealUntil?.date ?? null, `Last day to appeal${about}`),
        ...point(
          `decision${about}`,
          appealDecision?.due ?? null,
          `Decision on the appeal due${about}`,
        ),
      ];
    }),
    ...openQuestions.flatMap(({ kind, asked, answerUntil }) =>
      point(`question-${kind}-${asked}`, answerUntil, "Our answer due, or it may close"),
    ),
  ];
}
