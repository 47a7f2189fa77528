interface WaitingLimits {
  /** How much may wait in all, and of one person. */
  readonly inAll: number;
  readonly ofOne: number;
}

/**
 * What waits for its turn, by whoever asked for it. People take turns, so that one who asks for a
 * lot waits for it alone, and holds up everybody else by one piece at most.
 */
export class FairQueue<T> {
  // Whose turn is next comes first.
  readonly #waiting = new Map<string, T[]>();
  #count = 0;

  constructor(private readonly limits: WaitingLimits) {}

  /** Has it wait; false where too much waits already, of this person or in all. */
  add(person: string, item: T): boolean {
    const own = this.#waiting.get(person) ?? [];
    if (this.#count >= this.limits.inAll || own.length >= this.limits.ofOne) return false;
    own.push(item);
    this.#waiting.set(person, own);
    this.#count += 1;
    return true;
  }

  /**
   * What comes next, which waits no longer; undefined where nothing waits. Whoever may not have a turn
   * now keeps their place.
   */
  next(may: (person: string) => boolean = () => true): T | undefined {
    for (const [person, own] of this.#waiting) {
      if (!may(person)) continue;
      const item = own.shift();
      this.#waiting.delete(person);
      // Whoever wants more goes to the end of the line.
      if (own.length > 0) this.#waiting.set(person, own);
      this.#count -= 1;
      return item;
    }
    return undefined;
  }
}
