import { aboutOf, dayInWords, pathOf, type Deadline } from "./deadline.ts";

/** A deadline as an all-day calendar event. */
export interface CalendarEvent {
  readonly key: string;
  /** ISO day. */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
  readonly path: string;
}

/**
 * Uses the words of Home and the mails; the other day of an unsettled rule is in the description.
 */
export function calendarEventOf(deadline: Deadline): CalendarEvent {
  const { key, due, orElse, what, why, source, matter, by, isInvented } = deadline;
  const about = aboutOf(deadline);
  const lines = [
    `${matter.title}: ${about}`,
    ...(orElse === null ? [] : [`${dayInWords(deadline)}.`]),
    by === "us" ? "Ours to do." : "The agency’s to do.",
    why,
    `Source: ${source}`,
    ...(isInvented ? ["Invented for the demonstration."] : []),
  ];
  return {
    key,
    day: due,
    summary: `${what} · ${about}${isInvented ? " (demonstration)" : ""}`,
    description: lines.join("\n"),
    path: pathOf(deadline),
  };
}
