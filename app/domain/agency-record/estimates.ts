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
 * The agency's latest estimate, or that of one component: a later one takes the place of an earlier one.
 * @param events the events in force, sorted by day.
 */
export function estimatesOf(
  events: readonly AgencyEvent[],
  component: string | null = null,
): CompletionEstimate[] {
  const last = events.findLast(
    (event) =>
      "estimatedCompletion" in event.details &&
      event.details.estimatedCompletion !== null &&
      isOfComponent(event, component),
  );
  if (!last || !("estimatedCompletion" in last.details)) return [];
  const { estimatedCompletion: until } = last.details;
  return until === null ? [] : [{ until, told: dayOf(last), component: componentOf(last) }];
}
