import type { FilingZone } from "#app/domain/filing-zone.ts";
import { aboutOf, deadlineDayText, pathOf, type Deadline } from "./deadline.ts";

/** A deadline as a calendar event: of all day, or at the hour that a court set in a known zone. */
export interface CalendarEvent {
  readonly key: string;
  /** ISO day. */
  readonly day: string;
  readonly hour: { readonly time: string; readonly zone: FilingZone } | null;
  readonly summary: string;
  readonly description: string;
  readonly path: string;
}

/**
 * Uses the words of Home and the mails; the other day of an unsettled rule is in the description.
 */
export function calendarEventOf(deadline: Deadline): CalendarEvent {
  const { key, due, hour, orElse, what, why, source, matter, by, isInvented } = deadline;
  const about = aboutOf(deadline);
  const lines = [
    `${matter.title}: ${about}`,
    ...(orElse === null && !hour ? [] : [`${deadlineDayText(deadline)}.`]),
    by === "us" ? "Ours to do." : "The agency’s to do.",
    why,
    `Source: ${source}`,
    ...(isInvented ? ["Made up for this demonstration."] : []),
  ];
  return {
    key,
    day: due,
    hour: hour?.zone ? { time: hour.time, zone: hour.zone } : null,
    summary: `${what} · ${about}${isInvented ? " (demonstration)" : ""}`,
    description: lines.join("\n"),
    path: pathOf(deadline),
  };
}
