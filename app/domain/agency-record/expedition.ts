import { DECIDED_BESIDE, nameOfPart } from "#app/domain/clock/parts.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import { isOfComponent } from "./components.ts";
import type { AgencyEvent } from "./event.ts";

/**
 * The components that owe a decision on expedited processing (L8), which each that has the request
 * decides of its own part (L51): the request asks for it, and neither that decision nor an answer is on
 * record. One entry, null, where one component has the request and owes it; none where nothing is owed.
 * @param events the events in force.
 */
export function expeditionOwedBy(
  asksExpedition: boolean,
  events: readonly AgencyEvent[],
  { whole, components = [] }: Pick<Clock, "whole"> & Partial<Pick<Clock, "components">>,
): (string | null)[] {
  if (!asksExpedition) return [];
  const counts = components.length > 0 ? components : [{ component: null, clock: { whole } }];
  return counts
    .filter(
      ({ component, clock }) =>
        clock.whole.appealUntil === null &&
        isUndecided(events.filter((event) => isOfComponent(event, component))),
    )
    .map(({ component }) => component);
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
