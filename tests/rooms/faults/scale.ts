import { seedOf } from "#tests/support/seed.ts";
import { formNamedBy } from "#tests/support/form.ts";

/** How much is tried. */
export const form = formNamedBy("FAULTS");

/** The figure of this form; each can be set by the environment. */
export function scaled(variable: string, soak: number, ordinary: number, short = ordinary): number {
  const given = process.env[variable];
  if (given !== undefined) return Number(given);
  return { soak, ordinary, short }[form];
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
