import type { ParsedComponents } from "chrono-node";
import type { DayReader, WrittenDay } from "#app/domain/docket-event/named-days.ts";
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
      .flatMap(({ index, text, start, end }) => {
        if (RELATIVE.test(text)) return [];
        const first = writtenDay(start, index, index + text.length);
        if (!first) return [];
        const other = end ? writtenDay(end, index, first.to) : null;
        const between = RANGE.exec(text);
        if (!other || other.day === first.day || !between) return [first];
        // "From 2/9 to 3/9" is read as one stretch, and may move something from the one to the other.
        const to = index + between.index;
        return [
          { ...first, to },
          { ...other, from: to + between[0].length },
        ];
      });
  };
}

const RANGE = /\s(?:to|until|through)\s|\s-\s|–/iu;

function writtenDay(parts: ParsedComponents, from: number, to: number): WrittenDay | null {
  if (!parts.isCertain("day") || !parts.isCertain("month")) return null;
  const day = [parts.get("year"), two(parts.get("month")), two(parts.get("day"))].join("-");
  if (!isIsoDate(day)) return null;
  const time = parts.isCertain("hour")
    ? `${two(parts.get("hour"))}:${two(parts.get("minute"))}`
    : null;
  return { from, to, day, time };
}

const two = (part: number | null) => String(part ?? 0).padStart(2, "0");
