/** When an appeal can be sent, and when it has to be decided (L11, L12). */
import { daysLater, earliestOf, workingDaysLater, type ClockCalendar } from "./calendar.ts";
import { DETERMINATION_DAYS, MOST_EXTENSION_DAYS, extensionOf, type Warning } from "./count.ts";
import { eventsOf, isOfPart, timeOf, type ClockRecord } from "./record.ts";

/** The last day for sending an appeal (L11). */
export interface AppealUntil {
  /** The earlier of the regulation's and the letter's last day. */
  readonly date: string;
  /** 90 working days after the date of the response, 6 C.F.R. 5.8(a)(1). */
  readonly byRegulation: string;
  readonly byLetter: string | null;
  /** Whether the letter gives less than the 90 days of 552(a)(6)(A)(i)(III)(aa). */
  readonly isBelowFloor: boolean;
  readonly why: string;
  readonly source: string;
}

/** The day by which the appeal must be decided (L12). */
export interface AppealDecision {
  readonly due: string;
  readonly dueBeforeExtension: string;
  /** Working days added by a valid extension of the appeal. */
  readonly extendedBy: number;
  readonly source: string;
}

/** The request's own due date, as far as appeals depend on it. */
export interface Due {
  readonly latest: string | null;
  /** Working days of extension of the request's own clock. */
  readonly extendedBy: number;
  readonly whyUnknown: string;
}

const APPEAL_DAYS = 90;

export function appealUntil(
  { dated, appealUntil: byLetter = null }: { dated: string; appealUntil?: string | null },
  calendar: ClockCalendar,
): AppealUntil {
  const byRegulation = workingDaysLater(dated, APPEAL_DAYS, calendar);
  const date = byLetter === null ? byRegulation : earliestOf(byRegulation, byLetter);
  const statutory = daysLater(dated, APPEAL_DAYS);
  return {
    date,
    byRegulation,
    byLetter,
    isBelowFloor: byLetter !== null && byLetter < statutory,
    why:
      byLetter !== null && date !== byRegulation
        ? `The agency’s letter states ${byLetter}, which is earlier than the 90 working days of the regulation (${byRegulation}); the earlier day is kept.`
        : `90 working days after the date of the response, until 11:59:59 p.m. Eastern${byLetter !== null && byLetter > byRegulation ? `; the letter states ${byLetter}, which is later` : ""}.`,
    source: "6 C.F.R. 5.8(a)(1); 5 U.S.C. 552(a)(6)(A)(i)(III)(aa)",
  };
}

export function appealDecision(
  record: ClockRecord,
  part: string | undefined,
  received: string,
  due: Due,
  calendar: ClockCalendar,
  warnings: Warning[],
): AppealDecision {
  const dueBeforeExtension = workingDaysLater(received, DETERMINATION_DAYS, calendar);
  const letters = eventsOf(record, "appealExtended").filter(
    (it) => concerns(record, it, part) && timeOf(it) >= received,
  );
  const left = MOST_EXTENSION_DAYS - due.extendedBy;
  const extended = extensionOf(
    letters,
    dueBeforeExtension,
    left,
    calendar,
    "decision on the appeal",
  );
  warnings.push(...extended.warnings);
  return {
    due: workingDaysLater(dueBeforeExtension, extended.days, calendar),
    dueBeforeExtension,
    extendedBy: extended.days,
    source: "5 U.S.C. 552(a)(6)(A)(ii), (B)(i)",
  };
}

/**
 * Whether an appeal, or a letter about one, concerns the request as a whole or that part of it. One
 * about a part that has a determination of its own is not about the whole.
 */
export function concerns(
  record: ClockRecord,
  event: { readonly part?: string },
  part: string | undefined,
): boolean {
  if (part !== undefined || event.part === undefined) return isOfPart(event, part);
  return !eventsOf(record, "determined").some((it) => it.part === event.part);
}
