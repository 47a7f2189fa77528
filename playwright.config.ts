import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, chromium } from "./tests/support/chromium.ts";
import { PATIENCE_MS } from "./tests/support/patience.ts";

/**
 * SLOW=1 takes what takes long beside what it tells of a page (files *.slow.ts, and tests with the tag
 * @slow), SLOW=short a part of it, for CI.
 */
const slow = process.env["SLOW"];
/** Of the slow files, what CI leaves to `npm run test:slow`: changes.slow.ts prints what a view costs. */
const NOT_IN_CI = ["changes", "doctor", "quiet-log", "settings"].map(
  (name) => `**/${name}.slow.ts`,
);

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/support/global-setup.ts",
  testMatch: slow === "short" ? "**/*.slow.ts" : slow ? "**/*.{spec,slow}.ts" : "**/*.spec.ts",
  testIgnore: slow === "short" ? NOT_IN_CI : [],
  ...(slow ? { grep: /@slow|\.slow\.ts/u } : { grepInvert: /@slow/u }),
  outputDir: "test-results",
  // Tests of a file share a server, one after the other; those that need one each say that they may
  // run beside each other. The third worker goes on where one of two waits.
  workers: 3,
  fullyParallel: false,
  timeout: 6 * PATIENCE_MS,
  expect: { timeout: PATIENCE_MS },
  retries: 0,
  forbidOnly: process.env["CI"] === "true",
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: chromium(), args: CHROMIUM_FLAGS },
    // A trace of every test costs a fifth of the whole run; `npx playwright test … --trace on` makes one.
    screenshot: "only-on-failure",
    // The worker that keeps the desk on the device fetches all of it once more in each browser, a
    // sixth of what a desk costs. Tests of what it is for say `test.use(KEEPING_THE_DESK)`.
    serviceWorkers: "block",
    locale: "en-US",
    timezoneId: "America/New_York",
    actionTimeout: PATIENCE_MS,
    navigationTimeout: 2 * PATIENCE_MS,
  },
});
