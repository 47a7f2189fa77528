/**
 * The clock of a FOIA request: computes dates from the agency record, each with its derivation.
 * Pure: today is an argument, and no answer goes beyond the record. The rules are L1 to L15 of
 * docs/foia-clock.md; each answer names its source.
 */
import {
  daysLater,
  earliestOf,
  workingDaysLater,
  yearsLater,
  type ClockCalendar,
} from "./clock/calendar.ts";
import {
  count,
  DETERMINATION_DAYS,
  stopsOf,
  type ClockDay,
  type Count,
  type Stop,
  type Warning,
} from "./clock/count.ts";
import {
  appealsOf,
  type AppealDecision,
  type Appeals,
  type AppealUntil,
  type Exhaustion,
} from "./clock/exhaustion.ts";
import {
  appealsTooEarly,
  communicated,
  eventsOf,
  impossible,
  isOfSilence,
  timeOf,
  type ClockRecord,
} from "./clock/record.ts";
import { answerDue, serveUntil, type AnswerDue } from "./clock/suit.ts";
import type { Refusal } from "./refusal.ts";

export type { ClockCalendar } from "./clock/calendar.ts";
export type { ClockDay, Stop, Warning } from "./clock/count.ts";
export type {
  Appeals,
  AppealDecision,
  AppealUntil,
  Exhaustion,
  ExhaustionState,
} from "./clock/exhaustion.ts";
export type { AppealResult, ClockEvent, ClockEventKind, ClockRecord } from "./clock/record.ts";
export type { AnswerDue } from "./clock/suit.ts";

/** The due date of the determination. Null where no receipt is recorded or the clock is stopped. */
interface DeterminationDue {
  /** For our own deadlines (L14): the ten routing days counted as calendar days. */
  readonly earliest: string | null;
  /** For suing (L14): the ten routing days counted as working days. */
  readonly latest: string | null;
  /** The same two dates without an extension. */
  readonly beforeExtension: { readonly earliest: string | null; readonly latest: string | null };
  /** Working days added by valid extensions, 0 to 10. */
  readonly extendedBy: number;
  /** Day 0 of each of the two counts. */
  readonly start: { readonly earliest: string | null; readonly latest: string | null };
  /** Whether an unanswered question keeps the clock stopped. */
  readonly isStopped: boolean;
  readonly source: string;
}

/**
 * The due date of the decision on expedited processing (L8): calendar days, never rolled forward.
 */
interface ExpeditedDue {
  /**
   * Ten days from receipt at the agency, 6 C.F.R. 5.5(e)(4); a rule that needs review by counsel.
   */
  readonly fromReceipt: string | null;
  /** Ten days from the date of the request, 552(a)(6)(E)(ii)(I). */
  readonly fromRequest: string | null;
  readonly source: string;
}

/** An unanswered question of the agency (L9): after `answerUntil` it may close the request. */
interface OpenQuestion {
  readonly kind: "information" | "fees";
  readonly asked: string;
  /**
   * 30 working days after it was asked, 6 C.F.R. 5.3(c), 5.11(e); a rule that needs review by
   * counsel.
   */
  readonly answerUntil: string;
}

/** How switching one calendar setting would change the latest due date (L3). */
interface SwitchEffect {
  readonly switch: "inaugurationDay" | "closures";
  /** The latest due date with the setting reversed. */
  readonly latest: string | null;
}

