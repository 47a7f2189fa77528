import { Temporal } from "temporal-polyfill";
import ical, { ICalCalendarMethod, ICalEventClass, ICalEventTransparency } from "ical-generator";
import type { CalendarEvent } from "#app/domain/deadlines/calendar-event.ts";
import { CONTROL_CHARACTER } from "#app/document/control-characters.ts";
import { sha256 } from "#server/digest.ts";

/** The refresh interval suggested to programs, in seconds. */
const REFRESH_INTERVAL_S = 3600;

/**
 * The events as iCalendar (RFC 5545): all day, without a time zone, or at their hour, as free time,
 * without alarms.
 * An event about the same thing keeps its UID, so that programs update it. The same events on the
 * same day give the same text.
 * @param today ISO date, used as the time stamp of everything.
 * @param appUrl the origin of the links; null: no links.
 */
export function icsOf(
  events: readonly CalendarEvent[],
  today: string,
  appUrl: string | null,
): string {
  const calendar = ical({
    name: "Coalition Desk: deadlines",
    prodId: { company: "Coalition Desk", product: "Deadlines", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_INTERVAL_S,
  });
  for (const { key, day, hour, summary, description, path } of events) {
    const link = appUrl === null ? null : new URL(path, appUrl).href;
    calendar.createEvent({
      // A hash, because the key contains ids.
      id: `${sha256(key).slice(0, 40)}@deadlines.coalition-desk`,
      // An hour is an instant in UTC, so that no calendar has to know the court's zone.
      ...(hour === null
        ? { start: midnight(day), allDay: true }
        : { start: instantOf(day, hour), allDay: false }),
      stamp: midnight(today),
      summary: printable(summary),
      description: printable(link === null ? description : `${description}\n${link}`),
      ...(link === null ? {} : { url: link }),
      transparency: ICalEventTransparency.TRANSPARENT,
      class: ICalEventClass.PRIVATE,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** An hour that a change of clocks skips is the next one that there is. */
const instantOf = (day: string, { time, zone }: NonNullable<CalendarEvent["hour"]>) =>
  new Date(Temporal.ZonedDateTime.from(`${day}T${time}[${zone}]`).epochMilliseconds);

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

/**
 * Removes control characters, which no value may contain (RFC 5545, 3.1); a line break is written
 * as \n.
 */
function printable(text: string): string {
  const isHidden = (character: string) =>
    "\t\v\f".includes(character) || CONTROL_CHARACTER.test(character);
  return Array.from(text, (character) => (isHidden(character) ? " " : character)).join("");
}
