import { useContext, useSyncExternalStore } from "react";
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
import { clockIn, SERVER_ZONE, WrittenClock, type PageClock } from "#app/framework/page-clock.ts";
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

/** An instant in the reader's time zone; in UTC until that is known. */
export function Timestamp({ at, as = "short", ends = false }: MomentProps) {
  const clock = useClock();
  const { zone } = clock;
  const instant = new Date(at);
  const words = written(instant, clock, as);
  return (
    // A browser may know other rules of a zone than the server: then it is right.
    <time
      suppressHydrationWarning
      dateTime={at}
      title={as === "whole" ? undefined : writtenInstant(instant, zone)}
    >
      {ends ? sentence(words) : words}
    </time>
  );
}

function written(
  instant: Date,
  { zone, today }: PageClock,
  as: NonNullable<MomentProps["as"]>,
): string {
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
        : spokenInstant(instant, zone, today);
    case "brief":
      return briefInstant(instant, zone, today);
    case "whole":
      return writtenInstant(instant, zone);
  }
}

/** The reader's time zone; UTC until that is known. */
export function useTimeZone(): string {
  return useClock().zone;
}

/**
 * The reader's clock. While a page is hydrated it is the one by which the server wrote it, a page that this
 * device kept from another day too.
 */
function useClock(): PageClock {
  const byServer = useContext(WrittenClock);
  // A text, since a snapshot is compared with the one before.
  const snapshot = useSyncExternalStore(
    neverChanges,
    () => clockText(clockIn(zoneHere())),
    () => clockText(byServer ?? clockIn(SERVER_ZONE)),
  );
  const [zone = SERVER_ZONE, today = ""] = snapshot.split(" ");
  return { zone, today };
}

const clockText = ({ zone, today }: PageClock) => `${zone} ${today}`;
const neverChanges = () => () => undefined;