/** The result of `clock`. Dates are ISO texts. */
export interface Clock {
  readonly due: DeterminationDue;
  /**
   * Only where no receipt is recorded: the due date if the request had arrived on the day it was
   * sent (L1).
   */
  readonly estimate: { readonly from: string; readonly due: string | null } | null;
  readonly expedited: ExpeditedDue;
  /** For the last determination; each part has its own in `parts`. */
  readonly appealUntil: AppealUntil | null;
  readonly appealDecision: AppealDecision | null;
  readonly exhaustion: Exhaustion;
  /** One entry for each part that was determined separately. */
  readonly parts: readonly Appeals[];
  /** The request as a whole: its `appealUntil` is null until a letter determined all of it. */
  readonly whole: Appeals;
  readonly openQuestions: readonly OpenQuestion[];
  /** Dates that both sides agreed on (L6); they move no statutory date. */
  readonly agreedUntil: string | null;
  readonly serveUntil: string | null;
  readonly answerDue: AnswerDue | null;
  /**
   * Six years from the first missed due date, 28 U.S.C. 2401(a), that after a remand included (L49);
   * null before one was missed (L15).
   */
  readonly limitations: string | null;
  /** All stops of the clock, including those outside the counted period. */
  readonly stops: readonly Stop[];
  readonly switches: readonly SwitchEffect[];
  readonly warnings: readonly Warning[];
  /** Each day through the latest due date, from day 0. */
  readonly days: readonly ClockDay[];
  /**
   * Each day through the earliest due date; the same array object where the two dates are equal.
   */
  readonly daysToEarliest: readonly ClockDay[];
}

const ROUTING_DAYS = 10;
const EXPEDITION_DAYS = 10;
const CLARIFICATION_DAYS = 30;
const LIMITATION_YEARS = 6;

/** The calendar of the statute alone. */
const STATUTORY: ClockCalendar = { closures: [], inaugurationDay: false };

/**
 * From the events of one request to its dates.
 *
 * @param record `receivedAny`, `receivedProper`: ISO dates of receipt (L1). `events`: in any order;
 *   their kinds and fields are the union ClockEvent in clock/record.ts. In short: `requestSent`
 *   {dated}; `informationAsked`, `feesAsked` {dated, sent?}; `informationAnswered`, `feesAnswered`
 *   {received: the day the agency had it}; `extended`, `appealExtended` {dated, sent?, reasons? =
 *   true, and `until` (a day) or `workingDays`}; `determined` {dated, appealUntil?: the last day that
 *   the letter states, part?, statesReasonsAndAppeal? = true}; `appealed` {sent, received?, part?};
 *   `appealDecided` {dated, part?, result?: "affirmed" | "reversed" | "remanded" |
 *   "in-litigation" | "closed"}; `suitFiled` {dated}; `served` {on: "usAttorney" |
 *   "attorneyGeneral" | "agency", received}; `answerOrdered` {dated?, until, number?};
 *   `acknowledged`, `interimResponse`, `expeditionGranted`, `expeditionDenied` {dated}; `dateAgreed`
 *   {dated, until}. A letter of the agency may have `sent` and `received` beside
 *   `dated`: it counts when it was communicated, which is `sent`, else `received`, else `dated` (L47).
 * @param calendar `closures`: ISO dates of closures by executive order; `inaugurationDay`: whether it
 *   is left out.
 * @param today an ISO date. No event may lie after it; exhaustion is judged on it.
 * @returns the dates, or a Refusal (it has `code` and `sentence`; the fields name the place, such as
 *   "events.2.received") for a record that is impossible: a date that doesn't exist or has not come,
 *   an unknown kind, a response before receipt, an answer without a question, an appeal before its
 *   letter that is none of silence either, a service before the complaint. Where the law or the record
 *   leaves exhaustion open, `exhaustion.state` is the cautious answer and `exhaustion.alternative` the
 *   other, with its reason; null where there is one answer.
 */
