import type { Awareness } from "y-protocols/awareness";

/** A person in the room, as the server names them (R14). */
export interface Person {
  readonly userId: string;
  readonly name: string;
  /** The short name of their organization. */
  readonly organization: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

/**
 * The person of an awareness state, from what the server added to it; null where that is missing,
 * as in the states of stock clients before the server's answer.
 */
export function personIn(state: unknown): Person | null {
  if (!isRecord(state) || !isRecord(state.user)) return null;
  const { id, name, organization, colour } = state.user;
  if (typeof id !== "string" || typeof name !== "string") return null;
  return {
    userId: id,
    name,
    organization: typeof organization === "string" ? organization : "",
    colour: typeof colour === "number" ? colour : 0,
  };
}

/** "Ana · Mijente": the label of a caret, with the first name only. */
export function shortLabel({ name, organization }: Person): string {
  const [first = name] = name.split(" ");
  return organization ? `${first} · ${organization}` : first;
}

/** "Ana Sample (Mijente)". */
export function inFull({ name, organization }: Person): string {
  return organization ? `${name} (${organization})` : name;
}

/** Up to two initials, for a ring. */
export function initials(name: string): string {
  const parts = name.split(/\s+/u).filter((part) => part.length > 0);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => [...(part ?? "")][0]?.toUpperCase() ?? "").join("");
}

/**
 * The other people in the room, each once regardless of their number of windows, by organization
 * and name. The reader's own other windows are excluded.
 */
export function othersIn(awareness: Awareness, userId: string): Person[] {
  const people = new Map<string, Person>();
  for (const [clientId, state] of awareness.getStates()) {
    const person = clientId === awareness.clientID ? null : personIn(state);
    if (person && person.userId !== userId) people.set(person.userId, person);
  }
  return [...people.values()].sort(
    (one, other) =>
      one.organization.localeCompare(other.organization) || one.name.localeCompare(other.name),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
