import { Temporal } from "temporal-polyfill";
import { daysLater } from "#app/domain/clock/calendar.ts";
import type { ExpectedProduction } from "./deadline.ts";
import { docketSheet, type DocketEvent, type DocketEventOf } from "./event.ts";

/** The parts of a recorded production that are compared with a schedule. */
export interface ComparedProduction {
  readonly dated: string;
  /** The pages that were reviewed; null where the letter doesn't say. */
  readonly pages: number | null;
}

/** The most releases that one schedule is unfolded into. */
const MAX_RELEASES = 600;

/**
 * The releases that the schedules of a docket require up to `today` and the next one, each matched
 * with productions. A production up to the due day answers that release; where the release before
 * is missing, the first production before that day counts for it, late. Productions before the
 * order answer none.
 * @param productions null where the docket names no request that it enforces.
 */
export function expectedProductions(
  events: readonly DocketEvent[],
  productions: readonly ComparedProduction[] | null,
  today: string,
): ExpectedProduction[] {
  const came = productions?.toSorted((one, other) => (one.dated < other.dated ? -1 : 1));
  return docketSheet(events).flatMap((line) =>
    line.kind === "productionSchedule" ? releasesOf(line, came ?? null, today) : [],
  );
}

function releasesOf(
  line: DocketEventOf<"productionSchedule">,
  compared: readonly ComparedProduction[] | null,
  today: string,
): ExpectedProduction[] {
  const came = compared ?? [];
  const missed = compared === null ? "unknown" : "missed";
  const { details, dated } = line;
  const days = releaseDays(details, today);
  const ordered = details.orderedOn ?? dated;
  const since = ordered === null ? monthBefore(details.firstOn) : daysLater(ordered, -1);
  const releases: ExpectedProduction[] = [];
  // Productions after the last day may still be that release, late.
  const ends = [...days, "9999-12-31"];
  ends.forEach((end, index) => {
    const start = days[index - 1] ?? since;
    const within = came.filter(({ dated: day }) => day > start && day <= end);
    const before = releases.at(-1);
    const [first] = within;
    if (before && before.came === null && first && first.dated < end && first.dated > before.due) {
      within.shift();
      releases[releases.length - 1] = { ...before, ...answeredBy([first]), state: "late" };
    }
    if (index >= days.length) return;
    releases.push({
      due: end,
      eventId: line.id,
      isInvented: line.isInvented,
      pages: details.pagesAMonth,
      ...answeredBy(within),
      state: within.length > 0 ? "came" : end < today ? missed : "to-come",
      missing: 0,
    });
  });
  return releases.map((release, index) => ({
    ...release,
    missing: release.due === details.lastOn ? 0 : missingOf(release, releases.slice(index)),
  }));
}

/**
 * The pages by which a release fell short, and for which none after it made up. A letter that doesn't say
 * how many came hides no shortfall (L73): it counts as what was ordered, or what is known of it if that is
 * more.
 * @param following the release itself and those after it.
 */
function missingOf(
  { pages, pagesCame, isAtLeast }: ExpectedProduction,
  following: readonly ExpectedProduction[],
): number {
  if (pages === null || pagesCame === null || isAtLeast || pagesCame >= pages) return 0;
  let behind = 0;
  let least = pages - pagesCame;
  for (const release of following) {
    if (release.state === "to-come") break;
    const known = release.pagesCame ?? 0;
    const isUnknown = release.came !== null && (release.pagesCame === null || release.isAtLeast);
    behind += pages - (isUnknown ? Math.max(known, pages) : known);
    least = Math.min(least, behind);
  }
  return Math.max(0, least);
}

function answeredBy(within: readonly ComparedProduction[]) {
  const known = within.flatMap(({ pages }) => pages ?? []);
  return {
    came: within[0]?.dated ?? null,
    pagesCame: known.length === 0 ? null : known.reduce((sum, pages) => sum + pages, 0),
    isAtLeast: known.length > 0 && known.length < within.length,
  };
}

const monthBefore = (day: string) =>
  Temporal.PlainDate.from(day).subtract({ months: 1 }).toString();

/** The days of a schedule, up to the next that is to come. */
function releaseDays(
  schedule: {
    readonly firstOn: string;
    readonly lastOn: string | null;
    readonly dayOfMonth: number | null;
  },
  today: string,
): string[] {
  const days: string[] = [];
  const first = Temporal.PlainDate.from(schedule.firstOn);
  for (let month = 0; month < MAX_RELEASES; month += 1) {
    const next = first.add({ months: month });
    const day =
      month === 0 || schedule.dayOfMonth === null
        ? next
        : next.with({ day: Math.min(schedule.dayOfMonth, next.daysInMonth) });
    const written = day.toString();
    if (schedule.lastOn !== null && written > schedule.lastOn) break;
    days.push(written);
    if (written >= today) break;
  }
  return days;
}
