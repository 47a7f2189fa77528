/** The clock of a request that is with one component, or of one component's part in it. */
import {
  daysLater,
  earliestOf,
  workingDaysLater,
  yearsLater,
  type ClockCalendar,
} from "./calendar.ts";
import {
  count,
  DETERMINATION_DAYS,
  stopsOf,
  type ClockDay,
  type Count,
  type Stop,
  type Warning,
} from "./count.ts";
import {
  appealsOf,
  type AppealDecision,
  type Appeals,
  type AppealUntil,
  type Exhaustion,
} from "./exhaustion.ts";
import { appealsTooEarly } from "./impossible.ts";
import { communicated, eventsOf, isOfSilence, timeOf, type ClockRecord } from "./record.ts";
import { answerDue, serveUntil, type AnswerDue } from "./suit.ts";
import type { Refusal } from "#app/domain/refusal.ts";

/** The due date of the determination. Null where no receipt is recorded or the clock is stopped. */
interface DeterminationDue {
  /** For our own deadlines (L14): the ten routing days counted as calendar days. */
  readonly earliest: string | null;
  /** For suing (L14): the ten routing days counted as working days. */
  readonly latest: string | null;
  /** The same two dates without an extension. */
  readonly beforeExtension: { readonly earliest: string | null; readonly latest: string | null };
  /** Working days added to the latest by valid extensions, 0 to 10. */
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
  /** Whether a suit was filed that has not ended without prejudice: nobody has to sue then. */
  readonly isSuitPending: boolean;
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
  /** The reading on which the earliest due date rests; null where there is one date. */
  readonly rangeWhy: string | null;
  /** Each day through the latest due date, from day 0. */
  readonly days: readonly ClockDay[];
  /**
   * Each day through the earliest due date; the same array object where the two dates are equal.
   */
  readonly daysToEarliest: readonly ClockDay[];
  /** Its working days that were left out because the clock was stopped. */
  readonly stoppedToEarliest: number;
  /**
   * One entry for each component that has the request, where several do (L51): then the dates above are
   * those of the request as a whole, with which nothing is exhausted before it is at each of them.
   */
  readonly components: readonly ComponentClock[];
}

/** The clock of one of several components that have a request (L51). */
export interface ComponentClock {
  readonly component: string;
  /** Its own part of the record. */
  readonly record: ClockRecord;
  /** Its own dates; `components` is empty. */
  readonly clock: Clock;
}

const ROUTED =
  "The ten days of routing are calendar days on the statute’s face and working days by the regulation (6 C.F.R. 5.5(a); check this rule).";

const ROUTING_DAYS = 10;
const EXPEDITION_DAYS = 10;
const CLARIFICATION_DAYS = 30;
const LIMITATION_YEARS = 6;

/** The calendar of the statute alone. */
const STATUTORY: ClockCalendar = { closures: [], inaugurationDay: false };

/** The dates of a record that was found possible; see `clock` in foia-clock.ts. */
export function requestClock(
  record: ClockRecord,
  calendar: ClockCalendar,
  today: string,
): Clock | Refusal {
  const { stops, open, warnings } = stopsOf(record);
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
  const tooEarly = appealsTooEarly(record, ordinaryDueOf(record, calendar));
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
    // An agency may close the request over those that stop no clock, too.
    openQuestions: open.map(({ kind, asked }) => ({
      kind,
      asked,
      answerUntil: workingDaysLater(asked, CLARIFICATION_DAYS, calendar),
    })),
    agreedUntil: agreed?.until ?? null,
    isSuitPending: eventsOf(record, "suitFiled").some(({ dismissed }) => dismissed === undefined),
    serveUntil: serveUntil(record, calendar),
    answerDue: answerDue(record, calendar),
    limitations: missed === null ? null : yearsLater(missed, LIMITATION_YEARS),
    stops,
    switches: switches(latest, calendar, (on) => counted(startOf(record, on).latest, on)),
    warnings,
    rangeWhy: due.earliest === due.latest ? null : ROUTED,
    days: latest?.days ?? [],
    daysToEarliest: earliest?.days ?? [],
    stoppedToEarliest: earliest?.stoppedDays ?? 0,
    components: [],
  };
}

/** The earliest due date without stops, extension and closures; null where no receipt is recorded. */
export function ordinaryDueOf(record: ClockRecord, calendar: ClockCalendar): string | null {
  const { earliest } = startOf(record, calendar);
  return earliest && workingDaysLater(earliest, DETERMINATION_DAYS, STATUTORY);
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
