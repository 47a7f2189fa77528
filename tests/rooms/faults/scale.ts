import { seedOf } from "#tests/rooms/support/random.ts";

/** Whether only the two minutes that belong to CI are wanted. */
export const isShort = process.env.FAULTS === "short";

/** The figure of the full run, or of the short one; each can be set by the environment. */
export function scaled(variable: string, full: number, short: number): number {
  const given = process.env[variable];
  if (given !== undefined) return Number(given);
  return isShort ? short : full;
}

/** The seed of this run, printed so that it can be repeated with FAULT_SEED. */
export function faultSeed(what: string): number {
  const seed = seedOf("FAULT_SEED");
  console.log(`${what}: FAULT_SEED=${seed}`);
  return seed;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
