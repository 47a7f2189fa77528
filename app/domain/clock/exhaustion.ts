/** Appeals and exhaustion of one request, or of a part of it that was determined (L11 to L13). */
import { daysLater, earliestOf, workingDaysLater, type ClockCalendar } from "./calendar.ts";
import { DETERMINATION_DAYS, MOST_EXTENSION_DAYS, extensionOf, type Warning } from "./count.ts";
import { isDecidedBeside } from "./parts.ts";
import { eventsOf, isOfPart, timeOf, type ClockRecord } from "./record.ts";

/** The states of a request on the way to court (L13). */
export type ExhaustionState =
  | "open"
  | "constructively exhausted"
  | "must appeal"
  | "appeal pending"
  | "exhausted";

export interface Exhaustion {
  readonly state: ExhaustionState;
  /** The first day in that state, or null where it is unknown. */
  readonly since: string | null;
  readonly why: string;
}

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
  readonly source: string;
}

/** Whether and until when one determination can be appealed, and the appeal that was made. */
export interface Appeals {
  /** The part of the request that was determined; null for all of it. */
  readonly part: string | null;
  readonly appealUntil: AppealUntil | null;
  readonly appealDecision: AppealDecision | null;
  readonly exhaustion: Exhaustion;
  readonly warnings: readonly Warning[];
}

const APPEAL_DAYS = 90;

interface Due {
  readonly latest: string | null;
  /** Working days of extension of the request's own clock. */
  readonly extendedBy: number;
  readonly whyUnknown: string;
}

/**
 * The appeal and exhaustion state of the request, or of one part of it, on a day.
 * @param part the part; undefined for a determination of the whole and for a request without one
 */
export function appealsOf(
  record: ClockRecord,
  part: string | undefined,
  due: Due,
  calendar: ClockCalendar,
  today: string,
): Appeals {
  const warnings: Warning[] = [];
  const [suit] = eventsOf(record, "suitFiled");
  // Exhaustion is judged on the day of the complaint; later events don't change it.
  const asOf = suit ? earliestOf(suit.dated, today) : today;
  // A later letter about the whole request starts no second appeal of a part that was answered before.
  const ofPart = eventsOf(record, "determined").filter((it) => it.part === part);
  for (const { dated } of ofPart.filter((it) => it.statesReasonsAndAppeal === false)) {
    warnings.push({
      about: "determination",
      sentence: `The letter of ${dated} does not state its reasons and the right to appeal, so it is no determination (5 U.S.C. 552(a)(6)(A)(i); CREW v. FEC, 711 F.3d 180).`,
    });
  }
  const determinations = ofPart.filter((it) => it.statesReasonsAndAppeal !== false);
  if (suit && determinations.some((it) => it.dated > suit.dated)) {
    warnings.push({
      about: "determination",
      sentence:
        "A determination that came after the complaint was filed revives no duty to appeal.",
    });
  }
  const named = part ?? null;
  const decision = determinations.findLast((it) => it.dated <= asOf);
  if (!decision) {
    const shown = determinations.at(-1);
    return {
      part: named,
      appealUntil: shown ? appealUntil(shown, calendar) : null,
      appealDecision: null,
      exhaustion: undetermined(due, asOf),
      warnings,
    };
  }
  if (due.latest !== null && decision.dated > due.latest && !isDecidedBeside(part)) {
    warnings.push({
      about: "determination",
      sentence: `The determination of ${decision.dated} is late, but it came before suit: the duty to appeal is back (Oglesby v. Army, 920 F.2d 57; check Aguirre in the Ninth Circuit).`,
    });
  }
  const until = appealUntil(decision, calendar);
  if (until.isBelowFloor) {
    warnings.push({
      about: "appeal",
      sentence: `The letter's last day for an appeal, ${until.byLetter}, is below the statute's 90 days; the earlier day stays ours.`,
    });
  }
  const appeals = eventsOf(record, "appealed").filter(
    (it) => concerns(record, it, part) && it.sent >= decision.dated && it.sent <= asOf,
  );
  // An appeal of all of it, sent later, begins no second appeal of a part that had its own.
  const appeal = appeals.findLast((it) => it.part === part) ?? appeals.at(-1);
  if (!appeal) {
    const isOver = asOf > until.date;
    return {
      part: named,
      appealUntil: until,
      appealDecision: null,
      exhaustion: {
        state: "must appeal",
        since: decision.dated,
        why: `A determination of ${decision.dated} stands, and an appeal ${isOver ? "could" : "can"} be sent until ${until.date}.`,
      },
      warnings,
    };
  }
  if (appeal.sent > until.date) {
    warnings.push({
      about: "appeal",
      sentence: `The appeal was sent on ${appeal.sent}, after its last day, ${until.date}.`,
    });
  }
  const decisionDue = appeal.received
    ? appealDecision(record, part, appeal.received, due, calendar, warnings)
    : null;
  const decided = eventsOf(record, "appealDecided").find(
    (it) => concerns(record, it, part) && it.dated >= appeal.sent && it.dated <= asOf,
  );
  let exhaustion: Exhaustion;
  if (decided) {
    exhaustion = {
      state: "exhausted",
      since: decided.dated,
      why: `The appeal was decided on ${decided.dated}.`,
    };
  } else if (decisionDue && asOf > decisionDue.due) {
    exhaustion = {
      state: "exhausted",
      since: daysLater(decisionDue.due, 1),
      why: `The appeal was to be decided by ${decisionDue.due}, and no decision was made (5 U.S.C. 552(a)(6)(C)(i)).`,
    };
  } else {
    exhaustion = {
      state: "appeal pending",
      since: appeal.sent,
      why: decisionDue
        ? `The appeal is to be decided by ${decisionDue.due}.`
        : "It is not recorded when the appeals office had the appeal, so its time is not counted.",
    };
  }
  return { part: named, appealUntil: until, appealDecision: decisionDue, exhaustion, warnings };
}

