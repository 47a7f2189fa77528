import type { ClockHour } from "#app/domain/clock-hour.ts";
import { writtenDay } from "#app/domain/dates.ts";

export type SuitDeadlineKind =
  | "service"
  | "answer"
  | "release"
  | "hearing"
  | "statement"
  | "brief"
  | "fees"
  | "notice-of-appeal";

/** A deadline that an entry makes in a lawsuit, with why. */
export interface EntryDeadline {
  /** Stays the same while it is about the same thing, so that calendars update it. */
  readonly key: string;
  readonly kind: SuitDeadlineKind;
  readonly what: string;
  /** ISO day. */
  readonly due: string;
  /** "14:00" by the court's clock, where an hour is set. */
  readonly time?: string | null;
  /** Another day that an unsettled rule gives; null where there is none. */
  readonly orElse: string | null;
  /** The side that has to act. */
  readonly by: "us" | "them";
  readonly why: string;
  readonly source: string;
  /** From the event it follows from; null where it follows from the docket itself. */
  readonly eventId: string | null;
  readonly isDone: boolean;
  /** Rests on facts made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
}

/** Something that is due in a lawsuit. */
export interface SuitDeadline extends EntryDeadline {
  /** It was open when the suit ended or was stayed, and is not asked. */
  readonly isMoot: boolean;
  /** Null where no hour is set. */
  readonly hour?: ClockHour | null;
}

/** A release that an order asks for, and whether it came (L39). */
export interface ExpectedProduction {
  /** ISO day. */
  readonly due: string;
  readonly eventId: string;
  readonly isInvented: boolean;
  /** Pages that the order requires each month; null where it gives no number. */
  readonly pages: number | null;
  /**
   * `unknown`: the day is past, and the docket names no request whose productions could be
   * compared. `unrecorded`: the suit ended, and none is recorded for a day before that. `stayed`:
   * its day falls within a stay.
   */
  readonly state: "came" | "late" | "missed" | "to-come" | "unknown" | "unrecorded" | "stayed";
  /** The ISO day on which it came; the first, if it came in parts. */
  readonly came: string | null;
  /** The number of pages that came; null where nothing came, or no letter says. */
  readonly pagesCame: number | null;
  /** Whether one of several letters doesn't say, so that these are the least that came (L73). */
  readonly isAtLeast: boolean;
  /**
   * Pages of those that came too few, and that no later release made up for; 0 where nothing came,
   * where its own number is not known, and for the last release of a schedule, which is what remains.
   */
  readonly missing: number;
}

/** The order on which an entry rests. */
export interface ByOrder {
  readonly orderNumber: string | null;
  readonly orderedOn: string | null;
  /** The rule that sets it without an order. */
  readonly rule?: string | null;
}

/** "By order No. 24 of May 10, 2022."; null where no order is named. */
export function byOrder({ orderNumber, orderedOn }: ByOrder): string | null {
  if (orderNumber === null && orderedOn === null) return null;
  const number = orderNumber === null ? "" : ` No. ${orderNumber}`;
  return `By order${number}${orderedOn === null ? "" : ` of ${writtenDay(orderedOn)}`}.`;
}

/** The deadlines that an entry makes by itself, on a day that it names; none where it names none. */
export function ownDeadline(
  line: {
    readonly id: string;
    readonly isInvented: boolean;
    readonly details: ByOrder & { readonly time?: string | null };
  },
  due: string | null,
  asked: Pick<EntryDeadline, "kind" | "what" | "by" | "isDone">,
): EntryDeadline[] {
  if (due === null) return [];
  const { id, isInvented, details } = line;
  const order = byOrder(details);
  const { rule = null, time = null } = details;
  const why = order ?? `As recorded on the docket${rule === null ? "" : ", by rule"}.`;
  const source = order === null ? (rule ?? "Docket") : "Order of the court";
  return [{ ...asked, key: id, eventId: id, due, time, orElse: null, why, source, isInvented }];
}

/** Why a day can't be: an order sets later ones. Null where it can. */
export function beforeOrder(day: string | null, { orderedOn }: ByOrder): string | null {
  if (day === null || orderedOn === null || day >= orderedOn) return null;
  return `The order is of ${writtenDay(orderedOn)}; it sets a later day.`;
}
