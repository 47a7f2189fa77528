/**
 * Counts the working days up to a determination: start, stops, extension, and each day with its
 * reason.
 */
import {
  daysLater,
  rolledForward,
  whyNotWorking,
  workingDaysBetween,
  type ClockCalendar,
} from "./calendar.ts";
import { communicated, eventsOf, timeOf, type AgencyLetter, type ClockRecord } from "./record.ts";

/** One day of a count, and why it was counted or left out. */
export interface ClockDay {
  readonly date: string;
  readonly counted: boolean;
  /** Its number where it was counted, from 1; null where it was left out. */
  readonly number: number | null;
  readonly why: string;
}

/**
 * A period in which the clock is stopped: from the day after the question through the day of the
 * answer.
 */
export interface Stop {
  readonly kind: "information" | "fees";
  readonly asked: string;
  /** Null where it was not answered; the clock stays stopped. */
  readonly answered: string | null;
  /** Whether a determination of the whole request closed it on that day, and no answer (L53). */
  readonly isClosedByLetter?: boolean;
}

export interface Warning {
  readonly about:
    | "extension"
    | "question"
    | "appeal"
    | "determination"
    | "agreed date"
    | "component"
    | "suit"
    | "calendar";
  readonly sentence: string;
}

/** The working days of 552(a)(6)(A)(i) and (ii), and the most that (a)(6)(B)(i) adds. */
export const DETERMINATION_DAYS = 20;
export const MOST_EXTENSION_DAYS = 10;

/**
 * The stops of a record: the first request for information and each necessary fee clarification,
 * 552(a)(6)(A)(ii) (L4). An answer belongs to the first open question of its kind before it.
 */
export function stopsOf(record: ClockRecord): {
  stops: Stop[];
  /** Those that wait for an answer, also where they stop nothing. */
  open: Stop[];
  warnings: Warning[];
} {
  const warnings: Warning[] = [];
  const closing = closingDays(record);
  const pairs = (kind: Stop["kind"]): Stop[] => {
    const questions =
      kind === "fees" ? eventsOf(record, "feesAsked") : eventsOf(record, "informationAsked");
    const answers =
      kind === "fees" ? eventsOf(record, "feesAnswered") : eventsOf(record, "informationAnswered");
    const left = answers.map(({ received }) => received).toSorted();
    return questions.map((question) => {
      const asked = timeOf(question);
      const at = left.findIndex((received) => received >= asked);
      const [answered = null] = at < 0 ? [] : left.splice(at, 1);
      const closed = closing.find((day) => day >= asked);
      if (closed !== undefined && (answered === null || closed < answered)) {
        return { kind, asked, answered: closed, isClosedByLetter: true };
      }
      return { kind, asked, answered };
    });
  };
  const [information, fees] = [pairs("information"), pairs("fees")];
  const [first, ...later] = information;
  for (const { asked } of later) {
    warnings.push({
      about: "question",
      sentence: `The request for information of ${asked} is not the first, so it does not stop the clock (5 U.S.C. 552(a)(6)(A)(ii)(I)).`,
    });
  }
  return {
    stops: [...(first ? [first] : []), ...fees],
    open: [...information, ...fees].filter(({ answered }) => answered === null),
    warnings,
  };
}

/** The days on which a determination of the whole request closed what the agency had asked (L53). */
function closingDays(record: ClockRecord): string[] {
  return eventsOf(record, "determined")
    .filter((it) => it.part === undefined && it.statesReasonsAndAppeal !== false)
    .map((it) => communicated(it).day)
    .toSorted();
}

interface Extended {
  /** Working days that the extension adds; 0 for none. */
  readonly days: number;
  readonly warnings: readonly Warning[];
}

interface ExtensionLetter extends AgencyLetter {
  readonly reasons?: boolean;
  readonly until?: string;
  readonly workingDays?: number;
}

/**
 * Counts what extension letters add to a due date: at most `left` working days, and only where a
 * letter gives reasons and a date and was communicated in time, 552(a)(6)(B)(i) (L5, L47).
 * @param due the ISO date that they extend
 * @param what the answer that is due then, as part of a sentence
 */
