import { daysBetween, type Deadline } from "./deadline.ts";
import { estimatesOf } from "#app/domain/agency-record/estimates.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { countsOf } from "#app/domain/clock/components.ts";
import { DETERMINATION_DAYS, extensionClause } from "#app/domain/clock/count.ts";
import { DECIDED_BESIDE } from "#app/domain/clock/parts.ts";
import { withWrittenDays, writtenDay } from "#app/domain/dates.ts";
import { listed } from "#app/domain/listed.ts";
import type { Appeals, Clock, ClockRecord } from "#app/domain/foia-clock.ts";

/** A filed request or appeal, with what deadlines need. */
export interface RequestWithClock {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  readonly record: ClockRecord;
  readonly clock: Clock;
  /** The events in force, sorted by day. */
  readonly events: readonly AgencyEvent[];
  /** See `expeditionOwedBy` of the agency record. */
  readonly expeditionOwedBy: readonly (string | null)[];
  /** Whether we are done with it, by its record: then nothing is due. */
  readonly isClosed: boolean;
  /** Whether any event of its record was made up for the demonstration. */
  readonly isInvented: boolean;
}

/** The six-year limit is only mentioned in its last year. */
const LIMITATION_WARNING_DAYS = 365;

/**
 * The deadlines of a request from its clock (L1 to L15). Our own deadline is the earliest plausible
 * day (L14); the latest, which counts for suing, is given beside it. After the complaint, deadlines
 * come from the docket.
 * @param today ISO day.
 */
export function deadlinesOfRequest(request: RequestWithClock, today: string): Deadline[] {
  if (request.isClosed) return [];
  const counts = countsOf(request.clock, request.record);
  const found = counts.flatMap(({ component, record, clock }) =>
    deadlinesOfCount({ ...request, record, clock }, component, today),
  );
  return [...together(found, counts.length), ...limitationsOf(request, today)];
}

/** A deadline of one component's clock; its key is the same for each component. */
interface OfComponent extends Deadline {
  readonly component: string | null;
}

/**
 * Joins what falls on the same day at several components to one deadline, which names them unless it is
 * all that have the request (L51).
 */
function together(found: readonly OfComponent[], components: number): Deadline[] {
  return found.flatMap((one, at) => {
    const isSame = ({ key, due, orElse }: Deadline) =>
      key === one.key && due === one.due && orElse === one.orElse;
    const same = found.filter(isSame);
    if (found.findIndex(isSame) < at) return [];
    const { component: _, ...deadline } = one;
    const names = same.flatMap(({ component }) => component ?? []);
    if (names.length === 0 || names.length === components) return [deadline];
    return [
      {
        ...deadline,
        key: `${deadline.key}:at:${names.join("+")}`,
        what: `${deadline.what}, ${listed(names)}`,
      },
    ];
  });
}

function deadlinesOfCount(
  request: RequestWithClock,
  component: string | null,
  today: string,
): OfComponent[] {
  const { record, clock } = request;
  const isSued = record.events.some(({ kind }) => kind === "suitFiled");
  const common = { ...commonOf(request), component };
  const make: Make = (which, deadline) => ({
    ...common,
    key: `paper:${request.documentId}:${which}`,
    ...deadline,
    why: withWrittenDays(deadline.why),
  });

  const questions = clock.openQuestions.map(({ kind, asked, answerUntil }) =>
    make(`question:${kind}:${asked}`, {
      kind: "question",
      what: kind === "fees" ? "Answer the agency about fees" : "Answer the agency’s question",
      due: answerUntil,
      orElse: null,
      by: "us",
      why: `Asked on ${writtenDay(asked)}; after 30 working days without an answer the agency may close the request.`,
      source: "6 C.F.R. 5.3(c), 5.11(e); check this rule",
    }),
  );
  if (isSued) return questions;
  const appeals = [...clock.parts, clock.whole];
  return [
    ...questions,
    ...determination(request, make),
    ...expedition(request, component, make),
    ...appeals
      .filter((part) => !isMoot(part, clock))
      .flatMap((part) => ofAppeal(part, today, make)),
    ...agreed(clock, today, make),
    ...estimates(request, component, today, make),
  ];
}

