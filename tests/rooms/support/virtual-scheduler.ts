import type { Scheduler } from "#server/scheduler.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";

interface Waiting {
  readonly act: () => void;
  /** Milliseconds between two calls; null where there is one. */
  readonly every: number | null;
  at: number;
}

/** Time that stands still until a test moves it on. Sockets and the database go on by themselves. */
export class VirtualScheduler implements Scheduler {
  #now = 1_000;
  readonly #waiting = new Set<Waiting>();
  /** For how long was asked to wait, each time, in milliseconds. */
  readonly asked: number[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    this.asked.push(milliseconds);
    return this.#add({ act, every: null, at: this.#now + milliseconds });
  }

  every(milliseconds: number, act: () => void): () => void {
    return this.#add({ act, every: milliseconds, at: this.#now + milliseconds });
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  #add(waiting: Waiting): () => void {
    this.#waiting.add(waiting);
    return () => void this.#waiting.delete(waiting);
  }

  /** Moves on, calls on the way what is due, in its order, and lets each do what it can at once. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    for (let next = this.#first(until); next; next = this.#first(until)) {
      this.#now = Math.max(this.#now, next.at);
      if (next.every === null) this.#waiting.delete(next);
      else next.at = this.#now + next.every;
      next.act();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = until;
  }

  /** Moves on in small steps, between which sockets and the database have turns, until something holds. */
  async until(what: string, holds: () => boolean | Promise<boolean>, stepMs = 10): Promise<void> {
    const started = this.#now;
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (performance.now() > deadline) {
        throw new Error(`${what}: not after ${this.#now - started} ms of the test's time`);
      }
      await this.pass(stepMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #first(until: number): Waiting | undefined {
    return [...this.#waiting]
      .filter(({ at }) => at <= until)
      .sort((one, other) => one.at - other.at)[0];
  }
}
