import { counted } from "#app/domain/counted.ts";
import { DAY_MS } from "#app/domain/durations.ts";
import { hourText, type ClockHour } from "#app/domain/clock-hour.ts";
import { writtenDate, writtenDay } from "#app/domain/dates.ts";
import type { SuitDeadlineKind } from "#app/domain/docket-event/deadline.ts";

/** Where a deadline is recorded: at a filed document, or at a lawsuit. */
type DeadlinePlace =
  | { readonly of: "paper"; readonly documentId: string; readonly title: string }
  | { readonly of: "suit"; readonly docketId: string; readonly name: string };

/** The kinds of deadlines; names are stored with what people choose and never renamed. */
type DeadlineKind =
  | "determination"
  | "expedition"
  | "question"
  | "appeal"
  | "appeal-decision"
  | "agreed"
  | "estimate"
  | "limitations"
  | SuitDeadlineKind;

/**
 * Something that is due in a matter, with the reason: shown on Home, in calendars and in mails, in
 * the same words. Excludes what is done.
 */
export interface Deadline {
  /**
   * Unique in the workspace, and stable, so that calendars update an entry instead of adding
   * another.
   */
  readonly key: string;
  readonly kind: DeadlineKind;
  readonly matter: { readonly slug: string; readonly title: string };
  readonly place: DeadlinePlace;
  /** "Answer the agency’s question about fees". */
  readonly what: string;
  /** ISO day. */
  readonly due: string;
  /** The hour, where a court set one. */
  readonly hour?: ClockHour | null;
  /** Another day that an unsettled rule gives; null where there is none. */
  readonly orElse: string | null;
  /** The side that has to act. */
  readonly by: "us" | "them";
  /** How the day follows from the record. */
  readonly why: string;
  /** The rule or the order. */
  readonly source: string;
  /** Rests on facts made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
}

/** How near a day is. */
type Urgency = "late" | "today" | "week" | "month" | "later";

const WEEK_DAYS = 7;
const MONTH_DAYS = 31;

/** Days from the first ISO date to the second; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (midnightOf(to) - midnightOf(from)) / DAY_MS;
}

/** In UTC, where each day is as long as the other. */
const midnightOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

export function urgencyOf({ due }: Pick<Deadline, "due">, today: string): Urgency {
  const days = daysBetween(today, due);
  if (days < 0) return "late";
  if (days === 0) return "today";
  if (days <= WEEK_DAYS) return "week";
  return days <= MONTH_DAYS ? "month" : "later";
}

/** "in 3 days", "today", "2 days late"; for the agency "2 days ago, and nothing came". */
export function distanceText({ due, by }: Pick<Deadline, "due" | "by">, today: string): string {
  const days = daysBetween(today, due);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days > 1) return `in ${days} days`;
  const count = counted(-days, "day");
  return by === "us" ? `${count} late` : `${count} ago, and not recorded as done`;
}

/** "September 29, 2021, or September 23, 2021 on another reading of the rule". */
export function deadlineDayText({
  due,
  hour,
  orElse,
}: Pick<Deadline, "due" | "hour" | "orElse">): string {
  const other = orElse === null ? "" : `, or ${writtenDay(orElse)} on another reading of the rule`;
  return `${writtenDate(due)}${hour ? `, ${hourText(hour)}` : ""}${other}`;
}

/** The document or lawsuit that it is about. */
export function aboutOf({ place }: Pick<Deadline, "place">): string {
  return place.of === "paper" ? place.title : place.name;
}

/** The path, within the workspace, of the page that shows the deadline and where it is handled. */
export function pathOf({ place, matter }: Pick<Deadline, "place" | "matter">): string {
  return place.of === "paper"
    ? `/documents/${place.documentId}/record`
    : `/matters/${matter.slug}/dockets/${place.docketId}`;
}

/** Sorts by due day; on the same day, our own deadlines first. The same order everywhere. */
export function byUrgency(one: Deadline, other: Deadline): number {
  const left = `${one.due} ${one.by === "us" ? 0 : 1} ${one.key}`;
  const right = `${other.due} ${other.by === "us" ? 0 : 1} ${other.key}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
