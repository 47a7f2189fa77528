import type { Scheduler } from "#server/scheduler.ts";

/** Nothing to wait for is answered with undefined, which costs an `await` no more than a turn. */
export function pause(scheduler: Scheduler, milliseconds: number): Promise<void> | undefined {
  if (milliseconds <= 0) return undefined;
  return new Promise((resolve) => void scheduler.after(milliseconds, resolve));
}
