import { DECIDED_BESIDE, nameOfPart } from "#app/domain/clock/parts.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import { isOfComponent } from "./components.ts";
import type { AgencyEvent } from "./event.ts";

/**
 * Whether a decision on expedited processing is awaited (L8): the request asks for it, and neither
 * that decision nor an answer to the request is on record.
 * @param events the events in force.
 */
export function isExpeditionAwaited(
  asksExpedition: boolean,
  events: readonly AgencyEvent[],
  { whole, components = [] }: Pick<Clock, "whole"> & Partial<Pick<Clock, "components">>,
): boolean {
  if (!asksExpedition || whole.appealUntil !== null) return false;
  if (components.length === 0) return isUndecided(events);
  return components.some(({ component, clock }) => isOwedBy(component, events, clock));
}

/**
 * Whether that component has not decided on expedited processing, which each that has the request
 * decides of its own part (L51).
 */
export function isOwedBy(
  component: string | null,
  events: readonly AgencyEvent[],
  { whole }: Pick<Clock, "whole">,
): boolean {
  return (
    whole.appealUntil === null &&
    isUndecided(events.filter((event) => isOfComponent(event, component)))
  );
}

function isUndecided(events: readonly AgencyEvent[]): boolean {
  return !events.some(
    (event) =>
      event.kind === "expeditionGranted" ||
      event.kind === "expeditionDenied" ||
      isDeterminationOfIt(event) ||
      // Put on that track, it is granted.
      (event.kind === "acknowledged" && event.details.track === "expedited"),
  );
}

/** A letter that was recorded as a determination of expedited processing alone. */
function isDeterminationOfIt(event: AgencyEvent): boolean {
  if (event.kind !== "determined" || event.details.part === null) return false;
  return nameOfPart(event.details.part) === DECIDED_BESIDE.expedition;
}
