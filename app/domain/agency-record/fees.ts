import type { AgencyEvent, AgencyEventOf } from "./event.ts";

/** Where fees stand (L19), independent of the answer to the request. */
export interface Fees {
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

/**
 * Derives the fee status.
 * @param events the events in force, sorted.
 * @param missedOn the due date that passed without a determination; null where it didn't.
 */
export function feesOf(
  events: readonly AgencyEvent[],
  asked: { readonly feeWaiver: boolean },
  missedOn: string | null,
): Fees {
  let waiver: Fees["waiver"] = asked.feeWaiver ? "asked" : "not-asked";
  let category: Fees["category"] = null;
  let estimate: number | null = null;
  let open = 0;
  for (const event of events) {
    if (event.kind === "feeWaiverGranted") {
      waiver = event.details.isInPart ? "granted-in-part" : "granted";
    } else if (event.kind === "feeWaiverDenied") waiver = "denied";
    else if (event.kind === "feeCategoryDecided") ({ category } = event.details);
    else if (event.kind === "feesAsked") {
      // A mere estimate asks nothing (L53).
      if (!event.details.isMereEstimate) open += 1;
      estimate = event.details.estimate ?? estimate;
    } else if (event.kind === "feesAnswered") open = Math.max(0, open - 1);
    // A determination of the whole request closes what was asked (L53).
    else if (event.kind === "determined") {
      const { part, statesReasonsAndAppeal, component } = event.details;
      if (part === null && statesReasonsAndAppeal && component === null) open = 0;
    }
  }
  return {
    waiver,
    category,
    estimate,
    isQuestionOpen: open > 0,
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
