// `npm run check`: the inner loop, under a minute: types, lint, and the unit tests of what has changed
// since the last commit and of all that imports it (`npm run check -- main`: since then).
import { runSteps } from "./support/steps.ts";

const [since = "HEAD"] = process.argv.slice(2);
if (!/^[\w./~^@-]+$/u.test(since)) throw new Error(`${since} is no name of a commit.`);

const CLIENTS = "database clients";
/** Native, some ten times as fast; TypeScript 5 stays for the programs that use its API. */
const tsc = "node node_modules/typescript-7/bin/tsc --noEmit";
const types = `${tsc} --incremental --tsBuildInfoFile node_modules/.cache/check.tsbuildinfo`;
await runSteps(
  [
    { name: CLIENTS, command: "npm run --silent generate", load: 1 },
    { name: "types", command: types, load: 1, after: [CLIENTS] },
    {
      name: "types without a DOM",
      command: `${tsc} -p app/tsconfig.pure.json`,
      load: 1,
      after: [CLIENTS],
    },
    {
      name: "tests of what changed",
      command: `vitest run --passWithNoTests --changed ${since}`,
      load: 1,
      after: [CLIENTS],
    },
    { name: "lint", command: "npm run --silent lint", load: 1, after: [CLIENTS] },
  ],
  3,
);
