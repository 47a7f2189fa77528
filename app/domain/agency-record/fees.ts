import { countsOf } from "#app/domain/clock/components.ts";
import { isMissed, type Clock, type ClockRecord } from "#app/domain/foia-clock.ts";
import { isOfComponent } from "./components.ts";
import type { AgencyEvent, AgencyEventOf } from "./event.ts";

/** Where fees stand (L19), independent of the answer to the request. */
export interface Fees {
  /** Of which component, where several have the request and they differ (L51). */
  readonly component: string | null;
  readonly waiver: "not-asked" | "asked" | "granted" | "granted-in-part" | "denied";
  readonly category: AgencyEventOf<"feeCategoryDecided">["details"]["category"] | null;
  /** The latest estimate in dollars. */
  readonly estimate: number | null;
  /** Whether the agency asked a question about fees that we have not answered. */
  readonly isQuestionOpen: boolean;
  /**
   * Whether the agency may charge no search fees (and, of educational or news requesters, no
   * duplication fees) because it missed the limit, 552(a)(4)(A)(viii)(I); null while it is not missed.
   * Exceptions: (viii)(II).
   */
  readonly barred: { readonly since: string; readonly exceptions: string } | null;
}

/** A request whose fees are asked for; its clock is null where the record is impossible. */
interface CountedRequest {
  readonly currentEvents: readonly AgencyEvent[];
  readonly record: ClockRecord;
  readonly clock: Clock | null;
}

/** The fee status of a request, or of each component that has it where they differ (L51). */
export function feesByComponent(
  { currentEvents, record, clock }: CountedRequest,
  asked: { readonly feeWaiver: boolean },
  today: string,
): Fees[] {
  if (!clock) return [feesOf(currentEvents, asked, null, today)];
  const found = countsOf(clock, record).map((count) => ({
    ...feesOf(
      currentEvents.filter((event) => isOfComponent(event, count.component)),
      asked,
      count,
      today,
    ),
    component: count.component,
  }));
  const differ = new Set(found.map((fees) => JSON.stringify({ ...fees, component: null })));
  return differ.size > 1 ? found : found.slice(0, 1).map((fees) => ({ ...fees, component: null }));
}

/**
 * Derives the fee status.
 * @param events the events in force, sorted.
 * @param count the clock, which says what is asked and what was missed; null where there is none.
 */
export function feesOf(
  events: readonly AgencyEvent[],
  asked: { readonly feeWaiver: boolean },
  count: { readonly record: ClockRecord; readonly clock: Clock } | null,
  today: string,
): Fees {
  let waiver: Fees["waiver"] = asked.feeWaiver ? "asked" : "not-asked";
  let category: Fees["category"] = null;
  let estimate: number | null = null;
  for (const event of events) {
    if (event.kind === "feeWaiverGranted") {
      waiver = event.details.isInPart ? "granted-in-part" : "granted";
    } else if (event.kind === "feeWaiverDenied") waiver = "denied";
    else if (event.kind === "feeCategoryDecided") ({ category } = event.details);
    else if (event.kind === "feesAsked") estimate = event.details.estimate ?? estimate;
  }
  // The later due date (L14).
  const latest = count?.clock.due.latest ?? null;
  const missedOn = count && latest && isMissed(count.record, latest, today) ? latest : null;
  return {
    component: null,
    waiver,
    category,
    estimate,
    isQuestionOpen: count?.clock.openQuestions.some(({ kind }) => kind === "fees") ?? false,
    barred:
      missedOn === null
        ? null
        : {
            since: missedOn,
            exceptions:
              "Not where unusual circumstances apply and more than 5,000 pages are needed, the agency said so in writing and discussed it, or a court found exceptional circumstances (5 U.S.C. § 552(a)(4)(A)(viii)(II)).",
          },
  };
}
