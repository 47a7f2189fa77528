import { setTimeout as delay } from "node:timers/promises";

/** Timers. Tests pass a scheduler whose time they control. */
export interface Scheduler {
  /** Monotonic time in milliseconds. */
  now(): number;
  /** Calls once after a delay; returns a function that cancels it. */
  after(milliseconds: number, act: () => void): () => void;
  /** Calls repeatedly at an interval; returns a function that stops it. */
  every(milliseconds: number, act: () => void): () => void;
  /** Waits, and keeps the process alive meanwhile. */
  wait(milliseconds: number): Promise<void>;
}

/** Real time. Its timers don't keep the process alive; what waits does. */
export const processScheduler: Scheduler = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, act) {
    const timer = setInterval(act, milliseconds).unref();
    return () => clearInterval(timer);
  },
  wait: (milliseconds) => delay(milliseconds),
};
