import { test as base } from "@playwright/test";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { TestServer } from "./server.ts";

interface OfTest {
  /** Closes what a test that passed has left open: its pages would go on drawing and asking. */
  readonly closing: void;
}

interface OfWorker {
  readonly sharedServer: TestServer;
}

/**
 * One server for all files of a worker that ask for it: starting one, and its first pages, costs 2 to
 * 4 seconds of a processor. A worker runs one test at a time, and so it is the test's alone meanwhile.
 * It is for tests that write in copies of drafts alone (copied-draft.ts) or in documents that they
 * make, and read nothing that a test before them may have changed.
 */
export const test = base.extend<OfTest, OfWorker>({
  sharedServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what is asked for
    async ({}, use) => {
      const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 6 * PATIENCE_MS },
  ],
  closing: [
    async ({ browser, sharedServer }, use, info) => {
      await use();
      const hasPassed = info.status === info.expectedStatus;
      if (!hasPassed) console.log(sharedServer.output.slice(-2_000));
      sharedServer.output = "";
      if (!hasPassed) return;
      await Promise.all(browser.contexts().map((context) => context.close()));
      // Home would list its drafts to the people of the next test, and count what changed in each.
      const database = sharedServer.openDatabase();
      await database.execute(`DELETE FROM "DraftRead"`);
      database.close();
    },
    { auto: true },
  ],
});
