import { expect, test } from "vitest";
import { seedOf } from "#tests/support/seed.ts";
import { compareAtRandom } from "./compared-at-random.ts";

/** CHANGES_SEED repeats a failure; CHANGES_RUNS says how many are tried. */
const SEED = seedOf("CHANGES_SEED");
const RUNS = Number(process.env.CHANGES_RUNS ?? 2_000);

test(
  `[M25] the changes of ${RUNS} drafts are what their letters say, from seed ${SEED} on`,
  { timeout: 3_600_000 },
  async () => {
    const failures: string[] = [];
    for (let run = 0; run < RUNS && failures.length < 3; run += 1) {
      try {
        await compareAtRandom(SEED + run);
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push(`CHANGES_SEED=${SEED + run} CHANGES_RUNS=1: ${why.slice(0, 1_200)}`);
      }
    }
    expect(failures).toEqual([]);
  },
);
