/**
 * The clock of a FOIA request: computes dates from the agency record, each with its derivation.
 * Pure: today is an argument, and no answer goes beyond the record. The rules are L1 to L15 of
 * docs/foia-clock.md; each answer names its source.
 */
import type { ClockCalendar } from "./clock/calendar.ts";
import { clockOfComponents } from "./clock/components.ts";
import { clockInAllReadings } from "./clock/readings.ts";
import { impossible } from "./clock/impossible.ts";
import type { ClockRecord } from "./clock/record.ts";
import type { Clock } from "./clock/request-clock.ts";
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
export { isMissed, type Clock, type ComponentClock } from "./clock/request-clock.ts";
export type { AnswerDue } from "./clock/suit.ts";

/**
 * From the events of one request to its dates.
 *
 * @param record `receivedAny`, `receivedProper`: ISO dates of receipt (L1). `events`: in any order;
 *   their kinds and fields are the union ClockEvent in clock/record.ts. In short: `requestSent`
 *   {dated}; `informationAsked`, `feesAsked` {dated, sent?, isDisputed?: whether we dispute that the
 *   question was needed}; `informationAnswered`, `feesAnswered`
 *   {received: the day the agency had it}; `extended`, `appealExtended` {dated, sent?, reasons? =
 *   true, and `until` (a day) or `workingDays`}; `determined` {dated, appealUntil?: the last day that
 *   the letter states, part?, statesReasonsAndAppeal? = true}; `appealed` {sent, received?, part?};
 *   `appealDecided` {dated, part?, result?: "affirmed" | "reversed" | "remanded" |
 *   "in-litigation" | "closed"}; `suitFiled` {dated, dismissed?: the day on which it
 *   ended without prejudice}; `served` {on: "usAttorney" | "attorneyGeneral" | "agency", received}; `answerOrdered` {dated?, until, number?};
 *   `acknowledged`, `interimResponse`, `expeditionGranted`, `expeditionDenied` {dated}; `dateAgreed`
 *   {dated, until}. A letter of the agency may have `sent` and `received` beside
 *   `dated`: it counts when it was communicated, which is `sent`, else `received`, else `dated` (L47).
 *   `components`, where several have the request (L51): [{name, received}], each the day on which that
 *   component had it; an event may then have `component`, one of these names, and without it is about
 *   the request at all of them that had it by then. A single one counts as `receivedProper`.
 * @param calendar `closures`: ISO dates of closures by executive order; `inaugurationDay`: whether it
 *   is left out.
 * @param today an ISO date. No event may lie after it; exhaustion is judged on it.
 * @returns the dates, or a Refusal (it has `code` and `sentence`; the fields name the place, such as
 *   "events.2.received") for a record that is impossible: a date that doesn't exist or has not come,
 *   an unknown kind, a response before receipt, an answer without a question, an appeal before its
 *   letter that is none of silence either, a service before the complaint, a letter of a component that
 *   never had the request or did not have it yet. With several components `components` has the clock of
 *   each, and the other dates are those of the request as a whole: due from the earliest to the latest
 *   of theirs, exhausted once it is at each; otherwise `components` is empty. Where the law or the record
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
  const [first, ...others] = record.components ?? [];
  if (others.length > 0) return clockOfComponents(record, calendar, today);
  const { receivedProper = first?.received } = record;
  return clockInAllReadings(
    receivedProper === undefined ? record : { ...record, receivedProper },
    calendar,
    today,
  );
}

export function isRefused(answer: Clock | Refusal): answer is Refusal {
  return "code" in answer;
}
