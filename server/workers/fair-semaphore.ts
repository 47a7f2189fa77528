import { FairQueue } from "./fair-queue.ts";
import { TooMuchWaits } from "./problems.ts";

/**
 * At most so many turns at once; others wait for theirs. Resolves to what ends a turn; throws
 * TooMuchWaits.
 */
export function createFairSemaphore(
  most: number,
  waitingLimits: { readonly inAll: number; readonly ofOne: number },
): (by: string) => Promise<() => void> {
  let running = 0;
  const waiting = new FairQueue<() => void>(waitingLimits);
  return async (by) => {
    if (running < most) running += 1;
    else {
      await new Promise<void>((resolve, reject) => {
        if (!waiting.add(by, resolve)) reject(new TooMuchWaits());
      });
    }
    return () => {
      const next = waiting.next();
      if (next) next();
      else running -= 1;
    };
  };
}
