import { useSyncExternalStore } from "react";
import {
  briefInstant,
  dateIn,
  sentence,
  shortDate,
  shortInstant,
  spokenInstant,
  writtenDate,
  writtenInstant,
} from "#app/domain/dates.ts";
import { zoneHere } from "./zone-here.ts";

interface MomentProps {
  /** ISO 8601. */
  readonly at: string;
  /**
   * `day` and `short` for lists, `whole` where the exact time matters, `spoken` in a sentence, `brief`
   * where there is room for one word or two.
   */
  readonly as?: "day" | "short" | "date" | "whole" | "spoken" | "brief";
  /** Whether a sentence ends with it. */
  readonly ends?: boolean;
}

/** An instant in the reader's time zone; before hydration, and in print, in UTC. */
export function Timestamp({ at, as = "short", ends = false }: MomentProps) {
  const zone = useTimeZone();
  const instant = new Date(at);
  const words = written(instant, zone, as);
  return (
    <time dateTime={at} title={as === "whole" ? undefined : writtenInstant(instant, zone)}>
      {ends ? sentence(words) : words}
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
    case "spoken":
      return zone === SERVER_ZONE
        ? `${spokenInstant(instant, zone, null)} UTC`
        : spokenInstant(instant, zone, dateIn(new Date(), zone));
    case "brief":
      return briefInstant(instant, zone, dateIn(new Date(), zone));
    case "whole":
      return writtenInstant(instant, zone);
  }
}

const SERVER_ZONE = "UTC";

/** The reader's time zone; before hydration, and in print, UTC. */
export function useTimeZone(): string {
  return useSyncExternalStore(neverChanges, zoneHere, () => SERVER_ZONE);
}

const neverChanges = () => () => undefined;
