/**
 * Two readings of one record: where a fact is disputed, the cautious one counts for suing and the other
 * stands beside it (L14, L47).
 */
import { earliestOf, type ClockCalendar } from "./calendar.ts";
import type { Exhaustion } from "./exhaustion.ts";
import { eventsOf, timeOf, type ClockRecord } from "./record.ts";
import { requestClock, type Clock } from "./request-clock.ts";
import type { Refusal } from "#app/domain/refusal.ts";

/** Another reading of a record, which gives an earlier day; `why` is its condition: "If …". */
export interface OtherReading {
  readonly record: ClockRecord;
  readonly why: string;
}

/**
 * The clock of a record that was found possible, with the earlier day and the other answer of each
 * reading that the record leaves open.
 * @param others those that the caller knows besides the disputed questions
 */
export function clockInAllReadings(
  record: ClockRecord,
  calendar: ClockCalendar,
  today: string,
  others: readonly OtherReading[] = [],
): Clock | Refusal {
  const cautious = requestClock(record, calendar, today);
  if (isRefusal(cautious)) return cautious;
  return [...undisputed(record), ...others].reduce((clock: Clock, { record: other, why }) => {
    const read = requestClock(other, calendar, today);
    return isRefusal(read) ? clock : beside(clock, read, why);
  }, cautious);
}

/** Without the questions of which we dispute that they were needed (L53): they stop nothing then. */
function undisputed(record: ClockRecord): OtherReading[] {
  const disputed = eventsOf(record, "informationAsked", "feesAsked").filter(
    ({ isDisputed }) => isDisputed === true,
  );
  if (disputed.length === 0) return [];
  const days = disputed.map(timeOf).join(" and ");
  const events = record.events.filter((event) => !(disputed as unknown[]).includes(event));
  const which =
    disputed.length === 1 ? `the question of ${days} was` : `the questions of ${days} were`;
  return [
    {
      record: { ...record, events },
      why: `If ${which} not needed (5 U.S.C. 552(a)(6)(A)(ii)), the clock was not stopped`,
    },
  ];
}

/** For our own deadlines the earlier of both; the state stays that of the first. */
function beside(clock: Clock, read: Clock, why: string): Clock {
  const earlier = isEarlier(read.due.earliest, clock.due.earliest);
  const exhaustion = withOther(clock.exhaustion, read.exhaustion, why);
  const days = [clock.limitations, read.limitations].filter((day) => day !== null);
  return {
    ...clock,
    due: earlier
      ? {
          ...clock.due,
          earliest: read.due.earliest,
          beforeExtension: {
            ...clock.due.beforeExtension,
            earliest: read.due.beforeExtension.earliest,
          },
          start: { ...clock.due.start, earliest: read.due.start.earliest },
        }
      : clock.due,
    rangeWhy: earlier ? `${why}: due by ${read.due.earliest}.` : clock.rangeWhy,
    daysToEarliest: earlier ? read.daysToEarliest : clock.daysToEarliest,
    stoppedToEarliest: earlier ? read.stoppedToEarliest : clock.stoppedToEarliest,
    exhaustion,
    whole: { ...clock.whole, exhaustion },
    limitations: days.length === 0 ? null : earliestOf(...days),
  };
}

function isEarlier(day: string | null, than: string | null): boolean {
  return day !== null && (than === null || day < than);
}

function withOther(of: Exhaustion, { state, since, why: because }: Exhaustion, why: string) {
  if (of.alternative !== null || of.state === state) return of;
  const clause = `${because.charAt(0).toLowerCase()}${because.slice(1)}`;
  return { ...of, alternative: { state, since, why: `${why}: ${clause}` } };
}

function isRefusal(answer: Clock | Refusal): answer is Refusal {
  return "code" in answer;
}
