import type { Scheduler } from "#server/scheduler.ts";

/** Waits. Returns undefined for zero or less, which `await` resolves within a microtask. */
export function pause(scheduler: Scheduler, milliseconds: number): Promise<void> | undefined {
  if (milliseconds <= 0) return undefined;
  return new Promise((resolve) => void scheduler.after(milliseconds, resolve));
}
