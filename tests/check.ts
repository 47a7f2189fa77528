// `npm run check`: the inner loop, under a minute: types, lint, and the unit tests of what has changed
// since the last commit and of all that imports it (`npm run check -- main`: since then).
import { runTurns } from "./support/steps.ts";

const [since = "HEAD"] = process.argv.slice(2);
if (!/^[\w./~^@-]+$/u.test(since)) throw new Error(`${since} is no name of a commit.`);

await runTurns([
  [["database clients", "npm run --silent generate"]],
  [
    ["types", "tsc --noEmit --incremental --tsBuildInfoFile node_modules/.cache/check.tsbuildinfo"],
    ["lint", "npm run --silent lint"],
    ["tests of what changed", `vitest run --passWithNoTests --changed ${since}`],
  ],
]);