export function clock(
  record: ClockRecord,
  calendar: ClockCalendar,
  today: string,
): Clock | Refusal {
  const refusal = impossible(record, calendar, today);
  if (refusal) return refusal;
  const { stops, warnings } = stopsOf(record);
  const letters = eventsOf(record, "extended");
  const start = startOf(record, calendar);
  const counted = (day: string | null, on: ClockCalendar): Count | null =>
    day === null ? null : count(day, stops, letters, on);
  const latest = counted(start.latest, calendar);
  const earliest = start.earliest === start.latest ? latest : counted(start.earliest, calendar);
  const isStopped = latest !== null && latest.due === null;
  const due: DeterminationDue = {
    earliest: earliest?.due ?? null,
    latest: latest?.due ?? null,
    beforeExtension: {
      earliest: earliest?.dueBeforeExtension ?? null,
      latest: latest?.dueBeforeExtension ?? null,
    },
    extendedBy: latest?.extendedBy ?? 0,
    start,
    isStopped,
    source: "5 U.S.C. 552(a)(6)(A)(i), (ii), (B)(i); 5 U.S.C. 6103",
  };
  const ordinaryDue =
    start.earliest && workingDaysLater(start.earliest, DETERMINATION_DAYS, STATUTORY);
  const tooEarly = appealsTooEarly(record, ordinaryDue);
  if (tooEarly) return tooEarly;
  warnings.push(
    ...lateQuestions(stops, latest),
    ...(latest?.warnings ?? []),
    ...earlyAppeals(record, due.earliest),
  );

  const ofWhole = {
    latest: due.latest,
    extendedBy: due.extendedBy,
    whyUnknown: isStopped
      ? "The clock is stopped until the agency has an answer to its question."
      : "It is not recorded when the agency received the request.",
  };
  const whole = appealsOf(record, undefined, ofWhole, calendar, today);
  const names = new Set(eventsOf(record, "determined").flatMap(({ part }) => part ?? []));
  const parts = [...names].map((part) => appealsOf(record, part, ofWhole, calendar, today));
  warnings.push(...whole.warnings, ...parts.flatMap((part) => part.warnings));
  const last = whole.appealUntil ? whole : (parts.at(-1) ?? whole);

  const sentEvent = eventsOf(record, "requestSent").at(0);
  const sent = sentEvent ? timeOf(sentEvent) : null;
  const missed =
    due.earliest !== null && isMissed(record, due.earliest, today)
      ? due.earliest
      : missedAfterRemand(whole);
  const agreed = eventsOf(record, "dateAgreed").at(-1);
  const isSued = record.events.some(({ kind }) => kind === "suitFiled");
  if (agreed && agreed.until >= today && !isSued && whole.appealUntil === null) {
    warnings.unshift({
      about: "agreed date",
      sentence: `Both sides agreed to wait until ${agreed.until}: a complaint before that day will be met with it.`,
    });
  }
  return {
    due,
    estimate:
      start.latest === null && sent !== null
        ? { from: sent, due: counted(sent, calendar)?.due ?? null }
        : null,
    expedited: expedited(record, sentEvent?.dated ?? null),
    appealUntil: last.appealUntil,
    appealDecision: last.appealDecision,
    exhaustion: whole.exhaustion,
    parts,
    whole,
    openQuestions: openQuestions(record, calendar),
    agreedUntil: agreed?.until ?? null,
    serveUntil: serveUntil(record, calendar),
    answerDue: answerDue(record, calendar),
    limitations: missed === null ? null : yearsLater(missed, LIMITATION_YEARS),
    stops,
    switches: switches(latest, calendar, (on) => counted(startOf(record, on).latest, on)),
    warnings,
    days: latest?.days ?? [],
    daysToEarliest: earliest?.days ?? [],
  };
}

export function isRefused(answer: Clock | Refusal): answer is Refusal {
  return "code" in answer;
}

/**
 * Day 0, 552(a)(6)(A): the earlier of receipt by the right component and ten days after receipt by
 * any designated one. The ten are calendar days by the statute and working days under 6 C.F.R.
 * 5.5(a); both are returned (L1).
 */
function startOf(
  { receivedAny, receivedProper }: ClockRecord,
  calendar: ClockCalendar,
): DeterminationDue["start"] {
  if (receivedAny === undefined) {
    return { earliest: receivedProper ?? null, latest: receivedProper ?? null };
  }
  const byCalendar = daysLater(receivedAny, ROUTING_DAYS);
  const byWork = workingDaysLater(receivedAny, ROUTING_DAYS, calendar);
  if (receivedProper === undefined) return { earliest: byCalendar, latest: byWork };
  return {
    earliest: earliestOf(receivedProper, byCalendar),
    latest: earliestOf(receivedProper, byWork),
  };
}

