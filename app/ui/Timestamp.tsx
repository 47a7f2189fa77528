import { useSyncExternalStore } from "react";
import {
  dateIn,
  shortDate,
  shortInstant,
  timeIn,
  writtenDate,
  writtenInstant,
} from "#app/domain/dates.ts";

interface MomentProps {
  /** ISO 8601. */
  readonly at: string;
  /** `day` and `short` for lists, `whole` where the moment itself matters. */
  readonly as?: "day" | "short" | "date" | "whole";
}

/** An instant in the reader's own time zone; until the page is awake, and on paper, in UTC. */
export function Timestamp({ at, as = "short" }: MomentProps) {
  const zone = useTimeZone();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={as === "whole" ? undefined : writtenInstant(instant, zone)}>
      {written(instant, zone, as)}
    </time>
  );
}

function written(instant: Date, zone: string, as: NonNullable<MomentProps["as"]>): string {
  switch (as) {
    case "day":
      return shortDate(dateIn(instant, zone));
    case "date":
      return writtenDate(dateIn(instant, zone));
    case "short":
      return zone === SERVER_ZONE
        ? `${shortInstant(instant, zone)} UTC`
        : shortInstant(instant, zone);
    case "whole":
      return `${writtenDate(dateIn(instant, zone))}, ${timeIn(instant, zone)}`;
  }
}

const SERVER_ZONE = "UTC";

function useTimeZone(): string {
  return useSyncExternalStore(
    neverChanges,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => SERVER_ZONE,
  );
}

const neverChanges = () => () => undefined;
