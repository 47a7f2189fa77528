import type { DayReader } from "#app/domain/docket-event/named-days.ts";
import { isIsoDate } from "#app/domain/dates.ts";

/** Entries whose words are read between two turns of the server, a few milliseconds of work. */
export const READ_AT_ONCE = 25;
/** Days in ordinary words: "within 14 days" is counted from what nobody here knows. */
const RELATIVE = /\b(?:days?|weeks?|months?|years?|today|tomorrow|next|last|this)\b/iu;

/** Reads days and hours out of an entry's words, which are at most a few thousand characters. */
export async function dayReader(): Promise<DayReader> {
  // Loaded where somebody records a docket; a start needs none of it.
  const { en } = await import("chrono-node");
  return (words, entered) => {
    // At noon in UTC, so that the machine's own zone says nothing.
    const instant = new Date(`${entered}T12:00:00Z`);
    return en.strict
      .parse(words, { instant, timezone: 0 }, { forwardDate: true })
      .flatMap(({ index, text, start }) => {
        if (!start.isCertain("day") || !start.isCertain("month") || RELATIVE.test(text)) return [];
        const day = [start.get("year"), two(start.get("month")), two(start.get("day"))].join("-");
        if (!isIsoDate(day)) return [];
        const time = start.isCertain("hour")
          ? `${two(start.get("hour"))}:${two(start.get("minute"))}`
          : null;
        return [{ from: index, to: index + text.length, day, time }];
      });
  };
}

const two = (part: number | null) => String(part ?? 0).padStart(2, "0");
