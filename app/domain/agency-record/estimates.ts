import type { Clock } from "#app/domain/foia-clock.ts";
import { isOfComponent } from "./components.ts";
import { componentOf, dayOf, type AgencyEvent } from "./event.ts";

/** A day by which the agency says that it expects to be done, 552(a)(7)(B). */
export interface CompletionEstimate {
  /** ISO day. */
  readonly until: string;
  /** The ISO day on which it said so; null where that is not recorded. */
  readonly told: string | null;
  /** The component that said so, where it is named (L51). */
  readonly component: string | null;
}

/**
 * The agency's latest estimate, or that of one component, as long as it is in sight: until its day has
 * passed or an answer came (L58). A later one takes the place of an earlier one.
 * @param events the events in force, sorted by day.
 * @param today ISO day.
 */
export function estimatesOf(
  events: readonly AgencyEvent[],
  { component, clock }: { readonly component: string | null; readonly clock: Pick<Clock, "whole"> },
  today: string,
): CompletionEstimate[] {
  if (clock.whole.appealUntil !== null) return [];
  const last = events.findLast(
    (event) =>
      "estimatedCompletion" in event.details &&
      event.details.estimatedCompletion !== null &&
      isOfComponent(event, component),
  );
  if (!last || !("estimatedCompletion" in last.details)) return [];
  const { estimatedCompletion: until } = last.details;
  if (until === null || until < today) return [];
  return [{ until, told: dayOf(last), component: componentOf(last) }];
}