/**
 * Whether an appeal, or a letter about one, concerns the request as a whole or that part of it. One
 * about a part that has a determination of its own is not about the whole.
 */
function concerns(
  record: ClockRecord,
  event: { readonly part?: string },
  part: string | undefined,
): boolean {
  if (part !== undefined || event.part === undefined) return isOfPart(event, part);
  return !eventsOf(record, "determined").some((it) => it.part === event.part);
}

function undetermined({ latest, whyUnknown }: Due, asOf: string): Exhaustion {
  if (latest === null) return { state: "open", since: null, why: whyUnknown };
  if (asOf > latest) {
    return {
      state: "constructively exhausted",
      since: daysLater(latest, 1),
      why: `A determination was due by ${latest} at the latest, and none was made (5 U.S.C. 552(a)(6)(C)(i)).`,
    };
  }
  return { state: "open", since: null, why: `A determination is due by ${latest} at the latest.` };
}

function appealUntil(
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
        ? `The agency's letter states ${byLetter}, which is earlier than the 90 working days of the regulation (${byRegulation}); the earlier day is kept.`
        : `90 working days after the date of the response, until 11:59:59 p.m. Eastern${byLetter !== null && byLetter > byRegulation ? `; the letter states ${byLetter}, which is later` : ""}.`,
    source: "6 C.F.R. 5.8(a)(1); 5 U.S.C. 552(a)(6)(A)(i)(III)(aa)",
  };
}

function appealDecision(
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
  const extended = extensionOf(letters, dueBeforeExtension, left, calendar);
  warnings.push(...extended.warnings);
  return {
    due: workingDaysLater(dueBeforeExtension, extended.days, calendar),
    dueBeforeExtension,
    source: "5 U.S.C. 552(a)(6)(A)(ii), (B)(i)",
  };
}
