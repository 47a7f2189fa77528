/** Consequences of an appeal of ours: in time, late, remanded or closed (L48, L49). */
import { daysLater, workingDaysLater, type ClockCalendar } from "./calendar.ts";
import type { AppealDecision, AppealUntil } from "./appeal-time.ts";
import { DETERMINATION_DAYS } from "./count.ts";
import { communicated, type eventsOf } from "./record.ts";

/** The states of a request on the way to court (L13). Scripts that read the clock know no other ones. */
export type ExhaustionState =
  | "open"
  | "constructively exhausted"
  | "must appeal"
  | "appeal pending"
  | "exhausted";

/** One answer to whether remedies are exhausted. */
export interface ExhaustionAnswer {
  readonly state: ExhaustionState;
  /** The first day in that state, or null where it is unknown. */
  readonly since: string | null;
  readonly why: string;
}

/** Where the law or the record leaves it open, the state is the cautious answer (L47). */
export interface Exhaustion extends ExhaustionAnswer {
  /** The other answer that can be argued; null where there is none. */
  readonly alternative: ExhaustionAnswer | null;
}

/** Due after a remand (L49): a determination within twenty working days anew. */
export interface Remand {
  readonly due: string;
  readonly why: string;
  readonly source: string;
}

export type AppealSent = ReturnType<typeof eventsOf<"appealed">>[number];
export type DecidedAppeal = ReturnType<typeof eventsOf<"appealDecided">>[number];

/** Twenty working days anew, from the letter, as long as the component's own receipt is not recorded. */
export function remandOf(decided: DecidedAppeal, calendar: ClockCalendar): Remand {
  const from = decided.sent ?? decided.dated;
  return {
    due: workingDaysLater(from, DETERMINATION_DAYS, calendar),
    why: `The appeal was remanded on ${decided.dated}: 20 working days anew from when the component has it, counted here from ${from}. Whether a remand starts them is unsettled.`,
    source: "5 U.S.C. 552(a)(6)(A)(i); check this rule",
  };
}

/** Whether a letter on an appeal decides it: one that closes it or leaves it to the court does not (L48). */
export function isOnMerits({ result }: Pick<DecidedAppeal, "result">): boolean {
  return result !== "closed" && result !== "in-litigation";
}

/** The state after an appeal that was sent in time. */
export function appealed(
  { sent }: AppealSent,
  {
    decided,
    decisionDue,
    remand,
    asOf,
  }: {
    readonly decided: DecidedAppeal | undefined;
    readonly decisionDue: AppealDecision | null;
    readonly remand: Remand | null;
    readonly asOf: string;
  },
): ExhaustionAnswer {
  if (remand) {
    return asOf > remand.due
      ? {
          state: "constructively exhausted",
          since: daysLater(remand.due, 1),
          why: `The appeal was remanded, and no determination was made by ${remand.due}, 20 working days after (5 U.S.C. 552(a)(6)(C)(i)).`,
        }
      : {
          state: "open",
          since: decided?.dated ?? null,
          why: `The appeal was remanded on ${decided?.dated}; a determination is due anew by ${remand.due}.`,
        };
  }
  if (decided && isOnMerits(decided)) {
    return {
      state: "exhausted",
      since: communicated(decided).day,
      why: `The appeal was decided on ${decided.dated}.`,
    };
  }
  if (decisionDue && asOf > decisionDue.due) {
    return {
      state: "exhausted",
      since: daysLater(decisionDue.due, 1),
      why: `The appeal was to be decided by ${decisionDue.due}, and no decision was made (5 U.S.C. 552(a)(6)(C)(i)).`,
    };
  }
  const undecided = decided
    ? `The letter of ${decided.dated} on the appeal ${decided.result === "closed" ? "closed it" : "left it to the court"} without a decision. `
    : "";
  const next = decisionDue
    ? `The appeal is to be decided by ${decisionDue.due}.`
    : "It is not recorded when the appeals office had the appeal, so its time is not counted.";
  return { state: "appeal pending", since: sent, why: `${undecided}${next}` };
}

/** An appeal in time: what is unsettled after a remand (L49), and where it was closed undecided (L48). */
export function withOther(
  timely: ExhaustionAnswer,
  decided: DecidedAppeal | undefined,
  must: Pick<ExhaustionAnswer, "since"> & { readonly state: "must appeal" },
): Exhaustion {
  if (decided?.result === "remanded") {
    const why = `The appeal was decided on ${decided.dated}; a remand may end the administrative way as any decision does.`;
    return {
      ...timely,
      alternative: { state: "exhausted", since: communicated(decided).day, why },
    };
  }
  if (decided?.result === "closed" && timely.state !== "exhausted") {
    const since = communicated(decided).day;
    const why = `The appeal was closed on ${decided.dated}; if that was a denial of it, remedies are exhausted since.`;
    return { ...timely, alternative: { state: "exhausted", since, why } };
  }
  if (decided?.result === "closed") {
    const why = `The appeal was closed on ${decided.dated} without a decision; if that was because it came too late, it exhausts nothing.`;
    return { ...timely, alternative: { ...must, why } };
  }
  return { ...timely, alternative: null };
}

/**
 * An appeal after its last day exhausts nothing (L48). The other answer: where it was decided on its merits
 * all the same, or was sent within the longer of the letter's and the regulation's time.
 */
export function untimely(
  sent: string,
  { date, byRegulation, byLetter }: AppealUntil,
  decided: DecidedAppeal | undefined,
  timely: ExhaustionAnswer,
): Pick<Exhaustion, "why" | "alternative"> {
  const why = `The time to appeal is over: the appeal was sent on ${sent}, after its last day, ${date}.`;
  if (decided && isOnMerits(decided)) {
    const merits = `The appeal was late, and was decided on its merits on ${decided.dated} all the same.`;
    return {
      why,
      alternative: { state: "exhausted", since: communicated(decided).day, why: merits },
    };
  }
  const longer = byLetter !== null && byLetter > byRegulation ? byLetter : byRegulation;
  if (decided || sent > longer) return { why, alternative: null };
  const inTime = `Its last day is ${longer} by the longer of the letter’s time and the regulation’s, and it was sent before. ${timely.why}`;
  return { why, alternative: { ...timely, why: inTime } };
}
