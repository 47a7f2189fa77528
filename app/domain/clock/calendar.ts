/**
 * The working days of federal agencies: 5 U.S.C. 6103(a) to (c). Dates are ISO texts
 * ("2021-10-07"), which have no time zone. Nothing here reads the machine's clock.
 */
import { Temporal } from "temporal-polyfill";

/** Additions of a workspace to the statutory calendar; both are off by default (L3). */
export interface ClockCalendar {
  /**
   * ISO dates of closures by executive order; a lapse of appropriations doesn't count as one (L3).
   */
  readonly closures: readonly string[];
  /**
   * Whether Inauguration Day counts as a holiday: it is one in the Washington area only, 6103(c).
   */
  readonly inaugurationDay: boolean;
}

/** The first and last year for which the holidays below are correct. */
export const FIRST_YEAR = 1986;
export const LAST_YEAR = 2199;

interface HolidayRule {
  readonly name: string;
  /** The first year in which it is observed, where that is later than FIRST_YEAR. */
  readonly since?: number;
  readonly on:
    | { readonly month: number; readonly day: number }
    /** The nth such weekday of the month (1 = Monday … 7 = Sunday); -1 is the last. */
    | { readonly month: number; readonly weekday: number; readonly nth: number };
}

/** The eleven legal public holidays of 5 U.S.C. 6103(a). */
const HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year’s Day", on: { month: 1, day: 1 } },
  { name: "Birthday of Martin Luther King, Jr.", on: { month: 1, weekday: 1, nth: 3 } },
  { name: "Washington’s Birthday", on: { month: 2, weekday: 1, nth: 3 } },
  { name: "Memorial Day", on: { month: 5, weekday: 1, nth: -1 } },
  // Public Law 117-17 was signed on Thursday, June 17, 2021; the Friday after it was already
  // observed.
  { name: "Juneteenth", since: 2021, on: { month: 6, day: 19 } },
  { name: "Independence Day", on: { month: 7, day: 4 } },
  { name: "Labor Day", on: { month: 9, weekday: 1, nth: 1 } },
  { name: "Columbus Day", on: { month: 10, weekday: 1, nth: 2 } },
  { name: "Veterans Day", on: { month: 11, day: 11 } },
  { name: "Thanksgiving Day", on: { month: 11, weekday: 4, nth: 4 } },
  { name: "Christmas Day", on: { month: 12, day: 25 } },
];

const SATURDAY = 6;
const SUNDAY = 7;

const holidaysByYear = new Map<number, ReadonlyMap<string, string>>();

/**
 * The observed legal public holidays that fall within a year, with their names. One on a Saturday
 * is observed on the Friday before, one on a Sunday on the Monday after (6103(b)(1), Executive
 * Order 11582); so a New Year's Day on a Saturday is observed in the year before.
 */
export function holidaysOf(year: number): ReadonlyMap<string, string> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const observed = new Map<string, string>();
  for (const ofYear of [year, year + 1]) {
    for (const { name, since = 0, on } of HOLIDAYS) {
      if (ofYear < since) continue;
      const day = dayOf(ofYear, on);
      const shift = day.dayOfWeek === SATURDAY ? -1 : day.dayOfWeek === SUNDAY ? 1 : 0;
      const kept = day.add({ days: shift });
      if (kept.year !== year) continue;
      observed.set(kept.toString(), shift === 0 ? name : `${name}, observed`);
    }
  }
  holidaysByYear.set(year, observed);
  return observed;
}

function dayOf(year: number, on: HolidayRule["on"]): Temporal.PlainDate {
  if ("day" in on) return Temporal.PlainDate.from({ year, month: on.month, day: on.day });
  const first = Temporal.PlainDate.from({ year, month: on.month, day: 1 });
  const toFirst = (on.weekday - first.dayOfWeek + 7) % 7;
  if (on.nth > 0) return first.add({ days: toFirst + 7 * (on.nth - 1) });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  return last.subtract({ days: (last.dayOfWeek - on.weekday + 7) % 7 });
}

/** Inauguration Day of a year, or null: January 20, on the Monday where that is a Sunday; 6103(c). */
export function inaugurationDayOf(year: number): string | null {
  if (year % 4 !== 1) return null;
  const day = Temporal.PlainDate.from({ year, month: 1, day: 20 });
  return day.add({ days: day.dayOfWeek === SUNDAY ? 1 : 0 }).toString();
}

/** Days that are kept: counting to a due date asks for the same ones again and again. */
const MOST_DAYS = 20_000;
const factsByDay = new Map<
  string,
  { readonly dayOfWeek: number; readonly year: number; readonly next: string }
>();

function factsOf(date: string) {
  const known = factsByDay.get(date);
  if (known) return known;
  const day = Temporal.PlainDate.from(date);
  const facts = {
    dayOfWeek: day.dayOfWeek,
    year: day.year,
    next: day.add({ days: 1 }).toString(),
  };
  if (factsByDay.size >= MOST_DAYS) factsByDay.clear();
  factsByDay.set(date, facts);
  return facts;
}

/** Why a day is no working day, in words for the screen; null for a working day. */
export function whyNotWorking(date: string, calendar: ClockCalendar): string | null {
  const day = factsOf(date);
  if (day.dayOfWeek === SATURDAY) return "Saturday";
  if (day.dayOfWeek === SUNDAY) return "Sunday";
  const holiday = holidaysOf(day.year).get(date);
  if (holiday) return `${holiday} (5 U.S.C. 6103)`;
  if (calendar.inaugurationDay && inaugurationDayOf(day.year) === date) {
    return "Inauguration Day (5 U.S.C. 6103(c))";
  }
  return calendar.closures.includes(date) ? "Closed by executive order" : null;
}

/** The date that many calendar days later, or earlier where negative. */
export function daysLater(date: string, days: number): string {
  return days === 1 ? factsOf(date).next : Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The date that many years later; February 29 becomes February 28. */
export function yearsLater(date: string, years: number): string {
  return Temporal.PlainDate.from(date).add({ years }).toString();
}

/** The nth working day after a date; the date itself is day 0. */
export function workingDaysLater(date: string, n: number, calendar: ClockCalendar): string {
  let day = date;
  for (let counted = 0; counted < n;) {
    day = daysLater(day, 1);
    if (whyNotWorking(day, calendar) === null) counted += 1;
  }
  return day;
}

/** The number of working days after `from` up to and including `to`; 0 where `to` is not later. */
export function workingDaysBetween(from: string, to: string, calendar: ClockCalendar): number {
  let counted = 0;
  for (let day = from; day < to;) {
    day = daysLater(day, 1);
    if (whyNotWorking(day, calendar) === null) counted += 1;
  }
  return counted;
}

/** The date itself where it is a working day, else the next working day: FRCP 6(a)(1)(C). */
export function rolledForward(date: string, calendar: ClockCalendar): string {
  return whyNotWorking(date, calendar) === null ? date : workingDaysLater(date, 1, calendar);
}

/**
 * The day that many days later, or earlier where negative, and on in that direction to a working day:
 * FRCP 6(a)(1)(C) and (5).
 */
export function countedDays(date: string, days: number, calendar: ClockCalendar): string {
  let day = daysLater(date, days);
  while (whyNotWorking(day, calendar) !== null) day = daysLater(day, days < 0 ? -1 : 1);
  return day;
}

export const earliestOf = (...dates: readonly string[]): string =>
  dates.reduce((a, b) => (a < b ? a : b));