function commonOf({ documentId, title, matter, isInvented }: RequestWithClock) {
  const place = { of: "paper", documentId, title } as const;
  return { matter, place, isInvented };
}

/**
 * Whether somebody should find out when the agency received the request (L1): no receipt is
 * recorded, and neither an answer nor a lawsuit has made the day moot.
 */
export function isReceiptAwaited({ clock, record, isClosed }: RequestWithClock): boolean {
  return (
    !isClosed &&
    clock.due.start.earliest === null &&
    clock.exhaustion.state === "open" &&
    !record.events.some(({ kind }) => kind === "suitFiled")
  );
}

/**
 * The days on which appeals were sent whose arrival at the appeals office should be found out (L57), the
 * first one first; none once they are decided, and after a suit.
 */
export function unconfirmedAppeals({ clock, record, isClosed }: RequestWithClock): string[] {
  if (isClosed || record.events.some(({ kind }) => kind === "suitFiled")) return [];
  // One that was closed without a decision is pending still (L48).
  const counts = countsOf(clock, record).flatMap((count) => [
    ...count.clock.parts,
    count.clock.whole,
  ]);
  const sent = counts.flatMap(({ appeal, exhaustion }) =>
    appeal && !appeal.isArrivalKnown && (!appeal.isDecided || exhaustion.state === "appeal pending")
      ? [appeal.sent]
      : [],
  );
  return [...new Set(sent)].toSorted();
}

type Make = (
  which: string,
  deadline: Omit<Deadline, "key" | "matter" | "place" | "isInvented">,
) => OfComponent;

/**
 * The earliest day by which the agency owes its determination, or one of its components (L51), as an ISO
 * day; null once it has come and after a suit.
 */
export function determinationDue({
  record,
  clock,
}: Pick<RequestWithClock, "record" | "clock">): string | null {
  const days = countsOf(clock, record).flatMap((count) => dueOf(count) ?? []);
  return days.toSorted()[0] ?? null;
}

function dueOf({
  record,
  clock: { due, exhaustion, whole },
}: Pick<RequestWithClock, "record" | "clock">): string | null {
  const { state } = exhaustion;
  // After a remand another one is due (L49).
  const isAwaited =
    (state === "open" || state === "constructively exhausted") && whole.remand === null;
  const isSued = record.events.some(({ kind }) => kind === "suitFiled");
  return isAwaited && !isSued ? due.earliest : null;
}

function determination({ record, clock }: RequestWithClock, make: Make): OfComponent[] {
  const { due } = clock;
  const day = dueOf({ record, clock });
  if (day === null || due.start.earliest === null) return [];
  // An extension that is in time for the later day may be late for this one.
  const counted = clock.daysToEarliest.at(-1)?.number ?? DETERMINATION_DAYS;
  const stretched = extensionClause(counted - DETERMINATION_DAYS);
  const left = leftOutClause(clock.stoppedToEarliest);
  // Where it is stopped there is a day by another reading alone.
  const stopped = due.isStopped ? ` The clock stands still for suing. ${clock.rangeWhy ?? ""}` : "";
  return [
    make("determination", {
      kind: "determination",
      what: "The agency’s determination",
      due: day,
      orElse: due.latest === day ? null : due.latest,
      by: "them",
      why: `20 working days after the receipt, which counts from ${writtenDay(due.start.earliest)}${stretched}${left}.${stopped}`,
      source: due.source,
    }),
  ];
}

function leftOutClause(stoppedDays: number): string {
  if (stoppedDays === 0) return "";
  const days = stoppedDays === 1 ? "working day" : `${stoppedDays} working days`;
  return `, without the ${days} on which the clock was stopped`;
}

/** The decision on expedited processing (L8): ten calendar days, by both readings of the rule. */
function expedition(
  { clock, expeditionOwedBy }: RequestWithClock,
  component: string | null,
  make: Make,
): OfComponent[] {
  const { fromRequest, fromReceipt, source } = clock.expedited;
  const due = fromRequest ?? fromReceipt;
  if (due === null || !expeditionOwedBy.includes(component)) return [];
  return [
    make("expedition", {
      kind: "expedition",
      what: "The agency’s decision on expedited processing",
      due,
      orElse: fromReceipt === due ? null : fromReceipt,
      by: "them",
      why: "Ten calendar days after the date of the request, as the statute says; the regulation counts from the receipt (check this rule).",
      source,
    }),
  ];
}