function expedited(
  { receivedAny, receivedProper }: ClockRecord,
  dated: string | null,
): ExpeditedDue {
  const receipts = [receivedAny, receivedProper].filter((day) => day !== undefined);
  const received = receipts.length > 0 ? earliestOf(...receipts) : null;
  return {
    fromReceipt: received && daysLater(received, EXPEDITION_DAYS),
    fromRequest: dated && daysLater(dated, EXPEDITION_DAYS),
    source: "5 U.S.C. 552(a)(6)(E)(ii)(I); 6 C.F.R. 5.5(e)(4)",
  };
}

function lateQuestions(stops: readonly Stop[], counted: Count | null): Warning[] {
  const due = counted?.due;
  if (!due) return [];
  return stops
    .filter(({ asked }) => asked > due)
    .map(({ asked }) => ({
      about: "question",
      sentence: `The question of ${asked} was sent after the determination was due on ${due}, so it stops nothing.`,
    }));
}

/** Appeals of silence that the full count, with its stops and extensions, shows as early (L50). */
function earlyAppeals(record: ClockRecord, due: string | null): Warning[] {
  return eventsOf(record, "appealed")
    .filter((it) => isOfSilence(record, it) && (due === null || it.sent <= due))
    .map(({ sent }) => ({
      about: "appeal",
      sentence: `The appeal of ${sent} came before a determination, and may be early: ${due === null ? "the clock is stopped" : `one was due by ${due}`}.`,
    }));
}

/**
 * Unanswered questions, including those that stop no clock: an agency may close the request over
 * them.
 */
function openQuestions(record: ClockRecord, calendar: ClockCalendar): OpenQuestion[] {
  const answers = {
    information: eventsOf(record, "informationAnswered"),
    fees: eventsOf(record, "feesAnswered"),
  };
  // A determination of the whole request closes them (L53).
  const determined = eventsOf(record, "determined").filter(
    (it) => it.part === undefined && it.statesReasonsAndAppeal !== false,
  );
  return eventsOf(record, "informationAsked", "feesAsked").flatMap((question) => {
    const kind = question.kind === "feesAsked" ? "fees" : "information";
    const asked = timeOf(question);
    if (answers[kind].some(({ received }) => received >= asked)) return [];
    if (determined.some((it) => communicated(it).day >= asked)) return [];
    return { kind, asked, answerUntil: workingDaysLater(asked, CLARIFICATION_DAYS, calendar) };
  });
}

/** Whether a due date passed without a determination of the whole request. */
export function isMissed(record: ClockRecord, due: string, today: string): boolean {
  if (today <= due) return false;
  return !eventsOf(record, "determined").some(
    (it) =>
      it.part === undefined && it.statesReasonsAndAppeal !== false && communicated(it).day <= due,
  );
}

/** The day by which a determination was due after a remand (L49), where it passed without one. */
function missedAfterRemand({ remand, exhaustion }: Appeals): string | null {
  return exhaustion.state === "constructively exhausted" ? (remand?.due ?? null) : null;
}

function switches(
  latest: Count | null,
  calendar: ClockCalendar,
  counted: (on: ClockCalendar) => Count | null,
): SwitchEffect[] {
  if (!latest) return [];
  const others: readonly [SwitchEffect["switch"], ClockCalendar][] = [
    ["inaugurationDay", { ...calendar, inaugurationDay: !calendar.inaugurationDay }],
    ["closures", { ...calendar, closures: [] }],
  ];
  return others.flatMap(([name, other]) => {
    const due = counted(other)?.due ?? null;
    return due === latest.due ? [] : { switch: name, latest: due };
  });
}
