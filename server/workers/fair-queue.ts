interface WaitingLimits {
  /** The most waiting items, in total and per person. */
  readonly inAll: number;
  readonly ofOne: number;
}

/**
 * A queue in which people take turns, so that somebody who asks for a lot delays others by one item
 * at most.
 */
export class FairQueue<T> {
  // In the order of turns: the next person first.
  readonly #waiting = new Map<string, T[]>();
  #count = 0;

  constructor(private readonly limits: WaitingLimits) {}

  /** Adds an item; false where too many wait already, of this person or in total. */
  add(person: string, item: T): boolean {
    const own = this.#waiting.get(person) ?? [];
    if (this.#count >= this.limits.inAll || own.length >= this.limits.ofOne) return false;
    own.push(item);
    this.#waiting.set(person, own);
    this.#count += 1;
    return true;
  }

  /**
   * Removes and returns the next item; undefined where nothing waits. People for whom `may` is
   * false keep their place.
   */
  next(may: (person: string) => boolean = () => true): T | undefined {
    for (const [person, own] of this.#waiting) {
      if (!may(person)) continue;
      const item = own.shift();
      this.#waiting.delete(person);
      // A person with more items goes to the end of the line.
      if (own.length > 0) this.#waiting.set(person, own);
      this.#count -= 1;
      return item;
    }
    return undefined;
  }
}
