import { expect, test } from "vitest";
import { run } from "./run.ts";
import { seedOf } from "#tests/support/seed.ts";

/**
 * Two to four people at random on one draft: offline, undo, cut and paste, moves, tables, footnotes,
 * formats. FLOW_SEED repeats a failure; FLOW_RUNS and FLOW_MS bound how much is tried, FLOW_STEPS how
 * long a run is, FLOW_STRICT compares after each step, FLOW_LOG tells what happened, FLOW_FLAG names a
 * count of the binding that must stay 0, such as corrections.
 *
 * By itself 300 runs or 90 s, whichever comes first; two files do it, one for each worker. More is
 * `npm run test:slow`.
 */
const { env } = process;
const RUNS = Number(env.FLOW_RUNS ?? 300);
const MOST_MS = Number(env.FLOW_MS ?? 90_000);
const STEPS = Number(env.FLOW_STEPS ?? 40);
const SEED = seedOf("FLOW_SEED");

/** @param worker which of the two; each begins at seeds of its own. */
export function simulateRandomPeople(worker: 0 | 1): void {
  const first = SEED + worker * RUNS;
  test(
    `every letter is accounted for, on every screen, from seed ${first} on`,
    { timeout: MOST_MS + 60_000 },
    () => {
      const totals: Record<string, number> = {};
      const failures: string[] = [];
      const ends = Date.now() + MOST_MS;
      let runs = 0;
      for (; runs < RUNS && Date.now() < ends && failures.length < 5; runs += 1) {
        const seed = first + runs;
        try {
          run(seed, {
            steps: STEPS,
            strict: env.FLOW_STRICT !== undefined,
            onEnd: (simulation) => {
              for (const [what, n] of Object.entries(simulation.counts)) {
                totals[what] = (totals[what] ?? 0) + n;
              }
              for (const { binding } of simulation.editors) {
                for (const [what, n] of Object.entries(binding.stats)) {
                  if (what === env.FLOW_FLAG && n > 0) throw new Error(`it has ${what}`);
                  totals[what] = (totals[what] ?? 0) + n;
                }
              }
            },
          });
        } catch (error) {
          const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
          failures.push(`FLOW_SEED=${seed} FLOW_RUNS=1, random-1: ${why.slice(0, 1500)}`);
        }
      }
      if (env.FLOW_TOTALS) console.log(`${runs} runs from seed ${first}`, JSON.stringify(totals));
      expect(failures).toEqual([]);
      expect(runs).toBeGreaterThan(0);
    },
  );
}
