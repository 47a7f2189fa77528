import { componentKey } from "./component-names.ts";
import { componentOf, type AgencyEvent } from "./event.ts";

/**
 * The components that have the request, each with the day of its first receipt, in that order (L51). An
 * office that has only to route it is none of them.
 * @param events the events in force.
 */
export function componentsOf(
  events: readonly AgencyEvent[],
): { readonly name: string; readonly received: string }[] {
  const found = new Map<string, { readonly name: string; readonly received: string }>();
  for (const event of events) {
    if (event.kind !== "received" || !event.details.isProper || event.received === null) continue;
    const { received } = event;
    const key = componentKey(event.details.office);
    const known = found.get(key);
    if (!known) found.set(key, { name: event.details.office, received });
    else if (received < known.received) found.set(key, { ...known, received });
  }
  return [...found.values()].toSorted((one, other) =>
    one.received < other.received ? -1 : one.received > other.received ? 1 : 0,
  );
}

/** Whether an event is of that component, or names none and so is of all that have the request. */
export function isOfComponent(event: AgencyEvent, component: string | null): boolean {
  const named = componentOf(event);
  if (component === null || named === null) return true;
  return componentKey(named) === componentKey(component);
}
