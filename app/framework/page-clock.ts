import { createContext } from "react";
import { dateIn } from "#app/domain/dates.ts";

/** The time zone in which a page is written, and its day there. */
export interface PageClock {
  /** IANA, "UTC" where the reader's is not known. */
  readonly zone: string;
  /** ISO date. */
  readonly today: string;
}

export const SERVER_ZONE = "UTC";

export function clockIn(zone: string, now = new Date()): PageClock {
  return { zone, today: dateIn(now, zone) };
}

/** The clock by which the server wrote the page. */
export const WrittenClock = createContext<PageClock | null>(null);
