/**
 * Dates and times written out for people, as American lawyers write them. A date is an ISO text ("2021-10-07"), which has no time
 * zone; an instant is a Date and is only ever written in a zone that is named. Nothing here reads
 * the clock, and server and browser write the same letters.
 */

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Abbreviations are our own, of three letters: those of Intl differ between its releases ("Sep", "Sept"). */
const SHORT_MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** Whether the text is a day of the calendar in the form 2021-10-07: no February 30, no time. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** "Thursday, October 7, 2021". Throws a RangeError for an invalid date. */
export function writtenDate(isoDate: string): string {
  const midnight = midnightOf(isoDate);
  return `${nameOf(midnight, "weekday")}, ${writtenDay(isoDate)}`;
}

/** "Thursday, October 7", where the year is obvious. Throws a RangeError for an invalid date. */
export function spokenDay(isoDate: string): string {
  const midnight = midnightOf(isoDate);
  return `${nameOf(midnight, "weekday")}, ${nameOf(midnight, "month")} ${midnight.getUTCDate()}`;
}

/** "October 7, 2021". Throws a RangeError for an invalid date. */
export function writtenDay(isoDate: string): string {
  const midnight = midnightOf(isoDate);
  return `${nameOf(midnight, "month")} ${midnight.getUTCDate()}, ${isoDate.slice(0, 4)}`;
}

/** "Oct 7, 2021", for lists. Throws a RangeError for an invalid date. */
export function shortDate(isoDate: string): string {
  return `${shortDay(isoDate)}, ${isoDate.slice(0, 4)}`;
}

/** "Oct 7", where the year is obvious. Throws a RangeError for an invalid date. */
export function shortDay(isoDate: string): string {
  const midnight = midnightOf(isoDate);
  return `${SHORT_MONTHS[midnight.getUTCMonth()]} ${midnight.getUTCDate()}`;
}

/**
 * The ISO date of an instant in an IANA time zone ("America/New_York"). Throws a RangeError for an
 * instant or a zone that does not exist.
 */
export function dateIn(instant: Date, timeZone: string): string {
  const { year, month, day } = partsIn(instant, timeZone);
  return `${year.padStart(4, "0")}-${month}-${day}`;
}

/** "2:05 p.m." in an IANA time zone. Throws a RangeError as `dateIn` does. */
export function timeIn(instant: Date, timeZone: string): string {
  const { hour, minute } = partsIn(instant, timeZone);
  const hours = Number(hour);
  return `${hours % 12 === 0 ? 12 : hours % 12}:${minute} ${hours < 12 ? "a.m." : "p.m."}`;
}

/** "Thursday, October 7, 2021, 2:05 p.m. EDT". Throws a RangeError as `dateIn` does. */
export function writtenInstant(instant: Date, timeZone: string): string {
  return `${writtenDate(dateIn(instant, timeZone))}, ${timeIn(instant, timeZone)} ${zoneName(instant, timeZone)}`;
}

/** "Oct 7, 2021, 2:05 p.m.", for lists. Throws a RangeError as `dateIn` does. */
export function shortInstant(instant: Date, timeZone: string): string {
  return `${shortDate(dateIn(instant, timeZone))}, ${timeIn(instant, timeZone)}`;
}

/**
 * "today at 4:37 p.m." or "on Nov 25, 2026 at 4:37 p.m.", for a sentence. Throws a RangeError as
 * `dateIn` does.
 * @param today the reader's ISO date; null where it is not known.
 */
export function spokenInstant(instant: Date, timeZone: string, today: string | null): string {
  const day = dateIn(instant, timeZone);
  return `${day === today ? "today" : `on ${shortDate(day)}`} at ${timeIn(instant, timeZone)}`;
}

/**
 * "4:37 p.m." of today, "Nov 25" of this year, "Nov 25, 2025" of another. Throws a RangeError as `dateIn`
 * does.
 * @param today the reader's ISO date.
 */
export function briefInstant(instant: Date, timeZone: string, today: string): string {
  const day = dateIn(instant, timeZone);
  if (day === today) return timeIn(instant, timeZone);
  return day.slice(0, 4) === today.slice(0, 4) ? shortDay(day) : shortDate(day);
}

/** A text that has ISO dates in it, with each as "October 7, 2021". */
export function withWrittenDays(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/gu, (day) =>
    isIsoDate(day) ? writtenDay(day) : day,
  );
}

/** The words as a sentence begins with them. */
export function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The words as a sentence: adds a period unless they end with one, as "4:59 p.m." does. */
export function sentence(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

function midnightOf(isoDate: string): Date {
  if (!isIsoDate(isoDate)) throw new RangeError(`not a date: ${isoDate}`);
  return new Date(`${isoDate}T00:00:00Z`);
}

/** Kept, like those of zones below: a page of dates writes hundreds of names. */
const names: { [part in "weekday" | "month"]?: Intl.DateTimeFormat } = {};

function nameOf(midnight: Date, part: "weekday" | "month"): string {
  names[part] ??= new Intl.DateTimeFormat("en-US", { [part]: "long", timeZone: "UTC" });
  return names[part].format(midnight);
}

function zoneName(instant: Date, timeZone: string): string {
  const parts = formatOf(timeZone, zoneNames, {
    timeZoneName: "short",
  }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

type ClockPart = "year" | "month" | "day" | "hour" | "minute";

function partsIn(instant: Date, timeZone: string): Record<ClockPart, string> {
  const parts = { year: "", month: "", day: "", hour: "", minute: "" };
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) {
    if (type in parts) parts[type as ClockPart] = value;
  }
  return parts;
}

/** Zones whose formats are kept: making one costs half a millisecond, and a page writes hundreds of times. */
const MOST_ZONES = 64;
const clocks = new Map<string, Intl.DateTimeFormat>();
const zoneNames = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  timeZone: string,
  kept: Map<string, Intl.DateTimeFormat>,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const known = kept.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  if (kept.size >= MOST_ZONES) kept.clear();
  kept.set(timeZone, format);
  return format;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return formatOf(timeZone, clocks, {
    // The ISO calendar and Latin digits, whatever the machine's settings are.
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
