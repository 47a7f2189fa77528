import { daysLater } from "#app/domain/clock/calendar.ts";
import { DECIDED_BESIDE, nameOfPart } from "#app/domain/clock/parts.ts";
import type { ClockEvent } from "#app/domain/foia-clock.ts";
import { isOfComponent } from "./components.ts";
import { componentOf, type AgencyEvent, type AgencyEventOf } from "./event.ts";

/** A letter that denies what was asked beside the records; it can be appealed (L11). */
export type Denial = AgencyEventOf<"expeditionDenied" | "feeWaiverDenied" | "feeCategoryDecided">;

/** Whether an event denies expedited processing, the fee waiver, or the fee category claimed. */
export function isDenial(event: AgencyEvent): event is Denial {
  if (event.kind === "feeCategoryDecided") {
    const { category, isAsClaimed } = event.details;
    // Nobody pays less than representatives of the news media.
    return category !== "educational-or-news" && !isAsClaimed;
  }
  return event.kind === "expeditionDenied" || event.kind === "feeWaiverDenied";
}

/** The part of the request that an event decides beside the records; null for other events. */
export function decidedBeside({ kind }: AgencyEvent): string | null {
  switch (kind) {
    case "expeditionDenied":
    case "expeditionGranted":
      return DECIDED_BESIDE.expedition;
    case "feeWaiverDenied":
    case "feeWaiverGranted":
      return DECIDED_BESIDE.feeWaiver;
    case "feeCategoryDecided":
      return DECIDED_BESIDE.feeCategory;
    default:
      return null;
  }
}

/**
 * The last day for an appeal that a letter states. "Within 90 days" means calendar days: the earlier
 * reading is used for our deadlines (L11).
 */
export function appealUntilOf({
  dated,
  details: { appealUntil, appealDays },
}: Pick<AgencyEventOf<"determined"> | Denial, "dated"> & {
  readonly details: { readonly appealUntil: string | null; readonly appealDays: number | null };
}): string | null {
  const inDays = appealDays === null || dated === null ? null : daysLater(dated, appealDays);
  return appealUntil ?? inDays;
}

/**
 * Turns the denials in a record into events of the clock: determinations of their part. One that the
 * agency reversed by itself needs no appeal, and decides one that was sent before.
 * @param events the events in force, sorted by day.
 */
export function denialEvents(events: readonly AgencyEvent[]): ClockEvent[] {
  return events.flatMap((event, at): ClockEvent[] => {
    if (!isDenial(event) || event.dated === null) return [];
    const { dated, sent, received } = event;
    const part = decidedBeside(event) ?? "";
    const component = componentOf(event);
    const its = component === null ? {} : { component };
    const appealUntil = appealUntilOf(event);
    const denied: ClockEvent = {
      kind: "determined",
      dated,
      part,
      ...its,
      ...(sent === null ? {} : { sent }),
      ...(received === null ? {} : { received }),
      ...(appealUntil === null ? {} : { appealUntil }),
    };
    const reversed = events
      .slice(at + 1)
      .find(
        (later) =>
          decidedBeside(later) === part &&
          !isDenial(later) &&
          !isPartial(later) &&
          isOfComponent(later, component),
      );
    if (!reversed?.dated) return [denied];
    const on = reversed.dated;
    const appeals = appealsOfDenial(events, part).filter((it) => isOfComponent(it, component));
    if (appeals.length === 0) return [];
    const wasAppealed = appeals.some(({ sent: day }) => day !== null && day <= on);
    return wasAppealed ? [denied, { kind: "appealDecided", dated: on, part, ...its }] : [denied];
  });
}

/** The appeals that are of that denial: those that name it, and any where nothing else was decided. */
function appealsOfDenial(events: readonly AgencyEvent[], part: string) {
  const isOnly = !events.some(({ kind }) => kind === "determined");
  return events.filter((event) => {
    if (event.kind !== "appealed") return false;
    const named = event.details.part;
    return named === null ? isOnly : nameOfPart(named) === part;
  });
}

/**
 * How the agency decided what a request asks beside the records, as far as the record tells it:
 * "unclear" where it decided, and the record doesn't say how, or an appeal sent it back.
 */
export type DecisionBeside = "none" | "granted" | "granted in part" | "denied" | "unclear";

/**
 * That decision, whether it is recorded as its own kind or as a determination of that part.
 * @param events the events in force, sorted by day.
 */
export function decisionBeside(
  events: readonly AgencyEvent[],
  part: (typeof DECIDED_BESIDE)["expedition" | "feeWaiver"],
): DecisionBeside {
  let decision: DecisionBeside = "none";
  for (const event of events) {
    if (decidedBeside(event) === part) {
      decision = isDenial(event) ? "denied" : isPartial(event) ? "granted in part" : "granted";
    } else if (event.kind === "acknowledged" && event.details.track === "expedited") {
      // Put on that track, it is granted.
      if (part === DECIDED_BESIDE.expedition) decision = "granted";
    } else if (event.kind === "determined" && isOfPart(event, part)) {
      decision = isDenialOfPart(event, events) ? "denied" : "unclear";
    } else if (event.kind === "appealDecided" && decision !== "none") {
      const isUnnamed = event.details.part === null;
      if (isUnnamed ? events.some(({ kind }) => kind === "determined") : !isOfPart(event, part)) {
        continue;
      }
      if (event.details.result === "reversed") decision = "granted";
      if (event.details.result === "remanded") decision = "unclear";
    }
  }
  return decision;
}

/** Whether an event names that part, however it was typed. */
export function isOfPart(
  { details: { part } }: { readonly details: { readonly part: string | null } },
  of: string,
): boolean {
  return part !== null && nameOfPart(part) === of;
}

/**
 * Whether a determination of something beside the records denies it: a letter that gives a time for
 * an appeal, or that was appealed, grants nothing.
 */
export function isDenialOfPart(
  { details: { part, appealUntil, appealDays } }: AgencyEventOf<"determined">,
  events: readonly AgencyEvent[],
): boolean {
  if (appealUntil !== null || appealDays !== null) return true;
  return events.some(
    (event) => event.kind === "appealed" && part !== null && isOfPart(event, nameOfPart(part)),
  );
}

function isPartial(event: AgencyEvent): boolean {
  return event.kind === "feeWaiverGranted" && event.details.isInPart;
}
