import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * The processor time that the work took, in milliseconds: what other programs took is not in it, nor is a
 * pause of the machine.
 */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

/**
 * For how long this process's event loop can have been held during the work, in milliseconds: the
 * longest delay that was seen, or all the processor time of the process, if that is less.
 */
export async function loopHeldMs<T>(work: () => Promise<T>): Promise<[held: number, made: T]> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const before = process.cpuUsage();
  delay.enable();
  const made = await work();
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return [Math.round(Math.min(delay.max / 1e6, (user + system) / 1e3)), made];
}
