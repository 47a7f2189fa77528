// `npm run test:slow`: what `npm test` runs in short, in full: before an issue is closed.
import { firefox } from "./stories/firefox-hands.ts";
import { runTurns } from "./support/steps.ts";

console.log(`Firefox: ${firefox()}`);
await runTurns([
  [["production build", "npm run --silent build"]],
  [["attacks", "npm run --silent test:attack"]],
  [["stories in Chromium and Firefox, people at random", "tsx tests/flow/run.ts --runs 2000"]],
  [["scenarios in Firefox", "tsx tests/stories/run-scenarios.ts"]],
  [["the image, without Docker", "npm run --silent test:image"]],
]);
