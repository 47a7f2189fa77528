interface HeldLock {
  readonly name: string;
  readonly mode: LockMode;
}

/** Web Locks in memory, as far as windows of one person use them. */
export class LocksDouble {
  #held: HeldLock[] = [];
  #waiting: (() => void)[] = [];

  async request<T>(name: string, ...rest: readonly unknown[]): Promise<T> {
    const act = rest.at(-1) as () => Promise<T>;
    const { mode = "exclusive" } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const lock = { name, mode };
    while (this.#isTaken(lock)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#held.push(lock);
    try {
      return await act();
    } finally {
      this.#held = this.#held.filter((one) => one !== lock);
      for (const go of this.#waiting.splice(0)) go();
    }
  }

  async query(): Promise<{ readonly held: readonly HeldLock[] }> {
    return { held: this.#held };
  }

  #isTaken({ name, mode }: HeldLock): boolean {
    return this.#held.some(
      (one) => one.name === name && (one.mode === "exclusive" || mode === "exclusive"),
    );
  }
}
