import type { Awareness } from "y-protocols/awareness";
import { personIn, type Person } from "./people.ts";

/** Milliseconds after leaving for which a person's last edit may still arrive. */
const ARRIVES_MS = 60_000;

/** The people at the draft or who have just left it, including this page's other windows. */
export class RecentPeople {
  private readonly people = new Map<number, { person: Person; leftAt: number | null }>();

  constructor(
    private readonly awareness: Awareness,
    private readonly now: () => number = () => performance.now(),
  ) {
    awareness.on("change", this.look);
    this.look();
  }

  /**
   * Finds who made an edit that arrived live: the only other person, or null where it may have been
   * one of several. A deletion does not carry its author.
   */
  onlyOther(): Person | null {
    this.look();
    const others = new Map<string, Person>();
    for (const { person } of this.people.values()) others.set(person.userId, person);
    const [only = null] = others.values();
    return others.size === 1 ? only : null;
  }

  private readonly look = (): void => {
    const now = this.now();
    const states = this.awareness.getStates();
    for (const [client, state] of states) {
      const person = client === this.awareness.clientID ? null : personIn(state);
      if (person) this.people.set(client, { person, leftAt: null });
    }
    for (const [client, known] of this.people) {
      if (states.has(client)) continue;
      known.leftAt ??= now;
      if (now - known.leftAt > ARRIVES_MS) this.people.delete(client);
    }
  };
}
