import { urgencyOf, type Deadline } from "./deadline.ts";

/** The decisions of staff on a day that an agency missed; names are stored and never renamed. */
export const MISSED_DECISIONS = ["elsewhere", "not-pursued"] as const;
export type MissedDecision = (typeof MISSED_DECISIONS)[number];

/** Whether an agency or the other side has missed it. */
export function isMissed(deadline: Pick<Deadline, "by" | "due">, today: string): boolean {
  return deadline.by === "them" && urgencyOf(deadline, today) === "late";
}

/** The page that says what one can do about the days that a matter's agency missed. */
export function missedPath(slug: string): string {
  return `/matters/${slug}/missed`;
}

/** The differences of a missed day that the reader put off until today. */
export function reminderOf({ what, matter }: Pick<Deadline, "what" | "matter">) {
  return { what: `Look again, as you wanted to today: ${what}`, path: missedPath(matter.slug) };
}
