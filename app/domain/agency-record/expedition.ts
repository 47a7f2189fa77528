import type { Clock } from "#app/domain/foia-clock.ts";
import type { AgencyEvent } from "./event.ts";

/**
 * Whether a decision on expedited processing is awaited (L8): the request asks for it, and neither
 * that decision nor an answer to the request is on record.
 * @param events the events in force.
 */
export function isExpeditionAwaited(
  asksExpedition: boolean,
  events: readonly AgencyEvent[],
  { whole }: Pick<Clock, "whole">,
): boolean {
  if (!asksExpedition || whole.appealUntil !== null) return false;
  return !events.some(
    (event) =>
      event.kind === "expeditionGranted" ||
      event.kind === "expeditionDenied" ||
      // Put on that track, it is granted.
      (event.kind === "acknowledged" && event.details.track === "expedited"),
  );
}
