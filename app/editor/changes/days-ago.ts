import { DAY_MS } from "#app/domain/durations.ts";
import type { BaselineChoice } from "#app/domain/changes/answers.ts";
import { dateIn } from "#app/domain/dates.ts";

/**
 * The moments that a reader is offered: of the ends of sittings, the last before today and the last of a
 * week ago or earlier, by days of their time zone (M24).
 */
export function withDaysAgo(
  baselines: readonly BaselineChoice[],
  now: Date,
  zone: string,
): readonly BaselineChoice[] {
  const today = dateIn(now, zone);
  const weekAgo = dateIn(new Date(now.getTime() - 6 * DAY_MS), zone);
  // The latest first.
  const sittings = baselines.filter(({ kind }) => kind === "sitting");
  const lastBefore = (day: string) =>
    sittings.find(({ at }) => dateIn(new Date(at), zone) < day) ?? null;
  const yesterday = lastBefore(today);
  const week = lastBefore(weekAgo);
  const days = [
    ...(yesterday ? [{ ...yesterday, key: "yesterday", kind: "yesterday" as const }] : []),
    ...(week && week !== yesterday ? [{ ...week, key: "week", kind: "week" as const }] : []),
  ];
  return [
    ...baselines.filter(({ kind }) => kind === "looked" || kind === "approved"),
    ...days,
    ...baselines.filter(({ kind }) => kind === "version"),
  ];
}
