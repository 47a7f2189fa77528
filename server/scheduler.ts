/** When something is done that waits for its time. Tests hand in one whose time they move. */
export interface Scheduler {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** Calls once, after so many milliseconds; what it answers calls that off. */
  after(milliseconds: number, act: () => void): () => void;
  /** Calls every so many milliseconds, until what it answers is called. */
  every(milliseconds: number, act: () => void): () => void;
}

/** The process's own time. What waits by it keeps no process alive. */
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
};