/**
 * Whether an answer to the request has made the denial of expedited processing moot, which no court
 * reviews after a complete response, 552(a)(6)(E)(iv) (L8).
 */
function isMoot({ part }: Appeals, { whole }: Clock): boolean {
  return part === DECIDED_BESIDE.expedition && whole.appealUntil !== null;
}

function ofAppeal(
  { part, appealUntil, appealDecision, appeal, remand, exhaustion }: Appeals,
  today: string,
  make: Make,
) {
  const about = part === null ? "" : ` (${part})`;
  const suffix = part === null ? "" : `:${part}`;
  const found: OfComponent[] = [];
  if (appealUntil && exhaustion.state === "must appeal" && appeal === null) {
    const { date, why, source } = appealUntil;
    found.push(
      make(`appeal${suffix}`, {
        kind: "appeal",
        what: `Send the administrative appeal${about}`,
        due: date,
        orElse: null,
        by: "us",
        why,
        source,
      }),
    );
  }
  // Of an appeal of silence (L50), or of one that came late, nothing follows where no decision comes.
  const isPending = exhaustion.state === "appeal pending";
  const isAwaited = appeal?.isDecided === false && (appealDecision?.due ?? "") >= today;
  if (appealDecision && appeal && (isPending || isAwaited)) {
    found.push(
      make(`appeal-decision${suffix}`, {
        kind: "appeal-decision",
        what: `The decision on the appeal${about}`,
        due: appealDecision.due,
        orElse: null,
        by: "them",
        why: `20 working days after the appeals office had the appeal${extensionClause(appealDecision.extendedBy)}.`,
        source: appealDecision.source,
      }),
    );
  }
  if (remand && exhaustion.state !== "must appeal") {
    found.push(
      make(`remand${suffix}`, {
        kind: "determination",
        what: `The agency’s new determination after the remand${about}`,
        due: remand.due,
        orElse: null,
        by: "them",
        why: remand.why,
        source: remand.source,
      }),
    );
  }
  return found;
}

/** The day that both sides agreed on stays in sight until it has passed or an answer came (L54). */
function agreed({ agreedUntil, whole }: Clock, today: string, make: Make): OfComponent[] {
  if (agreedUntil === null || agreedUntil < today || whole.appealUntil !== null) return [];
  return [
    make("agreed", {
      kind: "agreed",
      what: "The agency’s answer, as agreed",
      due: agreedUntil,
      orElse: null,
      by: "them",
      why: "Both sides agreed on this day; it moves no date of the statute.",
      source: "5 U.S.C. 552(a)(6)(B)(ii)",
    }),
  ];
}

/** The day by which the agency expects to be done, 552(a)(7)(B), as it says itself: no deadline. */
function estimates(
  { events, clock }: RequestWithClock,
  component: string | null,
  today: string,
  make: Make,
): OfComponent[] {
  return estimatesOf(events, { component, clock }, today).map(({ until, told }) =>
    make("estimate", {
      kind: "estimate",
      what: "The agency’s own estimate of when it is done",
      due: until,
      orElse: null,
      by: "them",
      why: `${told === null ? "It said so" : `It said so on ${writtenDay(told)}`}; this is its own estimate, and moves no date of the statute.`,
      source: "5 U.S.C. 552(a)(7)(B)(ii)",
    }),
  );
}

function limitationsOf(request: RequestWithClock, today: string): Deadline[] {
  const { limitations: until } = request.clock;
  if (request.clock.isSuitPending) return [];
  if (until === null || daysBetween(today, until) > LIMITATION_WARNING_DAYS) return [];
  return [
    {
      ...commonOf(request),
      key: `paper:${request.documentId}:limitations`,
      kind: "limitations",
      what: "Last day to sue",
      due: until,
      orElse: null,
      by: "us",
      why: "Six years from the first date that the agency missed.",
      source: "28 U.S.C. 2401(a)",
    },
  ];
}