export function extensionOf(
  letters: readonly ExtensionLetter[],
  due: string,
  left: number,
  calendar: ClockCalendar,
  what: "determination" | "decision on the appeal",
): Extended {
  const warnings: Warning[] = [];
  const warn = (sentence: string): void => void warnings.push({ about: "extension", sentence });
  let days = 0;
  for (const one of letters) {
    const { dated, sent, received, reasons = true, until, workingDays } = one;
    // With its day of sending not recorded, the letter's own date extends: cautious for suing (L47).
    const day = sent ?? dated;
    const letter = `The extension of ${dated}`;
    if (!reasons || (until === undefined && workingDays === undefined)) {
      warn(
        `${letter} gives no ${reasons ? "date" : "reasons"}, so it moves nothing (5 U.S.C. 552(a)(6)(B)(i)).`,
      );
    } else if (day > due) {
      warn(
        `${letter} was ${sent === undefined ? "written" : "sent"} on ${day}, after the ${what} was due on ${due}, so it moves nothing.`,
      );
    } else {
      if (sent === undefined && received !== undefined && received > due) {
        warn(
          `${letter} reached us on ${received}, after the ${what} was due on ${due}, and the day of its sending is not recorded: the notice may have been late, and then it moves nothing.`,
        );
      }
      const asked =
        until === undefined
          ? (workingDays ?? 0)
          : workingDaysBetween(due, rolledForward(until, calendar), calendar);
      if (asked > left) {
        warn(
          `${letter} asks for ${asked} working days; the statute allows ${MOST_EXTENSION_DAYS} for request and appeal together, of which ${left} were left.`,
        );
      }
      if (asked === 0) warn(`${letter} names a date that is no later than ${due}.`);
      days = Math.max(days, Math.min(asked, left));
    }
  }
  return { days, warnings };
}

/** The end of a sentence on a count: how many working days an extension added. */
export function extensionClause(days: number): string {
  return days > 0 ? `, and ${days} more for the extension` : "";
}

/** The result of a count. */
export interface Count {
  /** The due date, or null while the clock is stopped. */
  readonly due: string | null;
  /** The due date without an extension. */
  readonly dueBeforeExtension: string | null;
  readonly extendedBy: number;
  readonly days: readonly ClockDay[];
  /** Working days that were left out because the clock was stopped. */
  readonly stoppedDays: number;
  readonly warnings: readonly Warning[];
}

/**
 * Counts working days from day 0 (L2), skipping the days on which the clock is stopped.
 * @param start day 0, which may be any day of the week
 */
export function count(
  start: string,
  stops: readonly Stop[],
  letters: readonly ExtensionLetter[],
  calendar: ClockCalendar,
): Count {
  const days: ClockDay[] = [
    { date: start, counted: false, number: null, why: "Day 0: the agency has the request" },
  ];
  let date = start;
  let number = 0;
  let stoppedDays = 0;
  /** Counts up to day `limit`; false where the clock stops before. */
  const countTo = (limit: number): boolean => {
    while (number < limit) {
      date = daysLater(date, 1);
      const stop = stops.find(
        ({ asked, answered }) => asked < date && (answered === null || date <= answered),
      );
      if (stop && stop.answered === null) {
        days.push({
          date,
          counted: false,
          number: null,
          why: `Stopped: ${asking(stop)}, not answered yet`,
        });
        return false;
      }
      const off = whyNotWorking(date, calendar);
      const isCounted = off === null && stop === undefined;
      if (isCounted) number += 1;
      else if (off === null) stoppedDays += 1;
      days.push({
        date,
        counted: isCounted,
        number: isCounted ? number : null,
        why:
          off ??
          (stop
            ? `Stopped: ${asking(stop)}, ${stop.isClosedByLetter ? "closed by the determination of" : "answered"} ${stop.answered}`
            : "Working day"),
      });
    }
    return true;
  };
  if (!countTo(DETERMINATION_DAYS)) {
    const nothing = { due: null, dueBeforeExtension: null, extendedBy: 0, warnings: [] };
    return { ...nothing, days, stoppedDays };
  }
  const dueBeforeExtension = date;
  const extended = extensionOf(letters, date, MOST_EXTENSION_DAYS, calendar, "determination");
  const isThrough = countTo(DETERMINATION_DAYS + extended.days);
  return {
    due: isThrough ? date : null,
    dueBeforeExtension,
    extendedBy: extended.days,
    days,
    stoppedDays,
    warnings: extended.warnings,
  };
}

const asking = ({ kind, asked }: Stop): string =>
  `${kind === "fees" ? "fee clarification" : "information"} asked ${asked}`;
