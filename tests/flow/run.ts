// `npm run test:flow -- --runs N`: the stories of two people in one paragraph in both browsers, at all
// paces, and N runs of people at random. See tests/README.md.
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { openSeededFolder, TestServer } from "#tests/e2e/support/server.ts";
import { ALL_STORIES } from "#tests/stories/all.ts";
import { ENGINES, type Engine } from "#tests/stories/browser-driver.ts";
import { tableOf, tellAll, type Told } from "#tests/stories/matrix.ts";

const { values } = parseArgs({
  options: {
    /** Runs of people at random; 0: none. */
    runs: { type: "string", default: "2000" },
    seed: { type: "string" },
    /** Milliseconds a key, by commas. */
    speeds: { type: "string", default: "30,80,150" },
    pauses: { type: "string", default: "without,with" },
    engines: { type: "string", default: ENGINES.join(",") },
    /** Only stories whose name holds this; "none": none. */
    stories: { type: "string", default: "" },
    lanes: { type: "string", default: "2" },
  },
});

/** The random runs, half of them in each of two workers; true where all held. */
async function randomRuns(): Promise<boolean> {
  const runs = Number(values.runs);
  if (runs === 0) return true;
  const seed = Number(values.seed ?? process.env["SEEDS"] ?? (Date.now() % 1_000_000) * 1000);
  console.log(`▶ ${runs} runs of people at random, from seed ${seed} on`);
  const child = spawn("npx", ["vitest", "run", "tests/flow/random"], {
    stdio: "inherit",
    env: {
      ...process.env,
      FLOW_SEED: String(seed),
      FLOW_RUNS: String(Math.ceil(runs / 2)),
      FLOW_MS: String(24 * 3_600_000),
      FLOW_TOTALS: "1",
    },
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code === 0)));
}

/** The stories; true where all ended well. */
async function tellStories(): Promise<boolean> {
  const chosen = ALL_STORIES.filter(({ name }) => name.includes(values.stories));
  if (chosen.length === 0) return true;
  const paces = values.pauses
    .split(",")
    .flatMap((pause) =>
      values.speeds.split(",").map((delay) => ({ delay: Number(delay), pause: pause === "with" })),
    );
  const seeded = openSeededFolder();
  const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "100000" });
  const all: Told[] = [];
  process.once("exit", () => void server.stop("SIGKILL"));
  try {
    await server.start();
    for (const engine of values.engines.split(",") as Engine[]) {
      console.log(`\n▶ ${chosen.length} stories at ${paces.length} paces in ${engine}`);
      await tellAll(server, engine, chosen, paces, Number(values.lanes), (told) => {
        all.push(told);
        const { failure, column, story } = told;
        if (failure !== undefined) {
          console.log(
            failure === null ? `✓ ${column}: ${story}` : `✗ ${column}: ${story}: ${failure}`,
          );
        }
      });
    }
  } finally {
    await server.remove();
    seeded.remove();
  }
  const failed = all.filter(({ failure }) => failure).length;
  console.log(`\n${tableOf(all)}\n\n${all.length - failed} told, ${failed} failed`);
  return failed === 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const held = [await randomRuns(), await tellStories()];
process.exit(held.every(Boolean) ? 0 : 1);
